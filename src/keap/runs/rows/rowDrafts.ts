import type { Operation } from '../../catalog/operation.ts';
import type { Schema, Schemas } from '../../catalog/schema.ts';
import { parseExact } from '../../exactJson.ts';
import { asList, asObject } from '../../json.ts';
import type { JsonPath } from '../../request/body/jsonTree.ts';
import { type ParameterInput, parameterId, type RequestDraft } from '../../request/draft.ts';
import { isList } from '../../request/parameterValue.ts';
import { bodyValue, type Cell, cellTexts, isEmptyCell, schemaAt } from './cellValue.ts';
import type { EmptyCell } from './filling.ts';
import type { ColumnMapping } from './mapping.ts';

export interface RowDraftsOptions {
  readonly operation: Operation;
  readonly schemas: Schemas;
  /** What all rows have in common. */
  readonly draft: RequestDraft;
  readonly columns: readonly string[];
  readonly mapping: readonly ColumnMapping[];
}

interface BodyColumn {
  readonly at: number;
  readonly path: JsonPath;
  readonly schema: Schema;
  readonly empty: EmptyCell;
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
  private readonly inBody: readonly BodyColumn[];
  private readonly inParameters: readonly ParameterColumn[];
  /** The body that all have in common; undefined where rows bring nothing to it. */
  private readonly template: string | undefined;
  /** Items of lists that stand or fall with their cells, those deeper and later first. */
  private readonly items: readonly JsonPath[];

  /** @throws SyntaxError where the draft's body is no JSON, so that nothing can be put into it */
  constructor(options: RowDraftsOptions) {
    this.options = options;
    const { operation, schemas, draft, columns, mapping } = options;
    const used = mapping.flatMap(({ column, target, empty }) => {
      const at = columns.indexOf(column);
      return at < 0 ? [] : [{ at, target, empty }];
    });
    const body = operation.requestBody?.schema;
    this.inBody = used.flatMap(({ at, target, empty }) =>
      target.in === 'body' && body
        ? [{ at, path: target.path, schema: schemaAt(body, target.path, schemas), empty }]
        : [],
    );
    this.inParameters = used.flatMap(({ at, target, empty }) => {
      if (target.in !== 'parameter') return [];
      const parameter = operation.parameters.find((each) => parameterId(each) === target.id);
      return [{ at, id: target.id, takesList: parameter !== undefined && isList(parameter, schemas), empty }];
    });
    const paths = this.inBody.map(({ path }) => path);
    const items = itemsOf(paths);
    this.template = body && paths.length > 0 ? template(draft.body, items, paths, body, schemas) : undefined;
    const common = draft.body.trim() === '' || paths.length === 0 ? undefined : parseExact(draft.body);
    this.items = items.filter((item) => isNamedAlone(valueAt(common, item)));
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
    return { ...draft, parameters, body: this.bodyOf(cells) };
  }

  private bodyOf(cells: readonly Cell[]): string {
    if (this.template === undefined) return this.options.draft.body;
    let body = parseExact(this.template);
    const filled = new Set<string>();
    for (const { at, path, schema, empty } of this.inBody) {
      const cell = cells[at];
      if (isEmptyCell(cell) && empty === 'leaveOut') continue;
      const name = path.findLast((step) => typeof step === 'string') ?? '';
      const value = isEmptyCell(cell)
        ? empty === 'null'
          ? null
          : ''
        : bodyValue(cell, schema, String(name), this.options.schemas);
      body = withValue(body, path, value);
      for (const item of itemPaths(path)) filled.add(JSON.stringify(item));
    }
    for (const item of this.items) if (!filled.has(JSON.stringify(item))) body = withoutItem(body, item);
    return JSON.stringify(body);
  }
}

/** The items of lists on the way to a value. */
function itemPaths(path: JsonPath): readonly JsonPath[] {
  return path.flatMap((step, at) => (typeof step === 'number' ? [path.slice(0, at + 1)] : []));
}

function itemsOf(paths: readonly JsonPath[]): readonly JsonPath[] {
  const items = new Map(paths.flatMap(itemPaths).map((path) => [JSON.stringify(path), path]));
  const place = (path: JsonPath) => Number(path.at(-1));
  return [...items.values()].sort((a, b) => b.length - a.length || place(b) - place(a));
}

/** What names an item without saying anything: an email's place, a custom field's id. */
const NAMES: ReadonlySet<string> = new Set(['field', 'id', 'type', 'name']);

/** Whether an item of the draft says nothing by itself. */
function isNamedAlone(item: unknown): boolean {
  const object = asObject(item);
  return item === undefined || (object !== undefined && Object.keys(object).every((name) => NAMES.has(name)));
}

/** The names of places in a contact's lists: `EMAIL1`, `PHONE2`. An item without one has no place. */
const PLACE = 'field';

/** The body in common, with the items that cells go into, each in its place: the first email is `EMAIL1`. */
function template(
  text: string,
  items: readonly JsonPath[],
  paths: readonly JsonPath[],
  body: Schema,
  schemas: Schemas,
): string {
  let value = text.trim() === '' ? undefined : parseExact(text);
  for (const item of items.toReversed()) {
    const own = [...item, PLACE];
    const places = schemaAt(body, own, schemas).enum?.filter((each) => !/UNSPECIFIED/.test(String(each)));
    const isMapped = paths.some((path) => JSON.stringify(path) === JSON.stringify(own));
    const place = places?.[Number(item.at(-1))];
    if (place !== undefined && !isMapped && valueAt(value, own) === undefined) value = withValue(value, own, place);
  }
  return JSON.stringify(value ?? (typeof paths[0]?.[0] === 'number' ? [] : {}));
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof step === 'number' ? asList(at)?.[step] : ownMember(asObject(at), step)),
    value,
  );
}

function ownMember(object: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return object && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets a value within another, which may be changed; objects and lists on the way are made. */
function withValue(value: unknown, [step, ...rest]: JsonPath, leaf: unknown): unknown {
  if (step === undefined) return leaf;
  if (typeof step === 'number') {
    const list = [...(asList(value) ?? [])];
    while (list.length < step) list.push({});
    list[step] = withValue(list[step], rest, leaf);
    return list;
  }
  const object = asObject(value) ?? {};
  const member = withValue(ownMember(object, step), rest, leaf);
  const members = Object.entries(object);
  const at = members.findIndex(([name]) => name === step);
  members[at < 0 ? members.length : at] = [step, member];
  // A plain assignment would set the prototype of an object by a column named __proto__.
  return Object.fromEntries(members);
}

/** Takes an item out of its list, and with the last one the list: to Keap an empty list says to clear what is there. */
function withoutItem(value: unknown, path: JsonPath): unknown {
  const within = path.slice(0, -1);
  const list = asList(valueAt(value, within));
  if (!list || Number(path.at(-1)) >= list.length) return value;
  const rest = list.filter((_item, at) => at !== path.at(-1));
  return rest.length > 0 || within.length === 0 ? withValue(value, within, rest) : withoutMember(value, within);
}

function withoutMember(value: unknown, path: JsonPath): unknown {
  const within = path.slice(0, -1);
  const object = asObject(valueAt(value, within));
  if (!object) return value;
  return withValue(value, within, Object.fromEntries(Object.entries(object).filter(([name]) => name !== path.at(-1))));
}
