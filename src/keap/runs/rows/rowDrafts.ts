import type { Operation } from '../../catalog/operation.ts';
import type { Schemas } from '../../catalog/schema.ts';
import { type ParameterInput, parameterId, type RequestDraft } from '../../request/draft.ts';
import { inputTexts, isList } from '../../request/parameterValue.ts';
import { type Cell, cellTexts, isEmptyCell } from './cellValue.ts';
import type { EmptyCell } from './filling.ts';
import type { ColumnMapping } from './mapping.ts';
import { type PlacedColumn, RowJson } from './rowJson.ts';

export interface RowDraftsOptions {
  readonly operation: Operation;
  readonly schemas: Schemas;
  /** What all rows have in common. */
  readonly draft: RequestDraft;
  readonly columns: readonly string[];
  readonly mapping: readonly ColumnMapping[];
}

interface ParameterColumn {
  readonly at: number;
  readonly id: string;
  readonly takesList: boolean;
  readonly empty: EmptyCell;
}

/** Makes the request of each row: the draft that all have in common, with the cells of the row in their places. */
export class RowDrafts {
  private readonly options: RowDraftsOptions;
  private readonly inParameters: readonly ParameterColumn[];
  /** Undefined where rows bring nothing to the body. */
  private readonly body: RowJson | undefined;
  /** Arguments with parts that rows bring something to, by `parameterId`. */
  private readonly inArguments: ReadonlyMap<string, RowJson>;

  /** @throws SyntaxError where the draft's body, or an argument with parts, is no JSON, so that nothing can be put into it */
  constructor(options: RowDraftsOptions) {
    this.options = options;
    const { operation, schemas, draft, columns, mapping } = options;
    const used = mapping.flatMap(({ column, target, empty }) => {
      const at = columns.indexOf(column);
      return at < 0 ? [] : [{ at, target, empty }];
    });
    this.inParameters = used.flatMap(({ at, target, empty }) => {
      if (target.in !== 'parameter') return [];
      const parameter = operation.parameters.find((each) => parameterId(each) === target.id);
      return [{ at, id: target.id, takesList: parameter !== undefined && isList(parameter, schemas), empty }];
    });
    const body = operation.requestBody?.schema;
    const inBody = used.flatMap(({ at, target, empty }): PlacedColumn[] =>
      target.in === 'body' ? [{ at, path: target.path, empty }] : [],
    );
    this.body = body && inBody.length > 0 ? new RowJson(draft.body, body, schemas, inBody) : undefined;
    const filled = operation.parameters.flatMap((parameter): [string, RowJson][] => {
      const id = parameterId(parameter);
      const within = used.flatMap(({ at, target, empty }): PlacedColumn[] =>
        target.in === 'argument' && target.id === id ? [{ at, path: target.path, empty }] : [],
      );
      const [text = ''] = inputTexts(draft.parameters[id]);
      return within.length > 0 ? [[id, new RowJson(text, parameter.schema, schemas, within)]] : [];
    });
    this.inArguments = new Map(filled);
  }

  /** @param cells of the row, a cell for each column */
  draftOf(cells: readonly Cell[]): RequestDraft {
    const { draft } = this.options;
    const parameters: Record<string, ParameterInput> = { ...draft.parameters };
    for (const { at, id, takesList, empty } of this.inParameters) {
      const cell = cells[at];
      if (isEmptyCell(cell) || cell === null) {
        if (empty !== 'leaveOut') parameters[id] = '';
        continue;
      }
      const texts = cellTexts(cell, takesList);
      parameters[id] = takesList ? texts : (texts[0] ?? '');
    }
    for (const [id, argument] of this.inArguments) parameters[id] = argument.textOf(cells);
    return { ...draft, parameters, body: this.body?.textOf(cells) ?? draft.body };
  }
}
