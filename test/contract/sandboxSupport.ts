import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Catalog, Operation, Parameter } from '../../src/keap/catalog/operation.ts';
import { resolveSchema, schemaType } from '../../src/keap/catalog/schema.ts';
import { asList, asObject, type JsonObject } from '../../src/keap/json.ts';
import { parameterId } from '../../src/keap/request/draft.ts';
import { exampleOf } from '../../src/sandbox/example/example.ts';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { sampleOf } from './sampleBodies.ts';
import { sampleId } from './sampleIds.ts';

export const dataFolder = join(import.meta.dirname, '../../src/keap/catalog/data');

/** A key of Keap's shape, made here so that no scanner takes it for a leaked one. */
export const KEY = `KeapAK-${'a'.repeat(50)}`;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where the answer is not JSON. */
  readonly json: unknown;
  /** What stands in the JSON at a path; undefined where it ends before. */
  at(...path: readonly (string | number)[]): unknown;
  /** A list of objects in the JSON; empty where there is none. */
  list(name: string): readonly JsonObject[];
}

/** A sandbox to talk to as an integrator would. Its limits are lifted unless a test wants them. */
export async function sandboxClient(options: Omit<SandboxOptions, 'dataFolder'> = {}) {
  const sandbox = await startSandbox({ limits: false, ...options, dataFolder });
  /** @param path from the root, also outside of Keap's API */
  const sendTo = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { 'X-Keap-API-Key': KEY },
  ): Promise<Reply> => {
    const isForm = body instanceof FormData || typeof body === 'string';
    const type: Record<string, string> = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${sandbox.origin}${path}`, {
      method,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return reply(response, text, isJson ? parsed(text) : undefined);
  };
  /** @param path within Keap's API: `/v2/contacts` */
  const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> =>
    sendTo(method, `/crm/rest${path}`, body, headers);
  return { sandbox, send, sendTo, close: () => sandbox.close() };
}

/** A sandbox for the tests of a suite or a file: it starts before them and ends after them. */
export function useSandbox(options: Parameters<typeof sandboxClient>[0] = {}) {
  let client: Awaited<ReturnType<typeof sandboxClient>>;
  before(async () => {
    client = await sandboxClient(options);
  });
  after(() => client.close());
  return {
    send: (...request: Parameters<typeof client.send>): Promise<Reply> => client.send(...request),
    /** The reply again, which must have this status. */
    ok: (reply: Reply, status = 200): Reply => {
      assert.equal(reply.status, status, reply.text);
      return reply;
    },
    /** Where it is, once the tests run. */
    origin: (): string => client.sandbox.origin,
  };
}

function reply({ status, headers }: Response, text: string, json: unknown): Reply {
  const at = (...path: readonly (string | number)[]): unknown =>
    path.reduce<unknown>((value, step) => (Array.isArray(value) ? value[Number(step)] : asObject(value)?.[step]), json);
  const list = (name: string): JsonObject[] =>
    (asList(at(name)) ?? []).map(asObject).filter((item) => item !== undefined);
  return { status, headers, text, json, at, list };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A request an operation must accept, made from nothing but its description. */
export function sampleRequest(operation: Operation, catalog: Catalog): { path: string; body: unknown } {
  let path = operation.path.replace('/crm/rest', '');
  const query = new URLSearchParams();
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path')
      path = path.replace(`{${parameter.name}}`, samplePathParameter(parameter, operation, catalog));
    else if (parameter.in === 'query' && parameter.required) {
      query.append(parameter.name, sampleParameter(parameter, catalog));
    }
  }
  return { path: `${path}${query.size > 0 ? `?${query}` : ''}`, body: sampleBody(operation, catalog) };
}

/** What an operation requires of a draft's parameters, by `parameterId`. */
export function sampleInputs(operation: Operation, catalog: Catalog): Record<string, string> {
  const required = operation.parameters.filter((parameter) => parameter.required);
  const inputs = required.map((parameter): [string, string] => [
    parameterId(parameter),
    decodeURIComponent(
      parameter.in === 'path'
        ? samplePathParameter(parameter, operation, catalog)
        : sampleParameter(parameter, catalog),
    ),
  ]);
  return Object.fromEntries(inputs);
}

function samplePathParameter(parameter: Parameter, operation: Operation, catalog: Catalog): string {
  return sampleId(operation, parameter.name, 'path') ?? sampleParameter(parameter, catalog);
}

function sampleParameter({ name, schema }: Parameter, catalog: Catalog): string {
  const resolved = resolveSchema(schema, catalog.schemas);
  const single = schemaType(resolved) === 'array' ? resolveSchema(resolved.items, catalog.schemas) : resolved;
  if (single.enum) return String(single.enum[0]);
  if (name === 'email') return 'person%40example.com';
  // Both versions delete: each its own.
  return catalog.version === 'v1' ? '2' : '1';
}

function sampleBody(operation: Operation, catalog: Catalog): unknown {
  const { requestBody, key } = operation;
  if (!requestBody) return undefined;
  const value = exampleOf(requestBody.schema, { schemas: catalog.schemas, version: catalog.version, seed: key });
  if (requestBody.mediaType !== 'multipart/form-data') return sampleOf(key, withRealIds(value, operation));
  const form = new FormData();
  for (const [name, field] of Object.entries(value as Record<string, unknown>)) {
    if (name === 'file') form.append(name, new Blob([Uint8Array.of(0, 13, 10, 255)]), 'a.bin');
    else form.append(name, String(field));
  }
  return form;
}

/** Ids that the account has: the first of everything, where that does. */
function withRealIds(value: unknown, operation: Operation, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withRealIds(item, operation, name.replace(/s$/, '')));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => [key, withRealIds(member, operation, key)]);
    return Object.fromEntries(members);
  }
  if (!/(^|_)id$|[a-z]Id$|^user$/.test(name)) return value;
  const id = sampleId(operation, name, 'body') ?? '1';
  return typeof value === 'number' ? Number(id) : id;
}
