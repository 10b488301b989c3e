/** What the thread that reads whole answers is asked, and what it says. */
import type { ComparisonOptions } from '../compare/comparable.ts';
import type { Completion } from '../find/completion.ts';
import type { Summary } from '../find/search.ts';

/** What an expression finds, in short, or what is wrong with it; and what could come next. */
export type Look = { readonly completions: readonly Completion[] } & (
  | { readonly summary: Summary }
  | { readonly problem: Problem }
);

/** A sentence, and where in the expression it applies. */
export interface Problem {
  readonly message: string;
  readonly at: number | undefined;
}

/** Two texts side by side, as UTF-8. */
export interface Compared {
  readonly left: Uint8Array;
  readonly right: Uint8Array;
  /** Whether both are JSON; other texts stand there as they came. */
  readonly json: boolean;
}

/** What is asked of an answer, named by the id it was handed over with. */
export type Work =
  | { readonly kind: 'look'; readonly source: string; readonly expression: string }
  | { readonly kind: 'find'; readonly source: string; readonly expression: string }
  | {
      readonly kind: 'compare';
      readonly left: string;
      readonly right: string;
      readonly options: ComparisonOptions;
    };

export interface WorkResults {
  readonly look: Look;
  readonly find: { readonly json: Uint8Array };
  readonly compare: Compared;
}

/** An answer comes in pieces, then `charset` says that it is whole. */
export type ToThread =
  | { readonly piece: Uint8Array; readonly of: string }
  | { readonly charset: string; readonly of: string }
  | { readonly forget: string }
  | { readonly call: number; readonly work: Work };

export type FromThread =
  | { readonly call: number; readonly result: WorkResults[keyof WorkResults] }
  | { readonly call: number; readonly problem: Problem }
  | { readonly call: number; readonly error: string };
