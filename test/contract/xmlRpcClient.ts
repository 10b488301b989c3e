import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { parseExact } from '../../src/keap/exactJson.ts';
import { asList, asObject, type JsonObject } from '../../src/keap/json.ts';
import { readResponse } from '../../src/keap/xmlrpc/readXmlRpc.ts';
import { writeCall } from '../../src/keap/xmlrpc/writeXmlRpc.ts';
import { jsonOfValue, valueOfJson } from '../../src/keap/xmlrpc/xmlRpcJson.ts';
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { KEY, sandboxClient } from './sandboxSupport.ts';

/** What a call came back with: its value as JSON, or the fault. */
export interface XmlRpcReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly value?: unknown;
  readonly fault?: { readonly code: number; readonly message: string };
}

/** A call as an integrator writes it, its arguments in the JSON shape of values, with a text where the key stood. */
export async function callXmlRpc(
  origin: string,
  method: string,
  args: readonly unknown[],
  {
    path = '/crm/xmlrpc/v1',
    headers = { 'X-Keap-API-Key': KEY },
    first = 'backwards-compatibility' as string | null,
  } = {},
): Promise<XmlRpcReply> {
  const values = [...(first === null ? [] : [first]), ...args].map((each) =>
    valueOfJson(parseExact(JSON.stringify(each))),
  );
  return post(origin, path, writeCall({ method, args: values }), headers);
}

/** Any text to the path of XML-RPC. */
export async function post(
  origin: string,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<XmlRpcReply> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/xml', ...headers },
  });
  const text = await response.text();
  const common = { status: response.status, headers: response.headers, text };
  if (!response.headers.get('content-type')?.startsWith('text/xml')) return common;
  const read = readResponse(text);
  return 'fault' in read ? { ...common, fault: read.fault } : { ...common, value: jsonOfValue(read.value) };
}

/** A sandbox for the tests of a suite, asked by XML-RPC and by REST. */
export function useXmlRpc(options: Omit<SandboxOptions, 'dataFolder'> = { account: { contacts: 100, seed: 2026 } }) {
  let client: Awaited<ReturnType<typeof sandboxClient>>;
  before(async () => {
    client = await sandboxClient(options);
  });
  after(() => client.close());
  const call = (method: string, ...args: readonly unknown[]) => callXmlRpc(client.sandbox.origin, method, args);
  /** The value of a call that must succeed. */
  const ok = async (method: string, ...args: readonly unknown[]): Promise<unknown> => {
    const reply = await call(method, ...args);
    assert.equal(reply.fault, undefined, `${method} ${JSON.stringify(args)}: ${reply.fault?.message}`);
    assert.equal(reply.status, 200);
    return reply.value;
  };
  return {
    call,
    ok,
    /** The rows of a call that answers a list. */
    rows: async (method: string, ...args: readonly unknown[]): Promise<JsonObject[]> => {
      const rows = asList(await ok(method, ...args)) ?? assert.fail(`${method} answers no list`);
      return rows.map((row) => asObject(row) ?? assert.fail(`${method} answers ${JSON.stringify(row)}`));
    },
    /** The fault of a call that must fail, as `[code, message]`. */
    fault: async (method: string, ...args: readonly unknown[]) => {
      const { fault, status } = await call(method, ...args);
      assert.equal(status, 200);
      return fault
        ? ([fault.code, fault.message] as const)
        : assert.fail(`${method} ${JSON.stringify(args)} succeeded`);
    },
    rest: (...request: Parameters<typeof client.send>) => client.send(...request),
    origin: () => client.sandbox.origin,
    reset: () => client.sandbox.reset(),
  };
}
