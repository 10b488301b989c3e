import type { Schema, Schemas } from '../../catalog/schema.ts';
import { parseExact } from '../../exactJson.ts';
import { asList, asObject } from '../../json.ts';
import type { JsonPath } from '../../request/body/jsonTree.ts';
import { bodyValue, type Cell, isEmptyCell, schemaAt } from './cellValue.ts';
import type { EmptyCell } from './filling.ts';

/** A column whose values go to a place within a text of JSON. */
export interface PlacedColumn {
  readonly at: number;
  readonly path: JsonPath;
  readonly empty: EmptyCell;
}

/** A text of JSON that all rows have in common, with the cells of each row in their places: a body, or a struct. */
export class RowJson {
  private readonly columns: readonly (PlacedColumn & { readonly schema: Schema })[];
  private readonly schemas: Schemas;
  private readonly template: string;
  /** Items of lists that stand or fall with their cells, those deeper and later first. */
  private readonly items: readonly JsonPath[];

  /**
   * @param text what all rows have in common
   * @throws SyntaxError where it is no JSON, so that nothing can be put into it
   */
  constructor(text: string, schema: Schema, schemas: Schemas, columns: readonly PlacedColumn[]) {
    this.schemas = schemas;
    this.columns = columns.map((each) => ({ ...each, schema: schemaAt(schema, each.path, schemas) }));
    const paths = columns.map(({ path }) => path);
    const items = itemsOf(paths);
    this.template = template(text, items, paths, schema, schemas);
    const common = text.trim() === '' ? undefined : parseExact(text);
    this.items = items.filter((item) => isNamedAlone(valueAt(common, item)));
  }

  /** @param cells of the row, a cell for each column of the file */
  textOf(cells: readonly Cell[]): string {
    let value = parseExact(this.template);
    const filled = new Set<string>();
    for (const { at, path, schema, empty } of this.columns) {
      const cell = cells[at];
      if (isEmptyCell(cell) && empty === 'leaveOut') continue;
      const name = path.findLast((step) => typeof step === 'string') ?? '';
      const leaf = isEmptyCell(cell)
        ? empty === 'null'
          ? null
          : ''
        : bodyValue(cell, schema, String(name), this.schemas);
      value = withValue(value, path, leaf);
      for (const item of itemPaths(path)) filled.add(JSON.stringify(item));
    }
    for (const item of this.items) if (!filled.has(JSON.stringify(item))) value = withoutItem(value, item);
    return JSON.stringify(value);
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
