import type { Catalog, Operation } from '../catalog/operation.ts';
import type { JsonObject } from '../json.ts';
import { readArgument } from '../request/call/argumentValue.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';
import { jsonOfValue } from '../xmlrpc/xmlRpcJson.ts';
import { isTableMethod, tableCounterpart } from './convertTable.ts';
import { METHOD_MOVES } from './methodMoves.ts';
import { METHODS_WITHOUT_MOVE } from './methodsWithoutMove.ts';
import { V1_MOVES } from './v1/v1Moves.ts';
import { v1Counterpart } from './v1/v1Rules.ts';

/** v2's operation that does what an older one does, or why there is none. */
export type Counterpart = { readonly operation: Operation } | { readonly none: string };

/**
 * The counterpart of an operation of v1 or a method of XML-RPC in v2: our reading, not Keap's.
 * @param draft tells the table of a method of the DataService, of which each has a counterpart of its own
 */
export function counterpartOf(operation: Operation, v2: Catalog, draft?: RequestDraft): Counterpart {
  const found = nameOf(operation, v2, draft);
  if (typeof found !== 'string') return found;
  const now = v2.operations.find(({ operationId }) => operationId === found);
  return now ? { operation: now } : { none: `The catalog in use has no ${found}.` };
}

function nameOf(
  operation: Operation,
  v2: Catalog,
  draft: RequestDraft | undefined,
): string | { readonly none: string } {
  const { operationId, version } = operation;
  if (version === 'v2') return { none: 'It is an operation of REST v2 already.' };
  if (version === 'v1') {
    const move = V1_MOVES[operationId];
    return (
      v1Counterpart(operation, v2.operations) ?? {
        none: move && 'none' in move ? move.none : 'REST v2 has nothing for it.',
      }
    );
  }
  if (isTableMethod(operationId)) {
    const found = tableCounterpart(operationId, draft ? argumentsOf(operation, draft) : {});
    return 'to' in found ? found.to : found;
  }
  return METHOD_MOVES[operationId]?.to ?? { none: METHODS_WITHOUT_MOVE[operationId] ?? 'REST v2 has nothing for it.' };
}

/** The values of the arguments that are filled in, in XML-RPC's JSON; what is no JSON stays as it was typed. */
export function argumentsOf(operation: Operation, draft: RequestDraft): JsonObject {
  const values: [string, unknown][] = [];
  for (const parameter of operation.parameters) {
    const input = draft.parameters[parameterId(parameter)];
    if (parameter.in !== 'argument' || inputTexts(input).length === 0 || input === undefined) continue;
    const read = readArgument(parameter, input);
    values.push([parameter.name, 'value' in read ? jsonOfValue(read.value) : inputTexts(input).join(',')]);
  }
  return Object.fromEntries(values);
}
