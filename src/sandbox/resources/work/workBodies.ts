import { badRequest } from '../../errors.ts';
import type { SandboxRequest } from '../../request.ts';
import { iso } from '../../seed/dice.ts';
import type { Fields } from '../../store/table.ts';
import type { Writing } from '../resource.ts';
import { OWNER_ID } from '../settings/users.ts';

/** Those of some values that have a name here, under the name they are stored by. */
export function renamed(values: Fields, names: Readonly<Record<string, string>>): Fields {
  const given = Object.entries(names).filter(([name]) => Object.hasOwn(values, name));
  return Object.fromEntries(given.map(([name, stored]) => [stored, values[name]]));
}

/** What v1's PUT makes of some values: properties left out are taken away. PATCH leaves them as they are. */
export function replacing(values: Fields, names: readonly string[], { operation }: SandboxRequest): Fields {
  if (operation.method !== 'PUT') return values;
  return { ...Object.fromEntries(names.map((name) => [name, undefined])), ...values };
}

/** The values with some moments in UTC with milliseconds, as Keap writes them. @throws RefusalError 400 */
export function withMoments(values: Fields, names: readonly string[]): Fields {
  const given = names.filter((name) => typeof values[name] === 'string');
  return { ...values, ...Object.fromEntries(given.map((name) => [name, momentOf(String(values[name]), name)])) };
}

function momentOf(text: string, name: string): string {
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) badRequest(`${name} must be a date and time in ISO 8601`);
  return iso(moment);
}

/** Who made a task or note and who changed it last. */
export function authors({ before }: Writing): Fields {
  return { ...(before ? {} : { created_by_user_id: OWNER_ID }), last_updated_by_user_id: OWNER_ID };
}

/** A value as it will be once a body is stored. */
export function resulting(values: Fields, name: string, { before }: Writing): unknown {
  return Object.hasOwn(values, name) ? values[name] : before?.fields[name];
}
