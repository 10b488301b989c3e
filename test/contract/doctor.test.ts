import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CatalogFiles } from '../../src/keap/catalogFiles.ts';
import type { Connection } from '../../src/keap/connection.ts';
import { diagnose, RULES } from '../../src/keap/doctor/diagnose.ts';
import { FAULT_RULES } from '../../src/keap/doctor/faultRules.ts';
import type { Asked } from '../../src/keap/doctor/rule.ts';
import { readRefusal, retryAfterMs } from '../../src/keap/http/explain.ts';
import type { HttpResponse } from '../../src/keap/http/httpResponse.ts';
import { emptyDraft, type RequestDraft } from '../../src/keap/request/draft.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { dataFolder, KEY, useSandbox } from './sandboxSupport.ts';

/** Real answers of the sandbox: what the doctor says of each, and that it says nothing of what it does not know. */
const catalog = new CatalogFiles(dataFolder);
const unlimited = useSandbox();
const oneAMinute = useSandbox({ limits: { allowance: { minute: 1 } } });
const oneADay = useSandbox({ limits: { allowance: { day: 1 }, retryAfter: true } });

interface Case {
  readonly asks: Partial<RequestDraft> & Pick<RequestDraft, 'operationKey'>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly kind?: Connection['kind'];
  readonly status: number;
  /** Asks twice, of a sandbox that lets one call through. */
  readonly twice?: typeof unlimited;
}

async function diagnosed({ asks, headers, kind = 'serviceAccountKey', status, twice }: Case) {
  const draft: RequestDraft = { ...emptyDraft(asks.operationKey), ...asks };
  const found = await catalog.operation(draft.operationKey);
  assert.ok(found, draft.operationKey);
  const asked: Asked = { operation: found.operation, schemas: found.catalog.schemas, draft, connection: { kind } };
  const request = buildRequest(found.operation, asked.schemas, draft);
  const body = request.body && 'text' in request.body ? { body: request.body.text } : {};
  const send = () =>
    fetch(`${(twice ?? unlimited).origin()}${request.target}`, {
      method: request.method,
      headers: { 'x-keap-api-key': KEY, ...request.headers, ...headers },
      ...body,
    });
  if (twice) await send();
  const answer = await send();
  const response: HttpResponse = {
    status: answer.status,
    statusText: answer.statusText,
    headers: [...answer.headers],
    body: new Uint8Array(await answer.arrayBuffer()),
    timing: { queuedMs: 0, firstByteMs: 0, totalMs: 0 },
  };
  const { words, code } = readRefusal(response);
  assert.equal(response.status, status, words);
  return diagnose({ response, words, code, retryAfterMs: retryAfterMs(response), asked });
}

const fault = (name: string) => ({ 'x-sandbox-fault': name });
const list = (parameters: RequestDraft['parameters']): Case['asks'] => ({
  operationKey: 'v2:listContacts',
  parameters,
});
const creating = (body: unknown, operationKey = 'v2:createContact'): Case['asks'] => ({
  operationKey,
  body: JSON.stringify(body),
});
const reads = list({});
const reachable = { email_addresses: [{ email: 'ada@example.com', field: 'EMAIL1' }] };

