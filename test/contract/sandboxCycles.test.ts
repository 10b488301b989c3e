import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Operation } from '../../src/keap/catalog/operation.ts';
import { resolveSchema, type Schema, schemaType } from '../../src/keap/catalog/schema.ts';
import { asObject, type JsonObject } from '../../src/keap/json.ts';
import { statefulOperations } from '../../src/sandbox/coverage.ts';
import { catalogs, operations } from '../unit/catalog/realCatalog.ts';
import { type KeapReply, keapClient } from './keapClient.ts';
import { sampleRequest } from './sandboxSupport.ts';

const stateful = new Set(statefulOperations());

/** The operations on one kind of record, found by their paths. */
interface Family {
  readonly create: Operation;
  readonly get: Operation;
  readonly list: Operation | undefined;
  readonly update: Operation | undefined;
  readonly remove: Operation | undefined;
}

function families(): Family[] {
  return operations.flatMap((create) => {
    if (create.method !== 'POST' || !stateful.has(create.key)) return [];
    const below = (method: string) =>
      operations.find(
        (one) =>
          one.method === method &&
          one.path.startsWith(create.path) &&
          /^\/\{[^}/]+\}$/.test(one.path.slice(create.path.length)),
      );
    const get = below('GET');
    if (!get) return [];
    const list = operations.find((one) => one.method === 'GET' && one.path === create.path);
    return [{ create, get, list, update: below('PATCH') ?? below('PUT'), remove: below('DELETE') }];
  });
}

const schemasOf = ({ version }: Operation) => catalogs[version].schemas;

function propertiesOf(operation: Operation, schema: Schema | undefined): Readonly<Record<string, Schema>> {
  return resolveSchema(schema, schemasOf(operation)).properties ?? {};
}

/** A free text of a record that both its update takes and its answer shows, with a new value for it. */
function changeOf({ get, update }: Family, record: JsonObject): JsonObject | undefined {
  if (!update) return undefined;
  const shown = propertiesOf(get, get.responses['200']?.schema);
  const masks = update.parameters.find(({ name }) => name === 'update_mask')?.schema.items?.enum;
  for (const [name, property] of Object.entries(propertiesOf(update, update.requestBody?.schema))) {
    const schema = resolveSchema(property, schemasOf(update));
    const isText = schemaType(schema) === 'string' && !schema.enum && !schema.format;
    const isNamed =
      /name|title|description|body|label|subject|notes?$|website/.test(name) && !/^field_|file_name|_type$/.test(name);
    if (!isText || !isNamed || !Object.hasOwn(shown, name) || (masks && !masks.includes(name))) continue;
    if (typeof record[name] === 'string') return { [name]: 'Changed “x”' };
  }
  return undefined;
}

/** What only Keap decides, though its documents let a body have it. */
const KEAPS_OWN = /^(id|url|date_created|last_updated|creation_date|modification_date)$/;

/** Parts of what was sent that the answer says otherwise: texts, numbers and truths of the same name. */
function differences(sent: unknown, answer: JsonObject): string[] {
  return Object.entries(asObject(sent) ?? {}).flatMap(([name, value]) => {
    if (KEAPS_OWN.test(name)) return [];
    const plain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
    if (!plain || !Object.hasOwn(answer, name)) return [];
    // Money is sent as a number and shown with its currency, in cents.
    const shown = asObject(answer[name])?.['amount'] ?? answer[name];
    const inCents = shown !== answer[name] && shown === Math.round(Number(value) * 100);
    const same = inCents || String(shown) === String(value) || Date.parse(String(shown)) === Date.parse(String(value));
    return same ? [] : [`${name}: sent ${value}, shown ${shown}`];
  });
}

/** What a record is found by: its id or key, at the top or in the one object that has it. */
function idOf(record: JsonObject, parameter: string): unknown {
  const inner = Object.values(record)
    .map(asObject)
    .find((value) => value && Object.hasOwn(value, 'id'));
  const other = Object.entries(record).find(([name]) => /_id$/.test(name));
  return record['id'] ?? record[parameter] ?? record['key'] ?? inner?.['id'] ?? other?.[1];
}

function ok(reply: KeapReply, what: string): KeapReply {
  assert.ok(reply.status < 300, `${what}: ${reply.status} ${JSON.stringify(reply.json)}`);
  return reply;
}

describe('Records of every kind', () => {
  it('are made, read, listed, changed, removed and then gone, as the catalog says they can be', (context) => {
    const failures: string[] = [];
    const counts = { cycles: 0, listed: 0, changed: 0, removed: 0 };
    for (const family of families()) {
      const { create, get, list, update, remove } = family;
      const catalog = catalogs[create.version];
      const { send } = keapClient(60);
      const { path, body } = sampleRequest(create, catalog);
      try {
        if (body instanceof FormData) continue;
        const made = ok(send('POST', path, body), create.key);
        const name = /\{([^}]+)\}$/.exec(get.path)?.[1] ?? 'id';
        const shownId = idOf(made.json, name);
        const id = String(shownId);
        const at = `${path.split('?')[0]}/${id}`;
        const read = ok(send('GET', at), get.key);
        const differs = [...differences(body, made.json), ...differences(made.json, read.json)];
        if (differs.length > 0) failures.push(`${create.key}: ${differs.join('; ')}`);
        const isListed = (): boolean => {
          const all = send(
            'GET',
            `${path.split('?')[0]}?${create.version === 'v2' ? 'page_size=' : 'limit='}${list?.query?.pageSizeMax ?? 1000}`,
          );
          return all.items.some((item) => String(idOf(item, name)) === id);
        };
        if (list && stateful.has(list.key)) {
          if (isListed()) counts.listed++;
          else failures.push(`${list.key} does not list what ${create.key} made`);
        }
        const change = changeOf(family, read.json);
        if (update && change && stateful.has(update.key)) {
          const mask = update.parameters.some(({ name: one, required }) => one === 'update_mask' && required);
          const whole = update.method === 'PUT' ? { ...asObject(body), ...change } : change;
          const required =
            update.method === 'PATCH'
              ? (resolveSchema(update.requestBody?.schema, catalog.schemas).required ?? [])
              : [];
          const needed = Object.fromEntries(required.map((one) => [one, asObject(body)?.[one] ?? '1']));
          ok(
            send(update.method, `${at}${mask ? `?update_mask=${Object.keys(change)[0]}` : ''}`, {
              ...needed,
              ...whole,
            }),
            update.key,
          );
          const after = ok(send('GET', at), get.key);
          const wrong = differences(change, after.json);
          if (wrong.length > 0) failures.push(`${update.key}: ${wrong.join('; ')}`);
          counts.changed++;
        }
        if (remove && stateful.has(remove.key)) {
          ok(send('DELETE', at), remove.key);
          if (send('GET', at).status !== 404) failures.push(`${remove.key} leaves it there`);
          if (list && stateful.has(list.key) && isListed()) failures.push(`${list.key} still lists it`);
          counts.removed++;
        }
        counts.cycles++;
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
    context.diagnostic(JSON.stringify(counts));
    assert.deepEqual(failures, []);
    assert.ok(counts.cycles >= 50, String(counts.cycles));
  });
});
