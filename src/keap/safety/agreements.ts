import type { Agreement, Question, RunQuestion } from './safety.ts';

/** The agreements that people have given in this window, each with what it is about. Nothing of it is stored. */
export class Agreements {
  private readonly given = new WeakMap<Agreement, string>();

  give(question: RunQuestion): Agreement {
    const agreement = { run: question.run };
    this.given.set(agreement, subjectOf(question));
    return agreement;
  }

  /** Whether a question was answered before. To what was found out about a single request nobody has agreed. */
  cover(question: Question, agreement: Agreement | undefined): boolean {
    if (!agreement || question.warnings.length > 0) return false;
    return this.given.get(agreement) === subjectOf(question);
  }
}

/** What a person agrees to: an operation, on an account by a key. */
function subjectOf({ operation, connection: { id, origin, app, maskedKey } }: Question): string {
  return JSON.stringify([operation.key, id, origin, app, maskedKey]);
}
