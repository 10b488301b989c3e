import { asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Fields } from '../../store/table.ts';
import { parts } from '../parts.ts';

const WITH_OPTIONS = new Set(['DROPDOWN', 'LIST_BOX', 'RADIO', 'DRILLDOWN']);

/**
 * The options of a body as they are stored; undefined for a type that has none. Each has an id of its own within the
 * field. One that names an option there was keeps its id and, as v2 does not show them, the options within it.
 * @param before those there were
 * @throws RefusalError 400 for an option without a label
 */
export function storedOptions(type: string, body: Fields, before: readonly Fields[]): Fields[] | undefined {
  if (!WITH_OPTIONS.has(type)) return undefined;
  let last = Math.max(0, ...idsOf(before));
  const kept = new Set<unknown>();
  const store = (options: readonly Fields[], path: string, isTop: boolean): Fields[] =>
    options.map((option, index) => {
      const label = asString(option['label'])?.trim();
      if (!label) badRequest(`${path}[${index}].label is required`);
      const same = isTop && !kept.has(option['id']) ? before.find(({ id }) => id === option['id']) : undefined;
      if (same) kept.add(option['id']);
      const id = same?.['id'] ?? String(++last);
      // Only drill-downs have options within options.
      const inner = type === 'DRILLDOWN' ? parts(option, 'options') : [];
      const within = inner.length > 0 ? store(inner, `${path}[${index}].options`, false) : same?.['options'];
      return { id, label, ...(within ? { options: within } : {}) };
    });
  return store(parts(body, 'options'), 'options', true);
}

function idsOf(options: readonly Fields[]): number[] {
  return options.flatMap((option) => [Number(option['id']), ...idsOf(parts(option, 'options'))]);
}
