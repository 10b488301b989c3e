import type { Catalog, Operation } from '../catalog/operation.ts';
import { routeWords } from '../catalog/routeWords.ts';
import { isTableMethod } from './convertTable.ts';
import { counterpartOf } from './counterpart.ts';

/** What REST v2 has for an older operation, in a sentence; routes stand between backquotes. */
export function counterpartWords(operation: Operation, v2: Catalog): string {
  if (isTableMethod(operation.operationId)) return 'In REST v2 each table has a counterpart of its own.';
  const found = counterpartOf(operation, v2);
  if ('none' in found) return found.none;
  return `In REST v2: ${found.operation.title}, \`${routeWords(found.operation)}\`.`;
}
