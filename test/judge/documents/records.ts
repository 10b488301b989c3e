import { asObject, at, isObject, listAt, textAt } from '../json.ts';
import type { Reply } from '../reply.ts';
import { BASE, type Documents, type Version } from './openApi.ts';

export type Send = (method: string, path: string, body?: unknown, headers?: HeadersInit) => Promise<Reply>;
export type Ids = Readonly<Record<string, string>>;

/** Where ids are read: a list's path, which may name other ids in braces, and the way to them in the answer. */
export interface Source {
  readonly list: string;
  /** Names joined by dots, through lists; "*" stands for the names of an object. Without it: the id of every item. */
  readonly pick?: string;
}

/** Parameters whose ids are not in the list their path begins with. */
const SOURCES: Readonly<Record<string, Source>> = {
  '/v1/campaigns/{campaignId}/sequences/{sequenceId}': {
    list: '/v1/campaigns/{campaignId}?optional_properties=sequences',
    pick: 'sequences.id',
  },
  '/v1/campaigns/{campaignId}/sequences/{sequenceId}/contacts/{contactId}': { list: '/v1/contacts' },
  '/v1/contacts/{contactId}/tags/{tagId}': { list: '/v1/contacts/{contactId}/tags', pick: 'tags.tag.id' },
  '/v1/tags/{tagId}/contacts/{contactId}': { list: '/v1/tags/{tagId}/contacts', pick: 'contacts.contact.id' },
  '/v1/emailAddresses/{email}': { list: '/v1/contacts', pick: 'contacts.email_addresses.email' },
  '/v1/locales/countries/{countryCode}': { list: '/v1/locales/countries', pick: 'countries.*' },
  '/v1/orders/{orderId}/items/{orderItemId}': { list: '/v1/orders/{orderId}', pick: 'order_items.id' },
  '/v1/products/{productId}/subscriptions/{subscriptionId}': {
    list: '/v1/products/{productId}',
    pick: 'subscription_plans.id',
  },
  '/rest/v2/orders/{order_id}/items/{order_item_id}': { list: '/rest/v2/orders/{order_id}', pick: 'order_items.id' },
  '/rest/v2/products/{product_id}/options/{product_option_id}/listItems/{item_id}': {
    list: '/rest/v2/products/{product_id}/options/{product_option_id}',
    pick: 'list_items.item_id',
  },
  '/rest/v2/productInterestBundles/{id}/interests/{interest_id}': {
    list: '/rest/v2/productInterestBundles/{id}',
    pick: 'product_interests.id',
  },
  '/rest/v2/sales/merchants/{id}': { list: '/rest/v2/merchants' },
  '/rest/v2/easy-automations/{automation_id}': { list: '/rest/v2/automations' },
  '/rest/v2/automations/{automation_id}/sequences/{sequence_id}': {
    list: '/rest/v2/campaigns/{automation_id}/sequences',
  },
  '/rest/v2/companies/{company_id}/tags/{tag_id}': {
    list: '/rest/v2/companies/{company_id}/tags',
    pick: 'tags.tag.id',
  },
  '/rest/v2/emailAddresses/{email}': { list: '/rest/v2/contacts', pick: 'contacts.email_addresses.email' },
  '/rest/v2/locales/countries/{country_code}': { list: '/rest/v2/locales/countries', pick: 'countries.codes.alpha3' },
  '/rest/v2/affiliates/commissionPrograms/resources/{resource_id}': {
    list: '/rest/v2/affiliates/commissionPrograms/{commission_program_id}/resources',
  },
};

/** The same for every path that ends so. */
const SOURCES_BY_END: readonly (readonly [RegExp, (path: string) => Source])[] = [
  [
    /\/model\/customFields\/\{custom_field_id\}$/,
    (path) => ({ list: path.replace(/\/customFields\/.*/, ''), pick: 'custom_fields.id' }),
  ],
  [
    /\/criteria\/\{criteria_id\}$/,
    (path) => ({ list: path.replace(/\/criteria\/.*/, ''), pick: 'criteria.criteria_id' }),
  ],
  [
    /\/(commissionPrograms|\w+CommissionPrograms)\/\{commission_(program_)?id\}$/,
    () => ({ list: '/rest/v2/affiliates/commissionPrograms' }),
  ],
];

