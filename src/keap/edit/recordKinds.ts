import type { ApiVersion, OperationSummary } from '../catalog/operation.ts';
import { asObject, parseJson } from '../json.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';

/** A kind of record that the API reads one by one, and what else it can do with one. Operations are named by key. */
export interface RecordKind {
  /** What a path calls it, without version and names: `/contacts/{}`. */
  readonly shape: string;
  /** `contact`, `opportunity stage`. */
  readonly thing: string;
  readonly reader: string;
  /** Changes a part of it, else replaces it. */
  readonly changer?: string;
  readonly maker?: string;
}

/** A record of a kind: the values of its path, outermost first. */
export interface RecordName {
  readonly kind: RecordKind;
  readonly ids: readonly string[];
}

/** What Keap tells of a file is not what is in it. */
const FILE = '/files/{}';

export type RecordKinds = ReadonlyMap<string, RecordKind>;

type Summary = Pick<OperationSummary, 'key' | 'version' | 'method' | 'path' | 'title'>;

/** There is one of each in an account, so they have no id. */
const SINGLES: ReadonlySet<string> = new Set(['/businessProfile', '/account/profile']);

/**
 * The kinds of records among the operations of all versions. Both versions show the same records by the same ids, so a
 * kind that both have is read, changed and made by v2: its reads are whole, and its PATCH says by a mask what is meant.
 */
export function recordKinds(operations: readonly Summary[]): RecordKinds {
  const kinds = new Map<string, RecordKind>();
  for (const version of ['v2', 'v1'] satisfies ApiVersion[]) {
    const own = operations.filter((operation) => operation.version === version);
    const find = (method: string, shape: string) =>
      own.find((operation) => operation.method === method && shapeOf(operation.path) === shape)?.key;
    for (const { key, method, path, title } of own) {
      const shape = shapeOf(path);
      if (method !== 'GET' || kinds.has(shape) || shape === FILE) continue;
      if (!shape.endsWith('/{}') && !SINGLES.has(shape)) continue;
      const changer = find('PATCH', shape) ?? find('PUT', shape);
      const maker = shape.endsWith('/{}') ? find('POST', shape.slice(0, -3)) : undefined;
      kinds.set(shape, {
        ...{ shape, thing: thingOf(title), reader: key },
        ...(changer === undefined ? {} : { changer }),
        ...(maker === undefined ? {} : { maker }),
      });
    }
  }
  return kinds;
}

/** A path without version and names: what both versions' `/contacts/{contactId}` have in common. */
export function shapeOf(path: string): string {
  return path.replace(/^\/crm\/rest\/v\d/, '').replaceAll(/\{[^{}]+\}/g, '{}');
}

/** The record at a path with these values; undefined where none is read by itself there. */
export function recordAt(kinds: RecordKinds, path: string, values: readonly string[]): RecordName | undefined {
  const kind = kinds.get(shapeOf(path).replace(/^\/orders\/\{\}\/paymentPlan$/, '/orders/{}'));
  const ids = kind ? values : [];
  return kind && ids.length === pathNames(kind.shape).length && !ids.includes('') ? { kind, ids } : undefined;
}

/** The record that a draft is about. v1 names the opportunity it replaces in the body. */
export function recordOf(kinds: RecordKinds, { key, path }: Summary, draft: RequestDraft): RecordName | undefined {
  if (key === 'v1:updateOpportunityUsingPUT') {
    const parsed = parseJson(draft.body);
    const id = 'value' in parsed ? asObject(parsed.value)?.['id'] : undefined;
    return recordAt(kinds, `${path}/{id}`, [String(id ?? '')]);
  }
  const inputs = pathNames(path).map((name) => inputTexts(draft.parameters[parameterId({ in: 'path', name })]));
  return recordAt(
    kinds,
    path,
    inputs.map(([text = '']) => text),
  );
}

/** What puts a record back after an operation changed or deleted it; undefined where nothing does. */
export function returnsBy({ method }: Pick<OperationSummary, 'method'>, kind: RecordKind): string | undefined {
  return method === 'DELETE' ? kind.maker : kind.changer;
}

/** The kind of the items that a list or a POST at a path has to do with. */
export function itemKind(kinds: RecordKinds, path: string): RecordKind | undefined {
  return kinds.get(`${shapeOf(path)}/{}`);
}

/** Whether an answer of an operation may show a record that the API changes by itself. */
export function showsEditable(
  kinds: RecordKinds,
  { method, path }: Pick<OperationSummary, 'method' | 'path'>,
): boolean {
  const kind = kinds.get(shapeOf(path)) ?? itemKind(kinds, path);
  return method !== 'DELETE' && kind?.changer !== undefined;
}

/** The values of a path's parameters in a request's target; undefined where the target is of another path. */
export function pathValues(path: string, target: string): readonly string[] | undefined {
  const pattern = path
    .split(/\{[^{}]+\}/)
    .map((text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'))
    .join('([^/?#]*)');
  const values = new RegExp(`^${pattern}(?:[?#]|$)`).exec(target)?.slice(1);
  try {
    return values?.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** The names of a path's parameters, in order. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

function thingOf(title: string): string {
  return title.replace(/^\w+ (an? )?/, '').replace(/ by id$/, '');
}
