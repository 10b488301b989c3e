import { listAt, textAt } from '../json.ts';
import type { Reply } from '../reply.ts';
import type { Call, Client } from './client.ts';

const BASE = '/crm/rest';

export type Query = Readonly<Record<string, string>>;

/** An account at a sandbox, opened by a key: short ways to call it through any client. */
export class Account {
  readonly client: Client;
  readonly origin: string;
  readonly key: string;

  constructor(client: Client, origin: string, key: string) {
    this.client = client;
    this.origin = origin;
    this.key = key;
  }

  /** Sends below /crm/rest with the key and, if given, a value as JSON. */
  send(method: string, path: string, query: Query = {}, body?: unknown): Promise<Reply> {
    return this.sendAs({ 'X-Keap-API-Key': this.key }, method, path, {
      query,
      ...(body === undefined ? {} : { json: JSON.stringify(body) }),
    });
  }

  /** Sends with these headers alone. */
  sendAs(
    headers: Readonly<Record<string, string>>,
    method: string,
    path: string,
    rest: Partial<Call> = {},
  ): Promise<Reply> {
    const where = path.startsWith('http') ? path : BASE + path;
    return this.client.send(this.origin, { ...rest, method, path: where, headers });
  }

  get(path: string, query: Query = {}): Promise<Reply> {
    return this.send('GET', path, query);
  }

  /** The same reading so many times at once. */
  burst(path: string, times: number): Promise<Reply[]> {
    const call = { method: 'GET', path: BASE + path, headers: { 'X-Keap-API-Key': this.key } };
    return this.client.burst(this.origin, call, times);
  }

  /** Every item of a v2 list, page by page, and the sizes of the pages. Throws where a page is not answered with 200. */
  async pages(path: string, name: string, query: Query = {}): Promise<{ items: unknown[]; sizes: number[] }> {
    const items: unknown[] = [];
    const sizes: number[] = [];
    for (let token = ''; ; ) {
      const reply = await this.get(path, { ...query, ...(token === '' ? {} : { page_token: token }) });
      if (reply.status !== 200) throw new Error(`${path}: ${reply.summary}`);
      const page = listAt(reply.json, name);
      items.push(...page);
      sizes.push(page.length);
      token = textAt(reply.json, 'next_page_token');
      if (token === '') return { items, sizes };
      if (page.length === 0) throw new Error(`${path}: an empty page with a token for the next one`);
    }
  }
}

/** The ids of records, as text, since v1 has numbers; sorted, unless their order matters. */
export function idsOf(items: readonly unknown[]): string[] {
  return items.map((item) => textAt(item, 'id')).toSorted();
}