const CASES: readonly (Case & { readonly rule: string; readonly says: RegExp })[] = [
  { rule: 'expired', asks: reads, headers: fault('401-expired'), status: 401, says: /has expired/ },
  {
    rule: 'no key of its kind',
    asks: reads,
    headers: { 'x-keap-api-key': '' },
    status: 401,
    says: /Legacy Key is good for XML-RPC alone/,
  },
  { rule: 'not approved', asks: reads, headers: fault('401-not-approved'), status: 401, says: /not approved/ },
  { rule: 'not approved', asks: reads, headers: fault('401-client'), status: 401, says: /not approved/ },
  // A Legacy Key has 32 hexadecimal digits.
  { rule: 'unknown key', asks: reads, headers: { 'x-keap-api-key': 'ab'.repeat(16) }, status: 401, says: /mistyped/ },
  {
    rule: 'forbidden to a user',
    asks: reads,
    headers: fault('403'),
    kind: 'personalAccessToken',
    status: 403,
    says: /user of this Personal Access Token.*Service Account Key/,
  },
  { rule: 'forbidden to all', asks: reads, headers: fault('403'), status: 403, says: /account most likely lacks/ },
  { rule: 'spike', asks: reads, headers: fault('429-spike'), status: 429, says: /in one second/ },
  { rule: 'day', asks: reads, status: 429, twice: oneADay, says: /today;.* Try again in \d+ s\./ },
  { rule: 'minute', asks: reads, status: 429, twice: oneAMinute, says: /in one minute;.* until a minute/ },
  { rule: 'some limit', asks: reads, headers: fault('429'), status: 429, says: /for its limits.*Show limits/ },
  { rule: 'some limit', asks: reads, headers: fault('429-older'), status: 429, says: /not carried out/ },
  {
    rule: 'optional properties',
    asks: {
      operationKey: 'v1:listContactsUsingGET',
      parameters: { 'query:optional_properties': ['job_title', 'shoe_size'] },
    },
    status: 400,
    says: /does not have: shoe_size\. .*\/model/,
  },
  {
    rule: 'tags are applied elsewhere',
    asks: creating({ ...reachable, tag_ids: [1] }, 'v1:createContactUsingPOST'),
    status: 400,
    says: /^tag_ids can be read/,
  },
  {
    rule: 'region without its country',
    asks: creating({ ...reachable, addresses: [{ field: 'BILLING', region: 'Arizona' }] }),
    status: 400,
    says: /^The BILLING address has a region and no country\. .*region_code with country_code/,
  },
  {
    // The unknown property beside it is not to blame.
    rule: 'contact without an address',
    asks: creating({ shoe_size: 41, given_name: 'Ada' }),
    status: 400,
    says: /^A new contact needs an email address or a phone number/,
  },
  {
    rule: 'contact without an address',
    asks: {
      operationKey: 'v1:createOrUpdateContactUsingPUT',
      body: '{"given_name":"Ada","duplicate_option":"Email"}',
    },
    status: 400,
    says: /PHONE1/,
  },
  {
    rule: 'points to nothing',
    asks: creating({ ...reachable, owner_id: '99999' }),
    status: 400,
    says: /^owner_id points to no user of this account\. The operation that lists users/,
  },
  {
    rule: 'update_mask',
    asks: {
      operationKey: 'v2:updateContactCustomFieldGroup',
      parameters: { 'path:group_id': '1' },
      body: '{"name":"More"}',
    },
    status: 400,
    says: /names the properties that shall change/,
  },
  {
    rule: 'page_token',
    asks: list({ 'query:page_token': 'older' }),
    status: 400,
    says: /too old.*start from the first page/,
  },
  {
    rule: 'custom field of a filter',
    asks: list({ 'query:filter': 'given_name==Ada;shoe_size>=41' }),
    status: 400,
    says: /^shoe_size in the filter is no field of this list/,
  },
  {
    rule: 'against the document',
    asks: { operationKey: 'v2:listTags', parameters: { 'query:filter': 'shoe_size==41' } },
    status: 400,
    says: /This list has no field “shoe_size” to filter by/,
  },
  {
    rule: 'against the document',
    asks: list({ 'query:filter': 'start_update_time==2026-01-31' }),
    status: 400,
    says: /start_update_time .*milliseconds and an offset/,
  },
  {
    rule: 'against the document',
    asks: list({ 'query:order_by': 'shoe_size desc' }),
    status: 400,
    says: /order_by/,
  },
  {
    rule: 'against the document',
    asks: creating({ ...reachable, addresses: [{ field: 'HOME' }] }),
    status: 400,
    says: /addresses\[0\]\.field must be one of/,
  },
  {
    rule: 'date without time',
    asks: { operationKey: 'v1:listTasksUsingGET', parameters: { 'query:since': '2026-01-31' } },
    status: 400,
    says: /^since is not a time Keap takes/,
  },
  {
    rule: 'missing',
    asks: creating({ due_time: '2026-01-31T09:00:00.000Z' }, 'v2:createNote'),
    status: 400,
    says: /./,
  },
  {
    rule: 'not an id',
    asks: { operationKey: 'v2:getContact', parameters: { 'path:contact_id': 'ada@example.com' } },
    status: 400,
    says: /^contact_id is “ada@example\.com”, which is no id\./,
  },
  {
    rule: 'failed while reading',
    asks: reads,
    headers: fault('504-html'),
    status: 504,
    says: /waited too long\. The request only reads/,
  },
  {
    rule: 'failed while changing',
    asks: creating(reachable),
    headers: fault('502'),
    status: 502,
    says: /not known\. Look before you send it again/,
  },
];

describe('The doctor', () => {
  for (const { rule, says, ...asking } of CASES) {
    it(`knows ${rule}: ${asking.asks.operationKey} ${asking.status}`, async () => {
      const found = await diagnosed(asking);
      assert.equal(found?.rule.name, rule, found?.meaning);
      assert.match(`${found.meaning} ${found.advice}`, says);
    });
  }

  it('knows what is there already', async () => {
    const asks = creating({ name: 'Friends', max_links: 1 }, 'v2:createContactLinkType');
    assert.equal(await diagnosed({ asks, status: 201 }), undefined);
    const found = await diagnosed({ asks, status: 409 });
    assert.equal(found?.rule.name, 'there already');
    assert.match(found.advice, /change that one/);
  });

  it('says nothing of what it does not know', async () => {
    const unknown: readonly Case[] = [
      { asks: reads, headers: fault('409'), status: 409 },
      { asks: reads, headers: fault('501'), status: 501 },
      { asks: reads, headers: fault('403'), kind: 'sandbox', status: 403 },
      { asks: { operationKey: 'v2:getContact', parameters: { 'path:contact_id': '999999' } }, status: 404 },
    ];
    for (const each of unknown) {
      const found = await diagnosed(each);
      assert.equal(found?.meaning, undefined, each.asks.operationKey);
    }
  });

  const provoked = new Set(['there already', ...CASES.map(({ rule }) => rule)]);
  // Not what the sandbox refuses; test/unit/doctor has them.
  const faults = FAULT_RULES.map(({ name }) => name);
  const elsewhere = ['region', 'country code', 'read-only property', ...faults];
  it('has no rule without an answer that shows it, nor without a source', () => {
    const missing = RULES.filter(({ name }) => !provoked.has(name) && !elsewhere.includes(name));
    assert.deepEqual(missing, []);
    for (const { source } of RULES) assert.ok(source.length > 10);
  });
});
