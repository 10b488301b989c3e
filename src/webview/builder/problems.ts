import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { ParameterInput, RequestDraft } from '../../keap/request/draft.ts';
import { type Problem, validateDraft } from '../../keap/request/validation.ts';

const BODY_DELAY = 300;
/** Parsing a body of this many characters takes longer than a frame. */
const LARGE_BODY = 500_000;
const LARGE_DELAY = 1200;
/** So many characters of an argument stand for the rest of one that was looked at before. */
const STAND_IN = 4_000;
const LARGE_TEXT = 100_000;

/**
 * What is wrong with a draft, cheap enough to ask on each key: fields are checked at once, the body a moment after
 * the last change.
 */
export class DraftProblems {
  private readonly operationOf: (draft: RequestDraft) => Operation;
  private readonly schemas: Schemas;
  private readonly changed: () => void;
  private body: readonly Problem[] = [];
  private checkedBody: string | undefined;
  /** What was found in large arguments, as they were then. */
  private readonly large = new Map<
    string,
    { readonly operation: Operation; readonly input: ParameterInput; readonly problems: readonly Problem[] }
  >();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param operationOf the operation as a draft means it
   * @param changed is called when the body was checked
   */
  constructor(operationOf: (draft: RequestDraft) => Operation, schemas: Schemas, changed: () => void) {
    this.operationOf = operationOf;
    this.schemas = schemas;
    this.changed = changed;
  }

  /** Everything known to be wrong; of the body, what its last check found. */
  of(draft: RequestDraft): readonly Problem[] {
    const operation = this.operationOf(draft);
    const large = Object.entries(draft.parameters).filter(([, input]) => input.length > LARGE_TEXT);
    const ids = new Set(large.map(([id]) => id));
    const standIns = large.map(([id, input]) => [id, input.slice(0, STAND_IN)] as const);
    const parameters = { ...draft.parameters, ...Object.fromEntries(standIns) };
    const fields = validateDraft(operation, this.schemas, { ...draft, parameters, body: '' });
    return [
      ...large.flatMap(([id, input]) => this.ofLarge(operation, draft, id, input)),
      ...fields.filter(({ target }) => target !== 'body' && !ids.has(target)),
      ...this.body,
    ];
  }

  /** As `of`, with the body checked now if it changed. */
  now(draft: RequestDraft): readonly Problem[] {
    this.stop();
    this.checkBody(draft);
    return this.of(draft);
  }

  /** Checks the body once it has rested. */
  soon(draft: RequestDraft): void {
    this.stop();
    this.timer = setTimeout(
      () => {
        this.checkBody(draft);
        this.changed();
      },
      draft.body.length > LARGE_BODY ? LARGE_DELAY : BODY_DELAY,
    );
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** A file in an argument is looked at once, and not again for every key pressed elsewhere. */
  private ofLarge(operation: Operation, draft: RequestDraft, id: string, input: ParameterInput): readonly Problem[] {
    const known = this.large.get(id);
    if (known?.input === input && known.operation === operation) return known.problems;
    const found = validateDraft(operation, this.schemas, { ...draft, body: '' });
    const problems = found.filter(({ target }) => target === id);
    this.large.set(id, { operation, input, problems });
    return problems;
  }

  private checkBody(draft: RequestDraft): void {
    if (draft.body === this.checkedBody) return;
    const problems = validateDraft(this.operationOf(draft), this.schemas, { ...draft, parameters: {} });
    this.body = problems.filter(({ target }) => target === 'body');
    this.checkedBody = draft.body;
  }
}
