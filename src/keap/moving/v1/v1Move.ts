import type { Move, NoMove } from '../move.ts';

/** What v1's operation becomes, beyond what `v1Rules.ts` does by itself; without `to`, v2's has the same path. */
export type V1Move = Partial<Move> | NoMove;
