import { asList, asObject, asString, type JsonObject } from '../../src/keap/json.ts';
import { Keap } from '../../src/sandbox/keap.ts';
import { catalogs } from '../unit/catalog/realCatalog.ts';

/** An answer of Keap itself, without the gateway and the network before it. */
export interface KeapReply {
  readonly status: number;
  readonly json: JsonObject;
  /** The items of a list's answer. */
  readonly items: readonly JsonObject[];
}

/** Keap without its gateway: for tests that ask thousands of questions. */
export function keapClient(contacts = 300) {
  const keap = new Keap(catalogs, { contacts, seed: 2026 });
  const send = (method: string, path: string, body?: unknown): KeapReply => {
    const answer = keap.answer({
      method,
      target: `/crm/rest${path}`,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      origin: 'http://127.0.0.1:1',
      now: Date.UTC(2026, 10, 20, 12),
    });
    const json = asObject(answer.json) ?? {};
    const list: unknown = asList(answer.json) ?? Object.values(json).find((value) => Array.isArray(value));
    // A list of plain ids is one of things that have nothing but an id.
    const itemOf = (item: unknown) => (typeof item === 'string' ? { id: item } : asObject(item));
    return {
      status: answer.status,
      json,
      items: (asList(list) ?? []).map(itemOf).filter((item) => item !== undefined),
    };
  };

  /** All items of a v2 list, a page of some size after the other; `between` runs after each page. */
  const pages = (path: string, size: number, between: () => void = () => undefined): JsonObject[] => {
    const all: JsonObject[] = [];
    let token = '';
    do {
      const page = send('GET', `${path}${path.includes('?') ? '&' : '?'}page_size=${size}&page_token=${token}`);
      if (page.status !== 200) throw new Error(`${path} ${page.status} ${JSON.stringify(page.json)}`);
      all.push(...page.items);
      token = asString(page.json['next_page_token']) ?? '';
      between();
    } while (token !== '');
    return all;
  };
  return { send, pages };
}
