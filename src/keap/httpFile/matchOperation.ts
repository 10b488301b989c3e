import type { OperationSummary } from '../catalog/operation.ts';
import { type Address, hasMark } from './address.ts';

/**
 * The operation that a method and an address are of: of several the one whose path has the fewest parameters.
 * @returns undefined where the API has none
 */
export function matchOperation<Summary extends Pick<OperationSummary, 'method' | 'path'>>(
  operations: readonly Summary[],
  method: string,
  address: Address,
): Summary | undefined {
  const segments = address.path.split('/');
  let best: Summary | undefined;
  let most = -1;
  for (const operation of operations) {
    if (operation.method !== method) continue;
    const values = pathValues(operation.path, segments);
    if (!values || segments.length - values.size <= most) continue;
    best = operation;
    most = segments.length - values.size;
  }
  return best;
}

/**
 * What stands in a path in the places of its template's parameters, encoded as it is; undefined where it does not fit.
 * @param segments of the path, split at `/`
 */
export function pathValues(template: string, segments: readonly string[]): Map<string, string> | undefined {
  const expected = template.split('/');
  if (expected.length !== segments.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, part] of expected.entries()) {
    const segment = segments[index] ?? '';
    const [, name, verb = ''] = /^\{([^}]+)\}(.*)$/.exec(part) ?? [];
    if (name === undefined) {
      if (part !== segment) return undefined;
      continue;
    }
    const value = segment.slice(0, segment.length - verb.length);
    // Keap's verbs stand behind a colon: one in a value is encoded, or another operation's.
    if (!segment.endsWith(verb) || value === '' || (value.includes(':') && !hasMark(value))) return undefined;
    values.set(name, value);
  }
  return values;
}
