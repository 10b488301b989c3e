import type { Catalog, Operation } from '../../catalog/operation.ts';
import type { Schemas } from '../../catalog/schema.ts';
import { onTable } from '../../catalog/xmlrpc/onTable.ts';
import type { XmlRpcTable } from '../../catalog/xmlrpc/xmlRpcMethod.ts';
import { shownText } from '../../request/body/bodyValue.ts';
import { removeValue, setValue } from '../../request/body/jsonEdit.ts';
import { nodeAt, readTree } from '../../request/body/jsonTree.ts';
import { parameterId, type RequestDraft } from '../../request/draft.ts';
import { inputTexts, isList } from '../../request/parameterValue.ts';
import { bodyValue, cellTexts } from './cellValue.ts';
import type { Filling } from './filling.ts';
import type { ColumnMapping, MappingTarget } from './mapping.ts';
import { proposeMapping } from './proposeMapping.ts';
import { type Target, targetsOf } from './targets.ts';

/** How the rows of a file become requests, while someone decides it: the draft that all have in common, and its columns. */
export class RowSetup {
  readonly schemas: Schemas;
  private readonly plain: Operation;
  private readonly tables: readonly XmlRpcTable[] | undefined;
  private common: RequestDraft;
  private columns: readonly ColumnMapping[];
  /** The columns of the file. */
  private names: readonly string[] = [];
  /** Places that are to have a value of their own, which nobody has typed yet. */
  private readonly asked = new Set<string>();

  constructor(
    operation: Operation,
    { schemas, tables }: Pick<Catalog, 'schemas' | 'tables'>,
    draft: RequestDraft,
    mapping: readonly ColumnMapping[] = [],
  ) {
    this.plain = operation;
    this.schemas = schemas;
    this.tables = tables;
    this.common = draft;
    this.columns = mapping;
  }

  /** The operation as what all rows have in common means it: told of its table, where it is about one. */
  get operation(): Operation {
    return onTable(this.plain, this.tables, this.common.parameters);
  }

  get targets(): readonly Target[] {
    const named = this.columns.map(({ column }) => column);
    return targetsOf(this.operation, this.schemas, [...new Set([...this.names, ...named])]);
  }

  get draft(): RequestDraft {
    return this.common;
  }

  get mapping(): readonly ColumnMapping[] {
    return this.columns;
  }

  /** Takes the columns of a file: what was matched and is there stays, the rest is matched by names. */
  takeColumns(columns: readonly string[], anew = false): void {
    this.names = columns;
    const kept = anew ? [] : this.columns.filter(({ column }) => columns.includes(column));
    const same = (one: ColumnMapping, other: ColumnMapping) =>
      one.column === other.column || keyOf(one) === keyOf(other);
    const proposed = kept.length > 0 ? [] : proposeMapping(columns, this.operation, this.schemas);
    this.columns = [...kept, ...proposed.filter((each) => !kept.some((known) => same(known, each)))];
  }

  fillingOf(target: Target): Filling {
    const mapped = this.columns.find((each) => keyOf(each) === keyOf(target));
    if (mapped) return { by: 'column', column: mapped.column, empty: mapped.empty };
    const text = this.textOf(target);
    if (text !== '' || this.asked.has(target.words)) return { by: 'value', text };
    return { by: 'nothing' };
  }

  /** @returns whether there is such a place, and it can be filled so */
  fill(words: string, filling: Filling): boolean {
    const target = this.targets.find((each) => each.words === words);
    if (!target) return false;
    this.columns = this.columns.filter((each) => keyOf(each) !== keyOf(target));
    this.asked.delete(words);
    if (filling.by === 'column') {
      this.columns = [...this.columns, { column: filling.column, target: target.target, empty: filling.empty }];
      return true;
    }
    if (filling.by === 'value') this.asked.add(words);
    return this.setText(target, filling.by === 'value' ? filling.text : '');
  }

  private textOf({ target }: Target): string {
    if (target.in === 'parameter') return inputTexts(this.common.parameters[target.id]).join(', ');
    const text = this.jsonFor(target);
    const tree = readTree(text);
    return 'root' in tree ? shownText(text, nodeAt(tree.root, target.path)) : '';
  }

  private setText(place: Target, text: string): boolean {
    const { target, schema } = place;
    if (text === '' && this.textOf(place) === '') return true;
    if (target.in === 'parameter') {
      const { [target.id]: _before, ...others } = this.common.parameters;
      const parameter = this.operation.parameters.find((each) => parameterId(each) === target.id);
      const takesList = parameter !== undefined && isList(parameter, this.schemas);
      const value = takesList ? cellTexts(text, true) : text;
      this.common = { ...this.common, parameters: text === '' ? others : { ...others, [target.id]: value } };
      return true;
    }
    const name = String(target.path.findLast((step) => typeof step === 'string') ?? '');
    const json = this.jsonFor(target);
    const changed =
      text === ''
        ? removeValue(json, target.path)
        : setValue(json, target.path, JSON.stringify(bodyValue(text, schema, name, this.schemas)));
    if (changed === undefined) return false;
    if (target.in === 'body') this.common = { ...this.common, body: changed };
    else this.common = { ...this.common, parameters: { ...this.common.parameters, [target.id]: changed } };
    return true;
  }

  /** The text of JSON that a target is a place of. */
  private jsonFor(target: Exclude<MappingTarget, { in: 'parameter' }>): string {
    return target.in === 'body' ? this.common.body : (inputTexts(this.common.parameters[target.id])[0] ?? '');
  }
}

function keyOf({ target }: Pick<Target, 'target'>): string {
  return JSON.stringify(target);
}
