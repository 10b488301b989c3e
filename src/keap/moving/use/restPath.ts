import type { HttpMethod, OperationSummary } from '../../catalog/operation.ts';

type Summary = Pick<OperationSummary, 'key' | 'method' | 'path'>;

/** A segment of an address that is known only when the program runs. */
const OPEN = '{}';

/** What is put into texts of the languages: `${id}`, `#{id}`, `{id}`, `$id`, `:id`, `%s`, a number. */
const FILLED = /^(?:.*[$#]?\{.*|.*\$\w.*|:\w+|.*%[sd].*|\d+)$/s;

/** How an address goes on after a string ends: what is joined, and the next string. */
const JOINED = /^['"`]\s*[.+]\s*[^'"`;,\n]{1,80}?\s*[.+]\s*['"`]([^'"`\s]*)/;
const JOINED_LAST = /^['"`]\s*[.+]\s*[\w$@]/;

/**
 * The path behind `/rest/v1` from a place in a text, with `{}` for what is put in: `/contacts/{}/tags`.
 * @param from behind `/v1`
 */
export function pathFrom(text: string, from: number): string {
  const [literal = ''] = /^[^'"`\s<>\\)?#]*(?:#\{[^}]*\}[^'"`\s<>\\)?#]*)*/.exec(text.slice(from, from + 300)) ?? [];
  let path = literal;
  let at = from + literal.length;
  for (let more = 0; more < 4 && /['"`]/.test(text[at] ?? ''); more++) {
    const rest = text.slice(at, at + 200);
    const [whole, next = ''] = JOINED.exec(rest) ?? [];
    if (whole === undefined) {
      if (JOINED_LAST.test(rest)) path += OPEN;
      break;
    }
    path += `${OPEN}${next.replace(/[?#].*$/, '')}`;
    at += whole.length;
    if (/[?#]/.test(next)) break;
  }
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.map((segment) => `/${FILLED.test(segment) ? OPEN : segment}`).join('');
}

/** Operations with the segments of their paths, by how many those are. */
export type Paths = ReadonlyMap<
  number,
  readonly { readonly operation: Summary; readonly segments: readonly string[] }[]
>;

export function pathsOf(operations: readonly Summary[]): Paths {
  const taken = operations.map((operation) => ({
    operation,
    segments: operation.path.replace(/^\/crm\/rest\/v1\/?/, '').split('/'),
  }));
  const paths = new Map<number, typeof taken>();
  for (const each of taken) paths.set(each.segments.length, [...(paths.get(each.segments.length) ?? []), each]);
  return paths;
}

/**
 * The operations that a path may mean; those that say most of it by word.
 * @param methodOf finds the method that it is asked with, where it is seen
 */
export function operationsAt(path: string, methodOf: () => HttpMethod | undefined, paths: Paths): Summary[] {
  const wanted = path.split('/').slice(1);
  const scored = (paths.get(wanted.length) ?? []).flatMap(({ operation, segments }) => {
    let words = 0;
    for (const [index, segment] of segments.entries()) {
      const given = wanted[index] ?? '';
      if (segment.startsWith('{')) continue;
      if (segment !== given) return [];
      words++;
    }
    return [{ operation, words }];
  });
  const most = Math.max(0, ...scored.map(({ words }) => words));
  const found = scored.filter(({ words }) => words === most && words > 0).map(({ operation }) => operation);
  const method = found.length > 1 ? methodOf() : undefined;
  const asked = method === undefined ? [] : found.filter((operation) => operation.method === method);
  return asked.length > 0 ? asked : found;
}

const CALLED =
  /(?:\b|::|->|\.)(get|post|put|patch|delete)(?:Async|AsJsonAsync|FromJsonAsync)?\s*[(<][^'"`;]*['"`][^'"`]*$/i;
const NAMED = [
  /['"](GET|POST|PUT|PATCH|DELETE)['"]/,
  /HttpMethod\.(Get|Post|Put|Patch|Delete)\b/,
  /\bHTTP::(Get|Post|Put|Patch|Delete)\b/,
  /CURLOPT_(POST)\b/,
  /-X\s*(GET|POST|PUT|PATCH|DELETE)\b/,
] as const;

/** The method of a request to an address at a place, where it stands near: in the call, or by name beside it. */
export function methodNear(text: string, at: number): HttpMethod | undefined {
  const line = text.slice(Math.max(0, at - 200), at).replace(/^.*\n/s, '');
  const called = CALLED.exec(line)?.[1];
  if (called !== undefined) return called.toUpperCase() as HttpMethod;
  const end = nextAddress(text, at);
  for (const near of [text.slice(at, end), text.slice(Math.max(0, at - 160), at)]) {
    for (const pattern of NAMED) {
      const named = pattern.exec(near)?.[1];
      if (named !== undefined) return named.toUpperCase() as HttpMethod;
    }
  }
  return undefined;
}

function nextAddress(text: string, at: number): number {
  const next = text.slice(at + 8, at + 260).indexOf('/rest/v');
  return next < 0 ? at + 260 : at + 8 + next;
}
