import type { HttpMethod } from '../keap/catalog/operation.ts';
import type { Filling } from '../keap/runs/rows/filling.ts';
import type { ConnectionNow } from './builder.ts';

/** What the page of a run for each row asks of the extension host. What changes is told by the event `model`. */
export type RowRunCalls = {
  /** The first call of a page. */
  ready: { argument: null; result: RowRunModel };
  /** Says where the value of a place comes from. */
  fill: { argument: PlaceFilling; result: null };
  /** Matches columns and places by their names, as at first. */
  matchAgain: { argument: null; result: null };
  /** Asks for another file, or the result of a run. */
  chooseSource: { argument: null; result: null };
  /** Reads the file anew, in another encoding. */
  readAs: { argument: string; result: null };
  /** What becomes of rows that look wrong and could be sent. */
  sendDoubtful: { argument: boolean; result: null };
  /** Checks every row and sends nothing. */
  check: { argument: null; result: null };
  /** Ends the check. */
  cancel: { argument: null; result: null };
  /** Saves what the check found, row by row, as CSV. */
  saveProblems: { argument: null; result: null };
  /** Checks where that was not done, asks, and begins the run. */
  begin: { argument: 'first' | 'all'; result: null };
  /** Goes on with the run that this page began. */
  resume: { argument: null; result: null };
  openResult: { argument: null; result: null };
  showRuns: { argument: null; result: null };
  /** Lets the run be and begins another one of the same rows. */
  anew: { argument: null; result: null };
  openBuilder: { argument: null; result: null };
  switchConnection: { argument: null; result: null };
};

export type RowRunEvents = {
  model: RowRunModel;
};

export interface PlaceFilling {
  /** A place by its words. */
  readonly place: string;
  readonly filling: Filling;
}

/** A parameter or a property of the body. */
export interface RowPlace {
  /** `contact_id`, `email_addresses[0].email`; tells one from the other. */
  readonly words: string;
  /** Of a parameter where it stands, or `body`. */
  readonly within: string;
  readonly type: string;
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly filling: Filling;
}

export interface RowRunModel {
  readonly title: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly effect: string;
  /** What sending does to the account, as a sentence; empty for what only reads. */
  readonly consequence: string;
  readonly now: ConnectionNow;
  readonly source: RowSource;
  readonly places: readonly RowPlace[];
  /** The first rows as they would be sent. */
  readonly previews: readonly RowShown[];
  readonly check: CheckShown;
  /** How many rows *first* means. */
  readonly firstRows: number;
  readonly run: RunShown | null;
  /** What does not work, as a sentence; empty where all does. */
  readonly trouble: string;
  /** What the page has VS Code keep for it. */
  readonly kept: unknown;
}

export interface RowSource {
  /** Empty where none is chosen. */
  readonly name: string;
  /** Format, size and encoding in words. */
  readonly facts: string;
  readonly columns: readonly string[];
  /** Why it cannot be read, as a sentence; empty where it can. */
  readonly trouble: string;
  /** An encoding that may do better; empty where none is known. */
  readonly readAs: string;
}

export interface RowShown {
  readonly line: number;
  readonly target: string;
  /** Laid out; empty where there is none. */
  readonly body: string;
  readonly problems: readonly string[];
}

export type CheckShown =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly words: string }
  | {
      readonly state: 'done';
      readonly rows: number;
      readonly ready: number;
      readonly doubtful: number;
      readonly blocked: number;
      readonly repeated: number;
      readonly problems: readonly {
        readonly words: string;
        readonly rows: number;
        readonly lines: readonly number[];
        readonly blocking: boolean;
      }[];
      readonly sendDoubtful: boolean;
      /** Calls, time and share of the day. */
      readonly estimate: string;
    };

/** The run that the page began. */
export interface RunShown {
  readonly mood: string;
  readonly line: string;
  /** Why it stopped, where it did by itself; empty otherwise. */
  readonly words: string;
  readonly canResume: boolean;
}
