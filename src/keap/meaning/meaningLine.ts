import type { Kind } from '../account/kinds.ts';
import type { AnswerReference } from './answerReferences.ts';

/** A piece of a line: words of ours, or text of the answer or the account that is shown just as it is. */
export type MeaningPart =
  | string
  | { readonly code: string; readonly strong?: true }
  | { readonly text: string; readonly strong?: true }
  /** Something to press. */
  | { readonly press: string; readonly does: MeaningAction };

export type MeaningAction =
  | { readonly opens: AnswerReference }
  | { readonly loads: Kind }
  /** Opens the request with these properties asked for. */
  | { readonly requests: readonly string[] };

/** A sentence or a fact about a value. */
export type MeaningLine = readonly MeaningPart[];
