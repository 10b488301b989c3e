import type { V1Move } from './v1Move.ts';
import { V1_PEOPLE } from './v1People.ts';
import { V1_SALES } from './v1Sales.ts';

/** By operationId of v1, read beside v2 by us and not by Keap. */
export const V1_MOVES: Readonly<Record<string, V1Move>> = { ...V1_PEOPLE, ...V1_SALES };
