import type { Effect } from '../catalog/operation.ts';
import { includesEffect } from '../catalog/xmlrpc/tableEffects.ts';
import type { Agreement, Question, RunQuestion } from './safety.ts';

interface Agreed {
  readonly subject: string;
  readonly effect: Effect;
}

/** The agreements that people have given in this window, each with what it is about. Nothing of it is stored. */
export class Agreements {
  private readonly given = new WeakMap<Agreement, Agreed>();

  give(question: RunQuestion): Agreement {
    const agreement = { run: question.run };
    this.given.set(agreement, { subject: subjectOf(question), effect: question.operation.effect });
    return agreement;
  }

  /** Whether a question was answered before. To what was found out about a single request nobody has agreed. */
  cover(question: Question, agreement: Agreement | undefined): boolean {
    if (!agreement || question.warnings.length > 0) return false;
    const agreed = this.given.get(agreement);
    return agreed?.subject === subjectOf(question) && includesEffect(agreed.effect, question.operation.effect);
  }
}

/** What a person agrees to: an operation, on an account by a key. */
function subjectOf({ operation, connection: { id, origin, app, maskedKey } }: Question): string {
  return JSON.stringify([operation.key, id, origin, app, maskedKey]);
}
