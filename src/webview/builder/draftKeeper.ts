import type { FileChoice, ParameterInput, RequestDraft } from '../../keap/request/draft.ts';
import type { DatedBody, DatedDraft } from '../../protocol/builder.ts';
import { WrittenDraft } from './writtenDraft.ts';

/** What a webview remembers of itself. */
export type SavedState = DatedDraft;

export interface KeeperOptions {
  /** Remembers the state for a reload; as cheap as a serialisation of the draft. */
  save(state: SavedState): void;
  /** Tells the host; resolves when it has the draft. */
  edit(edited: DatedDraft): Promise<unknown>;
}

const EDIT_DELAY = 150;
/** Above this many characters of draft, copying it on each key would be felt. */
const LARGE = 100_000;
const LARGE_DELAY = 700;

/** The draft while it is typed: remembered at once, told to the host a moment later. */
export class DraftKeeper {
  private readonly options: KeeperOptions;
  private readonly written = new WrittenDraft();
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
    if (sizeOf(this.current) <= LARGE) this.save();
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
    const large = sizeOf(draft) > LARGE;
    if (!large) this.save();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), large ? LARGE_DELAY : EDIT_DELAY);
  }

  /** As one that is a little older, a state in which something is masked gives way to the host's draft. */
  private save(): void {
    const { draft, isWhole } = this.written.of(this.current);
    this.options.save({ draft, at: isWhole ? this.changedAt : this.changedAt - 1 });
  }
}

/** Characters, about. */
function sizeOf({ parameters, body }: RequestDraft): number {
  const inputs = Object.values(parameters).flat();
  return inputs.reduce((size, text) => size + text.length, body.length);
}
