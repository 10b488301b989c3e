import type { Catalog, Operation } from '../catalog/operation.ts';
import type { JsonObject } from '../json.ts';
import { argumentProblems } from '../request/call/methodCall.ts';
import type { RequestDraft } from '../request/draft.ts';
import type { MoveNote } from '../request/moveNote.ts';
import { applyMove } from './applyMove.ts';
import { convertTableCall, isTableMethod, tableCounterpart } from './convertTable.ts';
import { argumentsOf, counterpartOf } from './counterpart.ts';
import { METHOD_MOVES } from './methodMoves.ts';
import { convertV1 } from './v1/convertV1.ts';
import { V2Draft } from './v2Draft.ts';

/** A request of v2 with what else to know of it, or why there is none. */
export type Converted =
  | { readonly operation: Operation; readonly draft: RequestDraft; readonly notes: readonly MoveNote[] }
  | { readonly none: string };

/**
 * A draft of v1 or XML-RPC as one of v2. Whatever of it v2 has no place for is told in a note, and so is what v2 needs
 * besides.
 */
export function convertDraft(operation: Operation, draft: RequestDraft, v2: Catalog): Converted {
  const counterpart = counterpartOf(operation, v2, draft);
  if ('none' in counterpart) return counterpart;
  const now = new V2Draft(counterpart.operation, v2.schemas);
  if (operation.version === 'v1') convertV1(operation, draft, now);
  else {
    for (const { parameter, words } of argumentProblems(operation, draft)) {
      if (words.startsWith('is not JSON')) {
        now.note(parameter.name, 'lost', `${parameter.name} is not JSON, so nothing of it was converted.`);
      }
    }
    convertCall(operation, argumentsOf(operation, draft), now);
  }
  return { operation: counterpart.operation, ...now.finish() };
}

function convertCall(operation: Operation, args: JsonObject, now: V2Draft): void {
  const { operationId } = operation;
  if (JSON.stringify(args).includes('"$dateTime"')) now.noteZone();
  if (isTableMethod(operationId)) {
    const table = tableCounterpart(operationId, args);
    if ('move' in table) convertTableCall(operationId, args, table.move, now);
    return;
  }
  const move = METHOD_MOVES[operationId];
  if (move) applyMove(move, args, now, 'none');
}
