import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { type Problem, validateDraft } from '../../keap/request/validation.ts';

const BODY_DELAY = 300;
/** Parsing a body of this many characters takes longer than a frame. */
const LARGE_BODY = 500_000;
const LARGE_DELAY = 1200;

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
    const fields = validateDraft(this.operationOf(draft), this.schemas, { ...draft, body: '' });
    return [...fields.filter(({ target }) => target !== 'body'), ...this.body];
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

  private checkBody(draft: RequestDraft): void {
    if (draft.body === this.checkedBody) return;
    const problems = validateDraft(this.operationOf(draft), this.schemas, { ...draft, parameters: {} });
    this.body = problems.filter(({ target }) => target === 'body');
    this.checkedBody = draft.body;
  }
}
