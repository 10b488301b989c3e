import { asObject, at, isObject, listAt, textAt } from '../json.ts';
import { Bodies } from './bodies.ts';
import { BASE, type Documents, type Operation } from './openApi.ts';
import { fill, type Ids, Records, type Send } from './records.ts';
import { PIXEL } from './words.ts';

export interface JudgeRequest {
  readonly operation: Operation;
  readonly ids: Ids;
  /** No record was found or made for the path; its ids are inventions. */
  readonly invented: boolean;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The path and query of a request, with other ids if wanted. */
export function addressOf({ operation, ids, query }: JudgeRequest, other: Ids = {}): string {
  return `${BASE[operation.version]}${fill(operation.path, { ...ids, ...other })}${query === '' ? '' : `?${query}`}`;
}

/** Composes a valid request for any operation of the (mended) documents. */
export class Requests {
  readonly #documents: Documents;
  readonly #send: Send;
  readonly #records: Records;
  readonly #bodies: Bodies;

  constructor(documents: Documents, send: Send) {
    this.#documents = documents;
    this.#send = send;
    this.#records = new Records(documents, send);
    this.#bodies = new Bodies(documents, this.#records);
  }

  /** `fresh` makes a record for the path where the API can, instead of taking one that others may refer to. */
  async compose(operation: Operation, fresh = false): Promise<JudgeRequest> {
    // Ids in a required query are found as if they stood at the end of the path.
    const named = BY_QUERY[operation.path];
    const path = named === undefined ? operation.path : `${operation.path}/{${named}}`;
    const made = fresh && path === operation.path ? await this.#make(operation, true) : undefined;
    const found = made ?? (await this.#records.idsFor(path)) ?? (await this.#make(operation, false));
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const ids = found ?? Object.fromEntries(names.map((name) => [name, '1']));
    const body = await this.#bodies.compose(operation, ids);
    const headers = operation.parameters.filter((one) => one.in === 'header').map(({ name }) => [name, 'judge']);
    return {
      operation,
      ids,
      invented: found === undefined,
      query: queryOf(operation, named === undefined ? undefined : ids[named], body),
      headers: Object.fromEntries(headers),
      ...(body === undefined ? {} : { body: operation.body?.mediaType.startsWith('multipart/') ? form(body) : body }),
    };
  }

  /** Everything optional an answer can be asked for, as a query; empty where there is nothing of the kind. */
  async everythingOptional(operation: Operation): Promise<string> {
    const parameter = operation.parameters.find(({ name }) => name === 'optional_properties' || name === 'fields');
    if (!parameter || operation.path.endsWith(':run')) return '';
    const declared = listAt(parameter.schema, 'items', 'enum').map(String);
    const model = `${operation.path
      .split('/')
      .slice(0, operation.version === 'v1' ? 3 : 4)
      .join('/')}/model`;
    const known = declared.length > 0 ? declared : await this.#records.optionalProperties(model, operation.version);
    return known.length === 0 ? '' : `${parameter.name}=${known.join(',')}`;
  }

  /** Creates what the path's last braces name; with `own`, only where the answer is the record itself. */
  async #make({ path, version }: Operation, own: boolean): Promise<Ids | undefined> {
    if (!path.endsWith('}')) return undefined;
    const collection = path.slice(0, path.lastIndexOf('/'));
    const creating = this.#documents.operation(`${version} POST ${collection}`);
    const itself = this.#records.sourceOf(path).list === collection;
    if (!creating || (own && !itself)) return undefined;
    const request = await this.compose(creating);
    if (request.invented) return undefined;
    const reply = await this.#send('POST', addressOf(request), request.body, request.headers);
    if (!itself) return this.#records.idsFor(path, request.ids);
    const name = [...path.matchAll(/\{(\w+)\}/g)].at(-1)?.[1] ?? '';
    const record = at(reply.json, 'file_descriptor') ?? reply.json;
    const id = ['id', name, 'key'].map((one) => textAt(record, one)).find(Boolean);
    return id === undefined ? undefined : { ...request.ids, [name]: id };
  }
}

/** Where the ids of what is to be deleted come in the query: the name that would stand at the end of the path. */
const BY_QUERY: Readonly<Record<string, string>> = {
  '/v1/contacts/{contactId}/tags': 'tagId',
  '/v1/tags/{tagId}/contacts': 'contactId',
  '/rest/v2/automations': 'automation_id',
  '/rest/v2/automationCategory': 'id',
};

function queryOf({ parameters }: Operation, id: string | undefined, body: unknown): string {
  return parameters
    .filter((one) => one.in === 'query' && one.required)
    .flatMap(({ name, explode, schema }) => {
      const allowed = listAt(schema, 'items', 'enum').map(String);
      const values = allowed.length > 0 ? allowed.filter((one) => Object.hasOwn(asObject(body), one)) : [id ?? ''];
      return explode ? values.map((value) => `${name}=${value}`) : [`${name}=${values.join(',')}`];
    })
    .join('&');
}

/** A composed body as a form; what is binary in it becomes a file. */
function form(body: unknown): FormData {
  const filled = new FormData();
  for (const [name, value] of Object.entries(asObject(body))) {
    if (name === 'file') filled.set(name, new Blob([Buffer.from(PIXEL, 'base64')], { type: 'image/png' }), 'judge.png');
    else if (!isObject(value)) filled.set(name, String(value));
  }
  return filled;
}
