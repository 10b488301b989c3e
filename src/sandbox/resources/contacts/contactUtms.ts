import { asObject } from '../../../keap/json.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { parts } from '../parts.ts';
import { pickFields, recordOf, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import type { Writing } from '../resource.ts';

const NAMES = ['keapSourceId', 'utmSource', 'utmMedium', 'utmTerm', 'utmCampaign', 'utmContent'] as const;

/** A contact's list of UTMs with another one, numbered within the contact. */
function withUtm(fields: Fields, utm: Fields, request: SandboxRequest): Fields[] {
  const before = parts(fields, 'utm_parameters');
  return [...before, { id: before.length + 1, ...utm, dateCreated: timeOf(request) }];
}

/** Fields of a v2 body in which UTMs, if there are some, are added to those of the contact. */
export function withUtmsOf(fields: Fields, { request, before }: Writing): Fields {
  const given = asObject(fields['utm_parameters']);
  if (!given) return fields;
  const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const utm = Object.fromEntries(NAMES.map((name) => [name, given[snake(name)]]));
  return { ...fields, utm_parameters: withUtm(before?.fields ?? {}, utm, request) };
}

/** A contact's UTMs in order of time: the first and the last touch are the ends of the list. */
export function utmsShown(contact: StoredRecord): Fields[] {
  return parts(contact.fields, 'utm_parameters').map((utm, index, all) => ({
    ...utm,
    firstTouch: index === 0,
    lastTouch: index === all.length - 1,
  }));
}

/** v1's way to say where a contact came from. */
export const UTM_HANDLERS: Handlers = {
  'v1:insertUTMsUsingPOST': (request, account) => {
    const { contacts } = account.tables;
    const contact = recordOf(contacts, 'Contact', request, 'contactId');
    const utms = withUtm(contact.fields, pickFields(bodyObject(request), NAMES), request);
    contacts.change(contact, { utm_parameters: utms }, timeOf(request));
    const added = utms.at(-1);
    return reply(request, { ...added, contactUtmId: added?.['id'] });
  },
};
