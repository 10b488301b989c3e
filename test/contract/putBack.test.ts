/** Edit, change, delete and put back, of every kind of record that claims it, by real requests. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Operation } from '../../src/keap/catalog/operation.ts';
import { resolveSchema, schemaType } from '../../src/keap/catalog/schema.ts';
import { whyNoReturn } from '../../src/keap/edit/cannotReturn.ts';
import { type InCatalog, planChange, planMaking, planReturn } from '../../src/keap/edit/putBack.ts';
import {
  pathNames,
  pathValues,
  type RecordName,
  recordKinds,
  recordOf,
  returnsBy,
} from '../../src/keap/edit/recordKinds.ts';
import { recordView } from '../../src/keap/edit/recordView.ts';
import { wholeRead } from '../../src/keap/edit/wholeRead.ts';
import { parseExact, printExact, sameJson } from '../../src/keap/exactJson.ts';
import { asObject, asString, type JsonObject } from '../../src/keap/json.ts';
import { emptyDraft, type RequestDraft } from '../../src/keap/request/draft.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { catalogs, operation, operations } from '../unit/catalog/realCatalog.ts';
import { KEY, type Reply, sampleRequest, useSandbox } from './sandboxSupport.ts';

const kinds = recordKinds(operations);
const writes = operations.filter(({ method }) => method === 'PATCH' || method === 'PUT' || method === 'DELETE');

/** What names the record of a write: the values of its sample's path, in v1's upsert of opportunities its body. */
function named(one: Operation): { name: RecordName | undefined; path: string; body: unknown } {
  const { path, body } = sampleRequest(one, catalogs[one.version]);
  const values = pathValues(one.path, `/crm/rest${path}`) ?? [];
  const parameters = Object.fromEntries(
    pathNames(one.path).map((name, index) => [`path:${name}`, values[index] ?? '']),
  );
  const draft = { ...emptyDraft(one.key), parameters, body: JSON.stringify(body) ?? '' };
  return { name: recordOf(kinds, one, draft), path, body };
}

const claimed = writes.filter((one) => {
  const { name } = named(one);
  return name !== undefined && returnsBy(one, name.kind) !== undefined;
});

function inCatalog(key: string | undefined): InCatalog {
  const one = operation(key ?? '');
  return { operation: one, schemas: catalogs[one.version].schemas };
}

it('of every change and deletion it is known whether it can be put back, and why not', () => {
  const unclear = writes.filter((one) => claimed.includes(one) === (whyNoReturn(one) !== undefined));
  assert.deepEqual(
    unclear.map(({ key }) => key),
    [],
  );
  const count = (method: string, list: readonly Operation[]) => list.filter((one) => one.method === method).length;
  const counts = ['PATCH', 'PUT', 'DELETE'].map((method) => [method, count(method, claimed), count(method, writes)]);
  assert.deepEqual(counts, [
    ['PATCH', 53, 70],
    ['PUT', 7, 11],
    ['DELETE', 54, 87],
  ]);
});