/** Of so many records of a list it is tried whether they have what is looked for. */
const TRIED = 25;

/** Finds the ids of what is in the account by asking its lists, as a stranger would. */
export class Records {
  readonly #documents: Documents;
  readonly #send: Send;

  constructor(documents: Documents, send: Send) {
    this.#documents = documents;
    this.#send = send;
  }

  /** The first ids that lead to something, for the braces of a path; undefined where there are none. */
  async idsFor(path: string, known: Ids = {}): Promise<Ids | undefined> {
    for await (const ids of this.#assign(path, known)) return ids;
    return undefined;
  }

  /** The ids a source leads to, with some of its own braces known; none where the others cannot be filled. */
  async idsAt(source: Source, known: Ids = {}): Promise<string[]> {
    for await (const ids of this.#assign(source.list, known)) {
      const found = await this.#ask(source, ids);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The items of a list in v2, whole. */
  async itemsAt(path: string, name: string): Promise<readonly unknown[]> {
    return listAt((await this.#send('GET', `${BASE.v2}${path}`)).json, name);
  }

  /** The names a model gives as optional properties of its records. */
  async optionalProperties(model: string, version: Version): Promise<string[]> {
    const reply = await this.#send('GET', `${BASE[version]}${model}`);
    return listAt(reply.json, 'optional_properties').map(String);
  }

  /** Where the ids of a path's last braces are read. */
  sourceOf(path: string): Source {
    const end = path.lastIndexOf('}') + 1;
    const upTo = path.slice(0, end);
    const ending = SOURCES_BY_END.find(([pattern]) => pattern.test(upTo));
    return SOURCES[upTo] ?? ending?.[1](upTo) ?? { list: upTo.slice(0, upTo.lastIndexOf('/')) };
  }

  async *#assign(path: string, known: Ids): AsyncGenerator<Ids> {
    const open = [...path.matchAll(/\{(\w+)\}/g)].find(([, name = '']) => known[name] === undefined);
    const name = open?.[1];
    if (!open || name === undefined) {
      yield known;
      return;
    }
    const source = this.sourceOf(path.slice(0, open.index + open[0].length));
    for await (const ids of this.#assign(source.list, known)) {
      for (const id of (await this.#ask(source, ids, name)).slice(0, TRIED)) {
        yield* this.#assign(path, { ...ids, [name]: id });
      }
    }
  }

  async #ask({ list, pick }: Source, ids: Ids, name = 'id'): Promise<string[]> {
    const version = list.startsWith('/v1/') ? 'v1' : 'v2';
    const [path = '', query] = list.split('?');
    const operation = this.#documents.like(version, 'GET', path);
    if (!operation) return [];
    const size = operation.parameters.find((one) => one.name === 'page_size' || one.name === 'limit');
    const asked = [query, size ? `${size.name}=${TRIED}` : undefined].filter(Boolean).join('&');
    const reply = await this.#send('GET', `${BASE[version]}${fill(path, ids)}${asked && `?${asked}`}`);
    if (reply.status !== 200) return [];
    const found = pick === undefined ? idsOfItems(reply.json, name) : picked(reply.json, pick);
    return [...new Set(found.filter((id) => id !== ''))];
  }
}

/** Ids in the place of a path's braces; the colon of an operation such as ":applyTags" stays. */
export function fill(path: string, ids: Ids): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
}

function picked(answer: unknown, pick: string): string[] {
  const flat = (values: readonly unknown[]): unknown[] => values.flat();
  const found = pick
    .split('.')
    .reduce<readonly unknown[]>(
      (values, step) =>
        flat(values).flatMap((value) => (step === '*' ? Object.keys(asObject(value)) : [at(value, step)])),
      [answer],
    );
  return flat(found).map((value) => textAt(value));
}

function idsOfItems(answer: unknown, name: string): string[] {
  const items = Array.isArray(answer) ? answer : Object.values(asObject(answer)).find(Array.isArray);
  return (items ?? []).map((item: unknown) => {
    if (!isObject(item)) return textAt(item);
    return ['id', name, 'key', 'code'].map((one) => textAt(item, one)).find((id) => id !== '') ?? '';
  });
}
