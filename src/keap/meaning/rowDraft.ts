import { READS_ROW } from '../account/rowRecords.ts';
import { tableOfKind } from '../account/tableKinds.ts';
import { mayUse } from '../catalog/xmlrpc/onTable.ts';
import type { XmlRpcTable } from '../catalog/xmlrpc/xmlRpcMethod.ts';
import { emptyDraft, type RequestDraft } from '../request/draft.ts';
import type { AnswerReference } from './answerReferences.ts';

/**
 * The call that reads the record of an id by XML-RPC alone, with all fields that may be read; undefined where no table
 * has its kind.
 */
export function rowDraft(
  { kind, id }: Pick<AnswerReference, 'kind' | 'id'>,
  tables: readonly XmlRpcTable[],
): RequestDraft | undefined {
  const name = tableOfKind(kind);
  const table = tables.find((each) => each.name === name);
  const fields = table?.fields.filter((field) => mayUse(field, 'R')).map((field) => field.name) ?? [];
  if (!table || fields.length === 0) return undefined;
  const parameters = { 'argument:table': table.name, 'argument:recordId': id, 'argument:wantedFields': fields };
  return { ...emptyDraft(READS_ROW), parameters };
}
