import { PEOPLE_METHODS } from './methods/peopleMethods.ts';
import { SALES_METHODS } from './methods/salesMethods.ts';
import type { Move } from './move.ts';

/**
 * How the methods of XML-RPC that have a counterpart become it, argument by argument: read beside each other, by us
 * and not by Keap. Those of the DataService that work on tables are in `tables`.
 */
export const METHOD_MOVES: Readonly<Record<string, Move>> = { ...PEOPLE_METHODS, ...SALES_METHODS };
