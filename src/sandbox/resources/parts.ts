import { asList, asObject } from '../../keap/json.ts';
import type { Fields } from '../store/table.ts';

/** The objects of a list property: addresses, phone numbers and the like. */
export function parts(fields: Fields, name: string): Fields[] {
  return (asList(fields[name]) ?? []).map(asObject).filter((part) => part !== undefined);
}
