import { numberText, parseExact } from '../exactJson.ts';
import { asList, asNumber, asObject, asString, asStrings, type JsonObject } from '../json.ts';
import { plainText } from '../safety/plainText.ts';

/** A record as it was before a request changed or deleted it. */
export interface Snapshot {
  readonly id: string;
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
  readonly connectionId: string;
  /** Keap's name of the account, where it is known: a connection may get a key of another one. */
  readonly app?: string;
  /** The operation that was then sent: its key and title. */
  readonly operation: { readonly key: string; readonly title: string };
  /** `RecordKind.shape`, and the values of its path. */
  readonly shape: string;
  readonly ids: readonly string[];
  /** The body of the answer, as it came. */
  readonly text: string;
}

/** A snapshot from stored data; undefined where it is none. */
export function parseSnapshot(value: unknown): Snapshot | undefined {
  const source = asObject(value);
  const [id, connectionId, shape] = [source?.['id'], source?.['connectionId'], source?.['shape']].map(asString);
  const [at, text, ids] = [asNumber(source?.['at']), asString(source?.['text']), asStrings(source?.['ids'])];
  const operation = asObject(source?.['operation']);
  const app = asString(source?.['app']);
  const [key, title] = [asString(operation?.['key']), asString(operation?.['title'])];
  if (!id || !connectionId || !shape || at === undefined || text === undefined || !ids || !key || !title) {
    return undefined;
  }
  return { id, at, connectionId, ...(app ? { app } : {}), operation: { key, title }, shape, ids, text };
}

/** The record of an answer's body, every digit kept; undefined where it is no JSON object. */
export function recordIn(text: string): JsonObject | undefined {
  try {
    return asObject(parseExact(text));
  } catch {
    return undefined;
  }
}

const NAME_LENGTH = 40;

/** What people call a record: its name or title, its first address; empty where it has nothing of the kind. */
export function recordName(record: JsonObject): string {
  const text = (name: string) => asString(record[name]) ?? '';
  const person = [text('given_name'), text('family_name'), text('FirstName'), text('LastName')]
    .filter(Boolean)
    .join(' ');
  const [email] = asList(record['email_addresses']) ?? [];
  const names = ['name', 'company_name', 'title', 'label', 'subject', 'code', 'Name', 'Company'].map(text);
  const titled = Object.keys(record).find(
    (name) => /(_(title|name|label)|(Name|Title|Label))$/.test(name) && text(name) !== '',
  );
  const number = numberText(record['id']) ?? numberText(record['Id']);
  const known = [person, ...names, titled ? text(titled) : '', asString(asObject(email)?.['email']) ?? text('Email')];
  return plainText(known.find((name) => name !== '') ?? number ?? '', NAME_LENGTH);
}
