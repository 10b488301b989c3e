import type { FileChoice, ParameterInput, RequestDraft } from '../../keap/request/draft.ts';

/** What a webview remembers of itself. */
export interface SavedState {
  readonly draft: RequestDraft;
  /** Whether the host has this draft too; otherwise it is newer than the host's. */
  readonly synced: boolean;
}

export interface KeeperOptions {
  /** Remembers the state for a reload; as cheap as a serialisation of the draft. */
  save(state: SavedState): void;
  /** Tells the host; resolves when it has the draft. */
  edit(draft: RequestDraft): Promise<unknown>;
}

const EDIT_DELAY = 150;
/** Above this many characters of body, copying it on each key would be felt. */
const LARGE_BODY = 100_000;
const LARGE_DELAY = 700;

/** The draft while it is typed: remembered at once, told to the host a moment later. */
export class DraftKeeper {
  private readonly options: KeeperOptions;
  private current: RequestDraft;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(draft: RequestDraft, options: KeeperOptions) {
    this.current = draft;
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

  /** Takes a draft from the host, which then has it already. */
  replace(draft: RequestDraft): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.current = draft;
    this.options.save({ draft, synced: true });
  }

  /** Tells the host now what it has not been told yet. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    const draft = this.current;
    this.options.save({ draft, synced: false });
    this.options.edit(draft).then(
      () => {
        if (this.current === draft) this.options.save({ draft, synced: true });
      },
      () => {},
    );
  }

  private change(draft: RequestDraft): void {
    this.current = draft;
    const large = draft.body.length > LARGE_BODY;
    if (!large) this.options.save({ draft, synced: false });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), large ? LARGE_DELAY : EDIT_DELAY);
  }
}
