import type { Operation, OperationSummary } from '../catalog/operation.ts';
import { type FieldOwner, isFieldOwner, type Kind, type PlainKind } from './kinds.ts';
import { referenceInMethod } from './methodReferences.ts';
import { COLLECTIONS, NAMES, type Name, OBJECTS, SPECIAL } from './referenceTable.ts';

/** Where a value stands in an operation's request or answer. */
export interface Place {
  /** A `filter` is a place for each of its fields; `filterField` is the name of a field itself. */
  readonly in: 'path' | 'query' | 'argument' | 'filter' | 'filterField' | 'body' | 'answer';
  /** A parameter's or a field's name, or the way through a body or an answer: names, and numbers for items. */
  readonly path: readonly (string | number)[];
}

/** What a value refers to. */
export interface Reference {
  readonly kind: Kind;
  /**
   * How the value names it: by an id, by several, by several in one text with commas; as `content` of the custom field
   * that its neighbour names; by the `name` filters know a custom field by.
   */
  readonly holds: 'one' | 'list' | 'joined' | 'content' | 'name';
}

/** Of a method of XML-RPC also its arguments, what it answers with, and the table it was told of. */
export type ReferringOperation = Pick<OperationSummary, 'version' | 'path' | 'method'> &
  Partial<Pick<Operation, 'parameters' | 'effect' | 'responses' | 'table'>>;

/**
 * What a value at a place of an operation refers to; undefined where it is no reference, or none that Keap's documents
 * are clear about. This is a matter of names and paths alone (`referenceTable.ts`) and needs no account.
 */
export function referenceOf(operation: ReferringOperation, place: Place): Reference | undefined {
  const { path: template, version, method } = operation;
  if (version === 'xmlrpc') return referenceInMethod(operation, place, (name) => named(name, undefined));
  const route = routeOf(template);
  const names = place.path.filter((step): step is string => typeof step === 'string');
  const name = names.at(-1);
  if (name === undefined) return undefined;
  const owner = ownerOf(route);
  if (place.in === 'filterField') return owner && { kind: `customField:${owner}`, holds: 'name' };
  const special = SPECIAL.find(
    (rule) =>
      rule.names.includes(name) &&
      (rule.route === undefined || rule.route.test(route)) &&
      (rule.in === undefined || rule.in.includes(place.in)) &&
      (rule.version === undefined || rule.version === version) &&
      (rule.under === undefined || rule.under.includes(names.at(-2) ?? '')),
  );
  if (special) return special.kind && { kind: special.kind, holds: special.holds ?? 'one' };
  if (place.in === 'body' || place.in === 'answer') {
    const own = inRecord(place, names, { route, owner, method });
    if (own !== undefined) return own ?? undefined;
  } else {
    const own = inParameter(place, name, route, owner);
    if (own) return own;
  }
  return named(name, owner);
}

/** A bare `id`, and what stands in objects and lists that say what they are. `null`: certainly nothing. */
function inRecord(
  place: Place,
  names: readonly string[],
  { route, owner, method }: { route: string; owner: FieldOwner | undefined; method: ReferringOperation['method'] },
): Reference | null | undefined {
  const name = names.at(-1) ?? '';
  const object = names.at(-2);
  if (object === 'custom_fields' && owner) {
    if (name === 'id') return { kind: `customField:${owner}`, holds: 'one' };
    if (name === 'content') return { kind: `customField:${owner}`, holds: 'content' };
  }
  if (name !== 'id') return undefined;
  const kind = object === undefined ? undefined : kindNamed(OBJECTS, object, owner);
  if (kind) return { kind, holds: 'one' };
  // The record itself, or an item of the one list that an answer is: both are of the path's collection.
  const item = names.length === 2 && method === 'GET' && !/\}$/.test(route);
  const own = place.in === 'answer' && (object === undefined || item);
  const collection = own ? collectionOf(route, owner) : undefined;
  return collection ? { kind: collection, holds: 'one' } : null;
}

/** A parameter that says no more than that it is an id: what it is of, the path says. */
function inParameter(place: Place, name: string, route: string, owner: FieldOwner | undefined): Reference | undefined {
  if (place.in === 'path' && name === 'custom_field_id' && owner) return { kind: `customField:${owner}`, holds: 'one' };
  if (name !== 'id' && name !== 'ids') return undefined;
  const [before = route] = place.in === 'path' ? route.split(/\/\{id\}/) : [route];
  const kind = collectionOf(before, owner);
  return kind && { kind, holds: name === 'ids' ? 'list' : 'one' };
}

function named(name: string, owner: FieldOwner | undefined): Reference | undefined {
  for (const [written, holds] of [
    [name, 'one'],
    [name.replace(/s$/, ''), 'list'],
  ] as const) {
    if (holds === 'list' && written === name) continue;
    const kind = kindNamed(NAMES, snakeCase(written), owner);
    if (kind) return { kind, holds };
  }
  return undefined;
}

/** The kind a table has for a name; of custom field groups and tabs, those of the path's records. */
function kindNamed(table: Readonly<Record<string, Name>>, name: string, owner: FieldOwner | undefined) {
  const kind = Object.hasOwn(table, name) ? table[name] : undefined;
  if (kind === 'customField' || kind === 'customFieldGroup' || kind === 'customFieldTab') {
    return owner && (`${kind}:${owner}` as const);
  }
  return kind as PlainKind | undefined;
}

/** `/crm/rest/v2/tags/{tag_id}/contacts:applyTags` as `tags/{}/contacts`, an `{id}` kept to tell where it stands. */
function routeOf(template: string): string {
  return template
    .replace(/^\/crm\/rest\/v\d+\//, '')
    .replace(/:\w+$/, '')
    .replaceAll(/\{(?!id\})\w+\}/g, '{}');
}

/** What records a path leads to. */
function collectionOf(route: string, owner: FieldOwner | undefined): Kind | undefined {
  const list = route.replaceAll('{id}', '{}').replace(/\/\{\}$/, '');
  return kindNamed(COLLECTIONS, owner ? list.replace(/^\w+\/model/, '*/model') : list, owner);
}

/** Whose custom fields are meant on a path: of notes, where it leads to a contact's notes. */
function ownerOf(route: string): FieldOwner | undefined {
  const words = route.split('/').filter((word) => /^[a-z]/i.test(word));
  const last = words.findLast(isFieldOwner);
  return words[1] === 'model' ? (isFieldOwner(words[0]) ? words[0] : undefined) : last;
}

/** v1 writes `contactId` where v2 writes `contact_id`. */
function snakeCase(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a}_${b.toLowerCase()}`).toLowerCase();
}
