/**
 * Where something of an older request goes in one of v2: `path:contact_id`, `query:page_size`, `filter:email`,
 * `body:email_addresses[EMAIL1].email`. In a path within a body, `[EMAIL1]` is the entry of a list whose `field` says
 * so, and `[]` an entry that is added.
 */
export type Place = `${'path' | 'query' | 'filter' | 'body'}:${string}`;

/** An older word and v2's for the same. */
export type Words = readonly (readonly [old: string, now: string | boolean])[];

/** Where an argument, a parameter or a property of a body goes, and what becomes of its value on the way. */
export interface Target {
  readonly to?: Place;
  /** More places that take the same value. */
  readonly and?: readonly Place[];
  readonly words?: Words;
  /** Its text goes in Base64. */
  readonly base64?: true;
  /** Dollars there, cents in v2. */
  readonly cents?: true;
  /** True there is false in v2. */
  readonly inverted?: true;
  /** It is one text with commas there, and a list in v2. */
  readonly split?: true;
  /** It goes there only where another of what was given says true; else this note asks the person to fill it in. */
  readonly onlyIf?: { readonly says: string; readonly note: string };
  /** The note is for the person to act on before the request is sent. */
  readonly fill?: true;
  /** The entries of a list are named otherwise: by the old name of a property. */
  readonly each?: Readonly<Record<string, string>>;
  /** The fields of a table that are asked for. */
  readonly fieldsOf?: string;
  /** The values of a record of a table, by its fields. */
  readonly valuesOf?: string;
  /** Why it has no place, or what else to know: a whole sentence. */
  readonly note?: string;
}

/** What an older operation or method becomes in v2. */
export interface Move {
  /** The operationId in v2. */
  readonly to: string;
  /** By the name of an argument, a parameter, or `body.` and a property. */
  readonly takes: Readonly<Record<string, Place | Target>>;
  /** What v2 needs to be told besides. */
  readonly sets?: Readonly<Partial<Record<Place, string | boolean | readonly string[]>>>;
  readonly notes?: readonly string[];
}

/** What to know of an amount of which v2's description does not say whether it counts dollars or cents. */
export function unsaidCents(name: string): string {
  return `Compare ${name}: REST v2 does not say whether it counts cents.`;
}

/** Why an operation has no counterpart in v2, in a sentence. */
export interface NoMove {
  readonly none: string;
}

export function targetOf(entry: Place | Target): Target {
  return typeof entry === 'string' ? { to: entry } : entry;
}

/** The words before and behind the colon. */
export function placeParts(place: Place): {
  readonly kind: 'path' | 'query' | 'filter' | 'body';
  readonly name: string;
} {
  const at = place.indexOf(':');
  return { kind: place.slice(0, at) as 'path' | 'query' | 'filter' | 'body', name: place.slice(at + 1) };
}
