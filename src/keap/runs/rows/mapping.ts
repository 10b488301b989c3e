import { asList, asObject, asString } from '../../json.ts';
import type { JsonPath } from '../../request/body/jsonTree.ts';
import { EMPTY_CELLS, type EmptyCell } from './filling.ts';

/** Where the values of a column go. */
export type MappingTarget =
  /** A parameter, by `parameterId`. */
  | { readonly in: 'parameter'; readonly id: string }
  /** A value within the body: `['email_addresses', 0, 'email']`. */
  | { readonly in: 'body'; readonly path: JsonPath }
  /** A value within an argument of XML-RPC that has parts, by `parameterId`: `argument:values`, `['FirstName']`. */
  | { readonly in: 'argument'; readonly id: string; readonly path: JsonPath };

/** What becomes of a column. A column without one is not used. */
export interface ColumnMapping {
  readonly column: string;
  readonly target: MappingTarget;
  readonly empty: EmptyCell;
}

/** From stored or posted data; undefined where it is none. */
export function parseColumnMapping(value: unknown): ColumnMapping | undefined {
  const source = asObject(value);
  const column = asString(source?.['column']);
  const target = parseTarget(asObject(source?.['target']));
  const empty = EMPTY_CELLS.find((each) => each === source?.['empty']) ?? 'leaveOut';
  return column === undefined || !target ? undefined : { column, target, empty };
}

function parseTarget(source: Readonly<Record<string, unknown>> | undefined): MappingTarget | undefined {
  const id = asString(source?.['id']);
  if (source?.['in'] === 'parameter' && id !== undefined) return { in: 'parameter', id };
  const path = asList(source?.['path']);
  const isPath = path?.every((step): step is string | number => typeof step === 'string' || isIndex(step));
  if (!path || !isPath) return undefined;
  if (source?.['in'] === 'argument' && id !== undefined) return { in: 'argument', id, path: path as JsonPath };
  return source?.['in'] === 'body' ? { in: 'body', path: path as JsonPath } : undefined;
}

/** A place in a list; one far behind its end would make a list of nothing. */
function isIndex(step: unknown): boolean {
  return Number.isInteger(step) && Number(step) >= 0 && Number(step) < MOST_ITEMS;
}

const MOST_ITEMS = 100;

/** A target as people read it: `contact_id`, `email_addresses[0].email`, `values.FirstName`. */
export function targetWords(target: MappingTarget): string {
  if (target.in === 'parameter') return target.id.replace(/^\w+:/, '');
  const path = target.in === 'argument' ? [target.id.replace(/^\w+:/, ''), ...target.path] : target.path;
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}
