import {
  type FileChoice,
  type ParameterInput,
  parseDraft,
  type RequestDraft,
  redactDraft,
} from '../../keap/request/draft.ts';
import type { DatedBody, DatedDraft } from '../../protocol/builder.ts';

/** What a webview remembers of itself. */
export type SavedState = DatedDraft;

export interface KeeperOptions {
  /** Remembers the state for a reload; as cheap as a serialisation of the draft. */
  save(state: SavedState): void;
  /** Tells the host; resolves when it has the draft. */
  edit(edited: DatedDraft): Promise<unknown>;
}

const EDIT_DELAY = 150;
/** Above this many characters of body, copying it on each key would be felt. */
const LARGE_BODY = 100_000;
const LARGE_DELAY = 700;

/** The draft while it is typed: remembered at once, told to the host a moment later. */
export class DraftKeeper {
  private readonly options: KeeperOptions;
  private current: RequestDraft;
  private changedAt: number;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ draft, at }: DatedDraft, options: KeeperOptions) {
    this.current = draft;
    this.changedAt = at;
    this.options = options;
  }

  get draft(): RequestDraft {
    return this.current;
  }

  /** Sets a parameter; an empty input removes its entry. */
  setParameter(id: string, input: ParameterInput): void {
    const { [id]: _, ...others } = this.current.parameters;
    const empty = typeof input === 'string' ? input === '' : input.every((item) => item === '');
    this.change({ ...this.current, parameters: empty ? others : { ...others, [id]: input } });
  }

  setBody(body: string): void {
    this.change({ ...this.current, body });
  }

  setFile(part: string, choice: FileChoice | undefined): void {
    const { [part]: _, ...others } = this.current.files;
    this.change({ ...this.current, files: choice ? { ...others, [part]: choice } : others });
  }

  /** Takes a body from the host, which has it already; what else was typed is still told. */
  takeBody({ body, at }: DatedBody): void {
    this.current = { ...this.current, body };
    this.changedAt = at;
    if (body.length <= LARGE_BODY) this.save();
  }

  /** Takes a draft from the host, which then has it already. */
  replace({ draft, at }: DatedDraft): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.current = draft;
    this.changedAt = at;
    this.save();
  }

  /** Tells the host now what it has not been told yet. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.save();
    // A host that cannot take it says so where it matters: when sending.
    this.options.edit({ draft: this.current, at: this.changedAt }).catch(() => undefined);
  }

  private change(draft: RequestDraft): void {
    this.current = draft;
    this.changedAt = Date.now();
    const large = draft.body.length > LARGE_BODY;
    if (!large) this.save();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), large ? LARGE_DELAY : EDIT_DELAY);
  }

  private save(): void {
    this.options.save(withoutDigits({ draft: redactDraft(this.current), at: this.changedAt }));
  }
}

/**
 * What looks like a Legacy Key may be one, and nothing here knows which: the host does, and has the draft whole. As one
 * that is a little older, the state gives way to that.
 */
function withoutDigits(state: SavedState): SavedState {
  const text = JSON.stringify(state.draft);
  const masked = text.replaceAll(/[0-9a-f]{32}/gi, '*****');
  const draft = masked === text ? undefined : parseDraft(JSON.parse(masked));
  return draft ? { draft, at: state.at - 1 } : state;
}
