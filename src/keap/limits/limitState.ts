export type WindowName = 'second' | 'minute' | 'day';

/**
 * Where a limit comes from: the owner's figures that hold until Keap says otherwise, Keap's own headers, a refusal
 * that contradicted them, or the user's setting.
 */
export type LimitSource = 'assumed' | 'announced' | 'learned' | 'setting';

/** One limit of a key and what is known of its use. */
export interface WindowState {
  readonly name: WindowName;
  readonly limit: number;
  readonly source: LimitSource;
  /** Calls in the window now that were made by VS Code windows of this machine. */
  readonly usedHere: number;
  /** As the server last said, brought up to date with what was sent since; undefined where it never said. */
  readonly usedInAll: number | undefined;
  /**
   * When the first slot comes back (second, minute) or the window empties (day), in milliseconds since 1970; undefined
   * where nothing is used.
   */
  readonly resetsAt: number | undefined;
}

/** A pool of the whole tenant, as announced; shown, never counted by us. */
export interface TenantPool {
  readonly name: 'minute' | 'day';
  readonly limit: number | undefined;
  readonly used: number | undefined;
  readonly available: number | undefined;
}

/** While a 429 holds a key: which window was hit (undefined where Keap did not tell) and until when. */
export interface Hold {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly window: WindowName | undefined;
}

/** What is known of the limits of a connection's key at one moment. */
export interface LimitState {
  readonly connectionId: string;
  readonly windows: readonly WindowState[];
  readonly tenant: readonly TenantPool[];
  /** Requests of this VS Code window that wait for a slot. */
  readonly waiting: number;
  readonly held: Hold | undefined;
  /** `windows`: bursts as the windows allow. `paced`: one call per period/limit, since the server refused bursts. */
  readonly mode: 'windows' | 'paced';
}
