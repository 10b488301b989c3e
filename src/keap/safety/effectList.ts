import type { Effect } from '../catalog/operation.ts';
import { asList } from '../json.ts';

const EFFECTS: Readonly<Record<Effect, true>> = {
  reads: true,
  creates: true,
  changes: true,
  deletes: true,
  'sends mail': true,
  'moves money': true,
  'starts automation': true,
  'changes schema': true,
};

/**
 * Effects from a setting; undefined unless it is a list of nothing but effects. A typing mistake in one must not
 * switch off the others, so whoever reads a list with one in it takes the default instead.
 */
export function parseEffects(value: unknown): readonly Effect[] | undefined {
  const list = asList(value);
  return list?.every((item): item is Effect => typeof item === 'string' && Object.hasOwn(EFFECTS, item))
    ? list
    : undefined;
}
