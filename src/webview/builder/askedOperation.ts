import { withTableFields } from '../../keap/account/customTableFields.ts';
import { customFieldOwner } from '../../keap/account/tableKinds.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import { onTable, tableNamed } from '../../keap/catalog/xmlrpc/onTable.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import type { BuilderModel } from '../../protocol/builder.ts';
import type { RecordNames } from './recordNames.ts';

const NONE: ReturnType<RecordNames['customFieldsOf']> = [];

/** The operation of a builder as its draft means it: made anew only when the draft names another table or field. */
export class AskedOperation {
  private last: { readonly sources: readonly unknown[]; readonly operation: Operation } | undefined;

  /** @param records know the custom fields of the account */
  of(
    { operation, tables }: Pick<BuilderModel, 'operation' | 'tables'>,
    { parameters }: Pick<RequestDraft, 'parameters'>,
    records: Pick<RecordNames, 'customFieldsOf'>,
  ): Operation {
    if (!tables) return operation;
    const named = tableNamed(operation, parameters);
    const hasCustom = named !== undefined && customFieldOwner(named) !== undefined;
    const custom = hasCustom ? records.customFieldsOf(named) : NONE;
    const sources = [operation, tables, custom, named, parameters['argument:fieldName']];
    if (this.last?.sources.every((each, index) => each === sources[index])) return this.last.operation;
    const table = tables.find(({ name }) => name === named);
    const known = table ? [withTableFields(table, custom)] : [];
    this.last = { sources, operation: onTable(operation, known, parameters) };
    return this.last.operation;
  }
}
