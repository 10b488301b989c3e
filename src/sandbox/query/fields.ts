import { badRequest } from '../errors.ts';
import { listParameter, type SandboxRequest } from '../request.ts';
import type { Fields } from '../store/table.ts';

/**
 * Shows of a v2 record what `fields` asks for. Where the operation's list of fields has everything down to `id`, it
 * is a choice: only what was asked comes, with the id. Where it has only the extras, they come on top of the rest.
 * @param hidden what comes only when asked for, in lists of the first kind
 */
export function showFields(view: Fields, { operation, query }: SandboxRequest, hidden: readonly string[]): Fields {
  const known = operation.query?.fields;
  if (!known) return view;
  const asked = listParameter(query, 'fields');
  const isChoice = known.includes('id');
  if (isChoice && asked && asked.length > 0) return only(view, (name) => name === 'id' || asked.includes(name));
  const extras = isChoice ? hidden : known;
  return only(view, (name) => !extras.includes(name) || asked?.includes(name) === true);
}

/**
 * Shows of a v1 record what `optional_properties` asks for on top of the rest.
 * @param optional what comes only when asked for
 * @param known every property there is
 * @throws RefusalError 400 for a property that there is not
 */
export function showOptional(
  view: Fields,
  { query }: SandboxRequest,
  optional: readonly string[],
  known: readonly string[],
): Fields {
  const asked = listParameter(query, 'optional_properties') ?? [];
  const strange = asked.filter((name) => !known.includes(name));
  if (strange.length > 0) badRequest(`The following optional-properties are unrecognized ${strange.join(', ')}`);
  return only(view, (name) => !optional.includes(name) || asked.includes(name));
}

function only(view: Fields, shown: (name: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(view).filter(([name]) => shown(name)));
}
