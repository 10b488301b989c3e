import assert from 'node:assert/strict';
import { type Reply, useSandbox } from '../sandboxSupport.ts';

type Request = Parameters<ReturnType<typeof useSandbox>['send']>;

/** A sandbox of its own for the tests of a file, asked in one line with the status that must come back. */
export function sentRequests(options: Parameters<typeof useSandbox>[0] = {}) {
  const { send, origin } = useSandbox(options);
  const sent = async (status: number, ...request: Request): Promise<Reply> => {
    const reply = await send(...request);
    assert.equal(reply.status, status, `${request[0]} ${request[1]} ${reply.text}`);
    return reply;
  };
  return {
    sent,
    /** A refusal with its message. */
    refused: async (status: number, message: RegExp, ...request: Request): Promise<void> => {
      assert.match(String((await sent(status, ...request)).at('message')), message);
    },
    /** The id of something new. */
    made: async (path: string, body: unknown): Promise<string> =>
      String((await sent(201, 'POST', path, body)).at('id')),
    /** A list by a filter. */
    filtered: (path: string, filter: string): Promise<Reply> =>
      sent(200, 'GET', `${path}?filter=${encodeURIComponent(filter)}&page_size=1000`),
    /** The items of a list, in v2 as many as a page can hold. */
    listed: async (path: string, list: string, query: Readonly<Record<string, string>> = {}) => {
      const most = path.startsWith('/v2') ? { page_size: '1000' } : {};
      return (await sent(200, 'GET', `${path}?${new URLSearchParams({ ...most, ...query })}`)).list(list);
    },
    /** Where the sandbox is, once the tests run. */
    origin,
  };
}

/** The values of a property of a list's items. */
export function valuesIn(reply: Reply, list: string, property = 'id'): unknown[] {
  return reply.list(list).map((item) => item[property]);
}
