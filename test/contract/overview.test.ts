import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { comparable } from '../../src/keap/compare/comparable.ts';
import { explainResponse } from '../../src/keap/http/explain.ts';
import type { HttpResponse } from '../../src/keap/http/httpResponse.ts';
import { asList, asObject, asString, type JsonObject } from '../../src/keap/json.ts';
import type { LimitState } from '../../src/keap/limits/limitState.ts';
import { ABOUT, overviewText } from '../../src/keap/overview/overviewText.ts';
import { KeyRefused, type OverviewSource, readOverview } from '../../src/keap/overview/readOverview.ts';
import { FEWEST_CALLS } from '../../src/keap/overview/sections.ts';
import { emptyDraft } from '../../src/keap/request/draft.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { validateDraft } from '../../src/keap/request/validation.ts';
import { catalogs, operation } from '../unit/catalog/realCatalog.ts';
import { useSandbox } from './sandboxSupport.ts';

const { signal } = new AbortController();
const LIMITS: LimitState = {
  ...{ connectionId: 'a', windows: [], tenant: [], waiting: 0, held: undefined, mode: 'windows' },
};

type Client = Pick<ReturnType<typeof useSandbox>, 'send'>;

/** Reads an account by HTTP. @param faults by the end of a path, what the sandbox shall do instead */
async function read(client: Client, faults: Readonly<Record<string, string>> = {}, key?: string) {
  const headers = { 'X-Keap-API-Key': key ?? `KeapAK-${'a'.repeat(50)}` };
  const source: OverviewSource = {
    ask: async (asked, parameters) => {
      const { schemas } = catalogs[asked.version];
      const draft = { ...emptyDraft(asked.key), parameters };
      assert.deepEqual(validateDraft(asked, schemas, draft), [], asked.key);
      const target = buildRequest(asked, schemas, draft).target.replace('/crm/rest', '');
      const fault = Object.entries(faults).find(([end]) => asked.path.endsWith(end))?.[1];
      const reply = await client.send('GET', target, undefined, { ...headers, 'x-sandbox-fault': fault ?? 'none' });
      const response: HttpResponse = {
        ...{ status: reply.status, statusText: '', headers: [...reply.headers.entries()] },
        ...{ body: Buffer.from(reply.text), timing: { queuedMs: 0, firstByteMs: 0, totalMs: 0 } },
      };
      const refused = explainResponse(response);
      return refused === undefined ? { text: reply.text } : { refused, status: reply.status };
    },
    operation: async (wanted) => operation(wanted),
    mayGoOn: async () => true,
  };
  const overview = await readOverview(source, signal);
  const text = overviewText(overview, { app: 'ab103', connection: 'Mine', readAt: 0, limits: LIMITS });
  return { text, json: JSON.parse(text) as JsonObject, calls: overview.calls };
}

/** What the made-up accounts of two seeds throw dice for. */
const THROWN = ['date_created', 'published_date', 'end_time', 'description'];

/** The members that one side alone has, as a comparison of overviews shows them. */
function differences(left: JsonObject, right: JsonObject, across: boolean): string[] {
  const hidden = [ABOUT, 'create_time', 'update_time', 'created_time', 'updated_time', ...(across ? THROWN : [])];
  const sides = comparable(left, right, { hidden, hideIds: across, sortLists: true, across });
  const [one, other] = sides.map((side) => membersIn(side));
  const only = (lines: string[] = [], than: string[] = []) => {
    const rest = [...than];
    return lines.filter((line) => {
      const at = rest.indexOf(line);
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
  };
  return [...only(one, other).map((line) => `- ${line}`), ...only(other, one).map((line) => `+ ${line}`)].sort();
}

/** `name: VIP`: the members of a document, a line each. */
function membersIn(side: unknown): string[] {
  const lines = JSON.stringify(side, undefined, 1).split('\n');
  return lines.filter((line) => /\w/.test(line)).map((line) => line.trim().replaceAll(/[",]/g, ''));
}

describe('an account that changes', () => {
  const account = useSandbox({ account: { contacts: 60 } });

  test('it is one call for each section, the same text twice, and what changed is all that differs', async () => {
    const before = await read(account);
    assert.equal(before.calls, FEWEST_CALLS);
    assert.equal((await read(account)).text, before.text);

    account.ok(await account.send('PATCH', '/v2/tags/3?update_mask=name', { name: 'Best friends' }));
    account.ok(await account.send('POST', '/v2/tags/categories', { name: 'Imports' }), 201);
    const field = { label: 'Shoe size', field_type: 'TEXT' };
    account.ok(await account.send('POST', '/v2/contacts/model/customFields', field), 201);
    account.ok(await account.send('DELETE', '/v1/hooks/2'), 204);
    const after = await read(account);
    const differing = differences(before.json, after.json, false);
    const prints = differing.map((line) => line.replaceAll(/(?<=fingerprint )[0-9a-f]{8}/g, '…'));
    assert.deepEqual(prints, [
      '+ field_name: ShoeSize0',
      '+ field_type: TEXT',
      '+ group_id: 1',
      '+ group_name: Custom Fields',
      '+ id: 41',
      '+ id: 5',
      '+ label: Shoe size',
      '+ name: Best friends',
      '+ name: Imports',
      '+ record_type: CONTACT',
      '- eventKey: order.add',
      '- hookUrl: example.com fingerprint …',
      '- key: 2',
      '- name: VIP',
      '- name: order.add to example.com fingerprint …',
      '- status: Unverified',
    ]);
  });
});

describe('two accounts', () => {
  const mine = useSandbox({ account: { contacts: 60 } });
  const agency = useSandbox({ account: { contacts: 60, seed: 7 } });

  test('records are in line by name, whatever their ids', async () => {
    const vip = { name: 'VIP', category: { id: '1' } };
    agency.ok(await agency.send('DELETE', '/v2/tags/3'), 204);
    const made = agency.ok(await agency.send('POST', '/v2/tags', vip), 201);
    assert.notEqual(made.at('id'), '3');
    agency.ok(await agency.send('POST', '/v2/tags', { ...vip, category: { id: '2' } }), 201);
    const [left, right] = [(await read(mine)).json, (await read(agency)).json];
    assert.deepEqual(differences(left, right, true), ['+ category: {}', '+ category_name: Newsletter', '+ name: VIP']);
    assert.ok(differences(left, right, false).length > 10, 'Ids mean nothing in another account.');
  });
});

describe('what Keap refuses', () => {
  const account = useSandbox({ account: { contacts: 60 } });

  test('a section says why in its place, and the others are there', async () => {
    const { json } = await read(account, { '/tags': '403', '/hooks': '501', '/orders/model': '500-html' });
    const fields = asObject(json['custom_fields']) ?? {};
    const whyNot = (section: unknown) => asString(asObject(section)?.['not_read']);
    assert.match(whyNot(json['tags']) ?? '', /^The key may not do this/);
    assert.match(whyNot(json['hooks']) ?? '', /^Keap has not built this operation/);
    assert.match(whyNot(fields['orders']) ?? '', /^Keap failed/);
    const whole = [...Object.values(json), ...Object.values(fields)].filter((section) => whyNot(section) === undefined);
    assert.equal(whole.length, Object.keys(json).length + Object.keys(fields).length - 3);
    assert.ok((asList(json['lead_sources']) ?? []).length > 5);
  });

  test('a key that is refused ends all', async () => {
    await assert.rejects(read(account, {}, `KeapAK-${'a'.repeat(40)}revoked`), KeyRefused);
  });
});
