import { parseExact } from '../exactJson.ts';
import { asList, asObject, asString, type JsonObject } from '../json.ts';
import { emptyDraft, type RequestDraft } from '../request/draft.ts';

/** The operations that make a contact, whatever is there already. */
export const MAKES_CONTACT: ReadonlySet<string> = new Set(['v2:createContact', 'v1:createContactUsingPOST']);

export const CONTACT_LIST = 'v2:listContacts';

/** Keap’s clock may be so far behind ours, in milliseconds. */
const SKEW_MS = 120_000;

/** How to look for a contact that a request may have made: by its email, and made since the run was. */
export interface MadeContact {
  readonly draft: RequestDraft;
  /** The contact among those found, `none` where there is none by this email; undefined where that does not tell. */
  readonly find: (text: string) => { readonly id: string } | 'none' | undefined;
}

/** @param since milliseconds since 1970. @returns undefined for a contact without an email that can be looked for */
export function madeContact(body: string, since: number): MadeContact | undefined {
  const wanted = asObject(parsed(body));
  const email = asString(asObject(asList(wanted?.['email_addresses'])?.[0])?.['email']);
  // What a filter would take for more than one value, or for a beginning, finds others.
  if (!wanted || email === undefined || !/^[^\s;,*@]+@[^\s;,*@]+$/.test(email)) return undefined;
  const parameters = {
    'query:filter': `email==${email}`,
    'query:fields': ['id', 'given_name', 'family_name', 'create_time'],
  };
  const find = (text: string) => {
    const contacts = asList(asObject(parsed(text))?.['contacts'])?.map((each) => asObject(each) ?? {});
    if (!contacts) return undefined;
    if (contacts.length === 0) return 'none';
    const made = contacts.filter((contact) => isMade(contact, wanted, since));
    const id = asString(made[0]?.['id']);
    return made.length === 1 && id !== undefined ? { id } : undefined;
  };
  return { draft: { ...emptyDraft(CONTACT_LIST), parameters }, find };
}

function isMade(contact: JsonObject, wanted: JsonObject, since: number): boolean {
  const isSame = (name: string) => (contact[name] ?? '') === (wanted[name] ?? '');
  return isSame('given_name') && isSame('family_name') && Date.parse(String(contact['create_time'])) >= since - SKEW_MS;
}

function parsed(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}