describe('What claims to be put back', () => {
  const { send, origin } = useSandbox({ account: { contacts: 120 } });
  beforeEach(async () => {
    const { ok } = await fetch(`${origin()}/sandbox/reset`, { method: 'POST', headers: { 'X-Keap-API-Key': KEY } });
    assert.ok(ok);
  });
  const sendDraft = (draft: RequestDraft): Promise<Reply> => {
    const { operation: one, schemas } = inCatalog(draft.operationKey);
    const { target, body, headers } = buildRequest(one, schemas, draft);
    const content = body && 'text' in body ? body.text : undefined;
    return send(one.method, target.replace('/crm/rest', ''), content, { ...headers, 'X-Keap-API-Key': KEY });
  };
  const read = async ({ kind, ids }: RecordName): Promise<JsonObject> => {
    const { operation: reader, schemas } = inCatalog(kind.reader);
    const { status, text } = await sendDraft(wholeRead(reader, schemas, ids));
    assert.equal(status, 200, text);
    return asObject(parseExact(text)) ?? {};
  };
  const succeeded = ({ status, text }: Reply, what: string): void =>
    assert.ok(status < 300, `${what}: ${status} ${text}`);

  for (const one of claimed.filter(({ method }) => method !== 'DELETE')) {
    it(`${one.key} is undone by a change`, async () => {
      const { name, path, body } = named(one);
      assert.ok(name);
      const changer = inCatalog(name.kind.changer);
      const view = (record: JsonObject) => recordView(record, changer.operation, changer.schemas).view;
      const then = await read(name);
      succeeded(await send(one.method, path, body), 'the change');
      const changed = await read(name);
      assert.ok(!sameJson(view(changed), view(then)), 'The change changed nothing.');
      const plan = planReturn(changer, name.ids, changed, then);
      succeeded(await sendDraft(plan.draft), plan.draft.body);
      assert.deepEqual(view(await read(name)), view(then));
      assert.equal(planReturn(changer, name.ids, await read(name), then).changes, false);
    });
  }

  for (const one of claimed.filter(({ method }) => method === 'DELETE')) {
    it(`${one.key} is undone by making the record anew`, async () => {
      const { name, path } = named(one);
      assert.ok(name);
      const maker = inCatalog(name.kind.maker);
      const then = await read(name);
      succeeded(await send('DELETE', path), 'the deletion');
      const plan = planMaking(maker, name, then);
      // A task may be nobody's, but not a new one: who puts it back is told to choose.
      const needs = /needs (.+), which you/.exec(plan.notes.join())?.[1];
      const given: JsonObject = needs === 'assigned_to_user_id' ? { assigned_to_user_id: '1' } : {};
      const draft = { ...plan.draft, body: JSON.stringify({ ...JSON.parse(plan.draft.body), ...given }) };
      const made = await sendDraft(draft);
      succeeded(made, plan.draft.body);
      const id = String(made.at('id') ?? made.at('key'));
      const anew = await read({ ...name, ids: [...name.ids.slice(0, -1), id] });
      const { view } = recordView(then, maker.operation, maker.schemas);
      const now = recordView(anew, maker.operation, maker.schemas).view;
      const differing = Object.keys({ ...view, ...now, ...given }).filter(
        (property) => !sameJson(now[property], { ...view, ...given }[property]),
      );
      // A product counts what is in stock, also where the old one had no count.
      assert.deepEqual(
        differing.filter((property) => property !== 'inventory'),
        [],
      );
    });
  }

  const changers = [...kinds.values()].filter(({ changer }) => changer !== undefined);
  for (const kind of changers) {
    it(`a ${kind.thing} (${kind.shape}) is edited as text and put back`, async () => {
      const changer = inCatalog(kind.changer);
      const { name } = named(changer.operation);
      assert.ok(name);
      const view = (record: JsonObject) => recordView(record, changer.operation, changer.schemas).view;
      const then = await read(name);
      const edited = editedView(changer, view(then));
      const plan = planChange(changer, name.ids, then, printExact(edited));
      succeeded(await sendDraft(plan.draft), plan.draft.body);
      const now = await read(name);
      assert.deepEqual(view(now), JSON.parse(plan.after));
      assert.deepEqual(view(now), edited);
      const back = planReturn(changer, name.ids, now, then);
      succeeded(await sendDraft(back.draft), back.draft.body);
      assert.deepEqual(view(await read(name)), view(then));
    });
  }
  it('are all tested', () => assert.deepEqual([claimed.length, changers.length], [114, 50]));
});

/** A record with one of its texts a letter longer; of a plan, which has none, with another number. */
function editedView({ operation: one, schemas }: InCatalog, view: JsonObject): JsonObject {
  const properties = resolveSchema(one.requestBody?.schema, schemas).properties ?? {};
  const takesText = (name: string) => {
    const schema = resolveSchema(properties[name], schemas);
    return (
      schemaType(schema) === 'string' && !schema.enum && !schema.format && !/_id$|code|Key|date|mail|type/.test(name)
    );
  };
  const text = Object.keys(view).find(takesText) ?? Object.keys(properties).find(takesText);
  if (text === undefined) return { ...view, display_order_index: 7 };
  return { ...view, [text]: `${asString(view[text]) ?? ''}z` };
}
