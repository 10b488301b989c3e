import { type JsonMember, type JsonNode, readTree } from '../request/body/jsonTree.ts';
import type { CellKind } from './tableWish.ts';

/** A value of a record, as its JSON text. */
export interface Cell {
  readonly kind: CellKind;
  readonly raw: string;
}

/** A record's values by the names of their columns. */
export type RecordCells = ReadonlyMap<string, Cell>;

/** What is nested deeper stands as JSON in its cell. */
const DEEPEST = 6;

/** The column of an item that is no object. */
const VALUE_COLUMN = 'value';

/**
 * The values of a record by column. Objects become dotted names (`address.city`). Keap's lists of objects that each
 * say which one they are by `field` become `addresses[BILLING].city`, its custom fields `custom_fields[12]`. Other
 * lists are one cell each, as is a moment of XML-RPC, `{"$dateTime": …}`. Undefined where the text is not JSON.
 */
export function cellsOf(text: string): RecordCells | undefined {
  const tree = readTree(text);
  if (!('root' in tree)) return undefined;
  const cells = new Map<string, Cell>();
  const { root } = tree;
  if (root.kind === 'object') addMembers(cells, '', root.members, text, 0);
  else cells.set(VALUE_COLUMN, cellOf(root, text));
  return cells;
}

/** The values of some JSON text that is no record: what a cell of `custom_fields` holds, for one. */
function cellOf(node: JsonNode, text: string): Cell {
  const raw = text.slice(node.start, node.end);
  if (node.kind === 'string') return { kind: 'text', raw };
  if (node.kind === 'array') return { kind: node.items.every(isScalar) ? 'list' : 'json', raw };
  return { kind: node.kind === 'object' ? 'json' : node.kind, raw };
}

function addMembers(
  cells: Map<string, Cell>,
  path: string,
  members: readonly JsonMember[],
  text: string,
  depth: number,
): void {
  for (const { name, value } of members) add(cells, columnName(path, name), value, text, depth);
}

function add(cells: Map<string, Cell>, column: string, node: JsonNode, text: string, depth: number): void {
  const typed = typedScalar(node);
  if (typed) {
    cells.set(column, cellOf(typed, text));
    return;
  }
  if (node.kind === 'object' && node.members.length > 0 && depth < DEEPEST) {
    addMembers(cells, column, node.members, text, depth + 1);
    return;
  }
  const entries = node.kind === 'array' ? entriesOf(column, node.items, text) : undefined;
  if (!entries) {
    cells.set(column, cellOf(node, text));
    return;
  }
  for (const [key, { members, content }] of entries) {
    const entry = `${column}[${key}]`;
    if (content) cells.set(entry, cellOf(content, text));
    else addMembers(cells, entry, members, text, depth + 1);
  }
}

/** What stands alone in an object that says its type, as answers of XML-RPC have what JSON has no word for. */
function typedScalar(node: JsonNode): JsonNode | undefined {
  const [only, ...others] = node.kind === 'object' ? node.members : [];
  const isTyped = only?.value.kind === 'string' && /^\$(dateTime|base64|double|i8)$/.test(only.name);
  return isTyped && others.length === 0 ? only.value : undefined;
}

interface Entry {
  readonly members: readonly JsonMember[];
  /** The value of a custom field. */
  readonly content?: JsonNode;
}

/** The entries of a list by what each calls itself; undefined where not all do, or two do alike. */
function entriesOf(column: string, items: readonly JsonNode[], text: string): Map<string, Entry> | undefined {
  const isCustom = /(^|\.)custom_fields$/.test(column);
  const entries = new Map<string, Entry>();
  for (const item of items) {
    if (item.kind !== 'object') return undefined;
    const value = (name: string) => item.members.findLast((member) => member.name === name)?.value;
    const key = keyOf(value(isCustom ? 'id' : 'field'), text);
    if (key === undefined || entries.has(key)) return undefined;
    if (isCustom) {
      const content = value('content');
      entries.set(key, { members: [], ...(content ? { content } : {}) });
    } else {
      entries.set(key, { members: item.members.filter(({ name }) => name !== 'field') });
    }
  }
  return entries.size > 0 ? entries : undefined;
}

/** A short word or a number that may stand in the name of a column. */
function keyOf(node: JsonNode | undefined, text: string): string | undefined {
  if (node?.kind !== 'string' && node?.kind !== 'number') return undefined;
  return /^"?(\w{1,40})"?$/.exec(text.slice(node.start, node.end))?.[1];
}

function columnName(path: string, name: string): string {
  if (!/^[\w$-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

function isScalar({ kind }: JsonNode): boolean {
  return kind !== 'object' && kind !== 'array';
}

/** Whether a cell shows nothing: `null`, an empty text, list or object. */
export function isEmptyCell(cell: Cell | undefined): boolean {
  return cell === undefined || cell.kind === 'null' || /^(""|\[\s*\]|\{\s*\})$/.test(cell.raw);
}

/** What a cell says, with every digit; a list's values with commas between them, nested ones as JSON. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined || isEmptyCell(cell)) return '';
  if (cell.kind === 'text') return JSON.parse(cell.raw) as string;
  if (cell.kind === 'list') return listTexts(cell.raw).join(', ');
  return cell.kind === 'json' ? compactJson(cell.raw) : cell.raw;
}

function listTexts(raw: string): string[] {
  const tree = readTree(raw);
  const items = 'root' in tree && tree.root.kind === 'array' ? tree.root.items : [];
  return items.map((item) => cellText(cellOf(item, raw)));
}

/** JSON text without the space between its tokens, which stay as they are. */
export function compactJson(text: string): string {
  return text.replaceAll(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, (_, token: string | undefined) => token ?? '');
}
