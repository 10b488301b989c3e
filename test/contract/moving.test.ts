import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Operation } from '../../src/keap/catalog/operation.ts';
import { parseExact } from '../../src/keap/exactJson.ts';
import { bodyText } from '../../src/keap/http/httpResponse.ts';
import { asList, asObject } from '../../src/keap/json.ts';
import { alignAnswers } from '../../src/keap/moving/align.ts';
import { convertDraft } from '../../src/keap/moving/convertDraft.ts';
import { draftOfCall } from '../../src/keap/request/call/callDraft.ts';
import { emptyDraft, type RequestDraft } from '../../src/keap/request/draft.ts';
import { exampleBody } from '../../src/keap/request/exampleBody.ts';
import { validateDraft } from '../../src/keap/request/validation.ts';
import { valueOfJson } from '../../src/keap/xmlrpc/xmlRpcJson.ts';
import { catalogs, operation } from '../unit/catalog/realCatalog.ts';
import { runsOn, UNLIMITED_SANDBOX } from './runSupport.ts';
import { KEY, sampleInputs, useSandbox } from './sandboxSupport.ts';
import { XML_RPC_SAMPLES } from './xmlRpcSamples.ts';

const ACCOUNT = {
  account: { contacts: 100, seed: 2026 },
  clock: () => Date.UTC(2026, 10, 20, 12),
  ...UNLIMITED_SANDBOX,
};

function callDraft(name: string, args: readonly unknown[]): RequestDraft {
  const values = args.map((each) => valueOfJson(parseExact(JSON.stringify(each))));
  return draftOfCall(operation(`xmlrpc:${name}`), values) ?? assert.fail(`${name} takes no ${JSON.stringify(args)}`);
}

/** Reads of tables about the same records in both APIs, with the fields that both show. */
const TABLE_READS: readonly (readonly [string, readonly unknown[]])[] = [
  [
    'DataService.query',
    [
      'Contact',
      20,
      0,
      { FirstName: 'Em%' },
      ['Id', 'FirstName', 'LastName', 'Email', 'Phone1', 'City', 'CompanyID', 'DateCreated'],
      'Id',
      true,
    ],
  ],
  [
    'DataService.query',
    ['Contact', 20, 0, { LastUpdated: '~>=~ 2026-10-01 00:00:00' }, ['Id', 'LastName', 'LastUpdated'], 'Id', false],
  ],
  [
    'DataService.query',
    [
      'Contact',
      20,
      0,
      { Id: [3, 4, 5] },
      ['Id', 'Email', 'OwnerID', 'JobTitle', 'StreetAddress1', 'PostalCode'],
      'Id',
      true,
    ],
  ],
  ['DataService.query', ['Company', 20, 0, {}, ['Id', 'Company', 'Website', 'City'], 'Id', true]],
  [
    'DataService.query',
    [
      'ContactGroup',
      50,
      0,
      { GroupName: 'VIP' },
      ['Id', 'GroupName', 'GroupCategoryId', 'GroupDescription'],
      'GroupName',
      true,
    ],
  ],
  ['DataService.query', ['ContactGroupAssign', 50, 0, { GroupId: 1 }, ['ContactId']]],
  ['DataService.query', ['ContactGroupAssign', 50, 0, { ContactId: 5 }, ['GroupId', 'ContactGroup', 'DateCreated']]],
  [
    'DataService.query',
    [
      'Lead',
      20,
      0,
      { StageID: 1 },
      ['Id', 'OpportunityTitle', 'ContactID', 'StageID', 'UserID', 'ProjectedRevenueHigh'],
      'DateCreated',
      true,
    ],
  ],
  ['DataService.query', ['Stage', 20, 0, {}, ['Id', 'StageName', 'StageOrder'], 'StageOrder', true]],
  [
    'DataService.query',
    [
      'ContactAction',
      20,
      0,
      { UserID: 1 },
      ['Id', 'ActionDescription', 'ActionDate', 'Priority', 'ContactId'],
      'Id',
      true,
    ],
  ],
  [
    'DataService.query',
    [
      'Job',
      20,
      0,
      { ContactId: 1 },
      ['Id', 'JobTitle', 'ContactId', 'OrderType', 'InvoiceId', 'StartDate'],
      'Id',
      true,
    ],
  ],
  [
    'DataService.query',
    ['Invoice', 20, 0, { ContactId: 1 }, ['Id', 'JobId', 'InvoiceTotal', 'TotalPaid', 'Description']],
  ],
  ['DataService.query', ['OrderItem', 20, 0, { OrderId: 1 }, ['Id', 'ProductId', 'ItemName', 'Qty', 'PPU']]],
  [
    'DataService.query',
    ['Product', 50, 0, {}, ['Id', 'ProductName', 'ProductPrice', 'Sku', 'Taxable', 'Status'], 'ProductName', true],
  ],
  [
    'DataService.query',
    ['Payment', 50, 0, { ContactId: 1 }, ['Id', 'PayAmt', 'PayDate', 'ContactId', 'PayType'], 'PayDate', true],
  ],
  [
    'DataService.query',
    [
      'RecurringOrder',
      50,
      0,
      {},
      ['Id', 'ContactId', 'SubscriptionPlanId', 'Status', 'BillingCycle', 'NextBillDate'],
      'Id',
      true,
    ],
  ],
  [
    'DataService.query',
    ['Affiliate', 20, 0, { Status: '1' }, ['Id', 'AffName', 'AffCode', 'ContactId', 'NotifyLead'], 'Id', true],
  ],
  ['DataService.query', ['LeadSource', 20, 0, {}, ['Id', 'Name', 'Status', 'Vendor'], 'Name', true]],
  ['DataService.query', ['LeadSourceExpense', 20, 0, { LeadSourceId: 1 }, ['Id', 'Title', 'Amount', 'DateIncurred']]],
  ['DataService.query', ['User', 20, 0, {}, ['Id', 'FirstName', 'LastName', 'Email']]],
  ['DataService.query', ['FileBox', 20, 0, {}, ['Id', 'FileName', 'ContactId', 'Public']]],
  ['DataService.query', ['Referral', 20, 0, {}, ['Id', 'ContactId', 'AffiliateId', 'Type'], 'Id', true]],
  ['DataService.query', ['SubscriptionPlan', 20, 0, { ProductId: 1 }, ['Id', 'Cycle', 'Frequency', 'PlanPrice']]],
  ['DataService.findByField', ['Contact', 10, 0, 'LastName', 'Smith-Jones', ['Id', 'LastName']]],
  ['DataService.load', ['Company', 1, ['Id', 'Company', 'Email', 'Website']]],
  ['DataService.load', ['Invoice', 10_001, ['Id', 'JobId', 'TotalDue']]],
  ['DataService.load', ['ContactGroup', 2, ['Id', 'GroupName']]],
  ['ContactService.load', [5, ['Id', 'FirstName', 'LastName', 'Email', 'Phone1', 'StreetAddress1', 'Country']]],
];

describe('Requests of XML-RPC and v1, converted to v2', () => {
  const sandbox = useSandbox(ACCOUNT);
  let runs: ReturnType<typeof runsOn>;
  before(() => {
    runs = runsOn({ folder: '', origin: sandbox.origin(), key: KEY });
  });
  after(() => runs.client.close());

  async function send(draft: RequestDraft): Promise<{ status: number; json: unknown }> {
    const { response } = await runs.sendFor(draft.operationKey)(draft, { signal: AbortSignal.timeout(10_000) });
    const text = await bodyText(response);
    return { status: response.status, json: /^[[{]/.test(text) ? parseExact(text) : text };
  }

  function converted(from: Operation, draft: RequestDraft) {
    const result = convertDraft(from, draft, catalogs.v2);
    return 'none' in result ? assert.fail(`${from.key}: ${result.none}`) : result;
  }

  it('answer with the same records, under the same names', async () => {
    for (const [name, args] of TABLE_READS) {
      const own = operation(`xmlrpc:${name}`);
      const draft = callDraft(name, args);
      const next = converted(own, draft);
      const said = `${name} ${JSON.stringify(args)} → ${JSON.stringify(next.draft.parameters)}`;
      assert.deepEqual(
        next.notes.filter(({ kind }) => kind === 'fill'),
        [],
        said,
      );
      assert.deepEqual(validateDraft(next.operation, catalogs.v2.schemas, next.draft), [], said);
      const [older, newer] = [await send(draft), await send(next.draft)];
      assert.equal(newer.status, 200, `${said}: ${JSON.stringify(newer.json)}`);
      const aligned = alignAnswers({ operation: own, draft }, older.json, newer.json, next.operation, catalogs.v2);
      assert.ok(aligned, said);
      const [rows, records] = [asList(aligned.older) ?? [], asList(aligned.newer) ?? []];
      assert.ok(rows.length > 0, `${said}: nothing to compare`);
      assert.deepEqual(sorted(records), sorted(rows), said);
    }
  });

  it('need nothing but what a note tells, and are no wrong requests', async () => {
    for (const [name, samples] of Object.entries(XML_RPC_SAMPLES)) {
      for (const args of samples) {
        const own = operation(`xmlrpc:${name}`);
        const result = convertDraft(own, callDraft(name, args), catalogs.v2);
        if ('none' in result) continue;
        const told = new Set(result.notes.map(({ about }) => about));
        const problems = validateDraft(result.operation, catalogs.v2.schemas, result.draft);
        const untold = problems.filter(
          ({ target, at = '' }) => !told.has(target.replace(/^\w+:/, '')) && !told.has(at.replace(/[.[].*$/, '')),
        );
        const said = `${name} ${JSON.stringify(args)} → ${JSON.stringify(result.draft)}`;
        if (untold.length > 0 && result.notes.length > 0) {
          assert.deepEqual(
            untold.filter(({ blocking }) => blocking),
            [],
            said,
          );
        } else assert.deepEqual(untold, [], said);
        if (result.operation.effect !== 'reads' || result.notes.some(({ kind }) => kind === 'fill')) continue;
        const { status, json } = await send(result.draft);
        assert.equal(status, 200, `${said}: ${JSON.stringify(json)}`);
      }
    }
  });

  it('of v1 are no wrong requests, and what reads is answered', async () => {
    const wrong: string[] = [];
    for (const own of catalogs.v1.operations) {
      const body = exampleBody(own, catalogs.v1.schemas);
      const draft = { ...emptyDraft(own.key), parameters: sampleInputs(own, catalogs.v1), body };
      const result = convertDraft(own, draft, catalogs.v2);
      if ('none' in result) continue;
      const told = new Set(result.notes.map(({ about }) => about));
      const problems = validateDraft(result.operation, catalogs.v2.schemas, result.draft);
      for (const { target, at = '', message } of problems) {
        const name = target.replace(/^\w+:/, '');
        if (!told.has(name) && !told.has(at.replace(/[.[].*$/, ''))) wrong.push(`${own.key}: ${message}`);
      }
      if (result.operation.effect !== 'reads' || result.notes.some(({ kind }) => kind === 'fill')) continue;
      const { status, json } = await send(result.draft);
      // The account has not every record that a sample asks for.
      if (status !== 200 && status !== 404)
        wrong.push(`${own.key}: ${status} ${JSON.stringify(json)} for ${JSON.stringify(result.draft)}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('of v1 list the same ids as v1', async () => {
    const drafts: [string, RequestDraft['parameters']][] = [
      ['listContactsUsingGET', { 'query:given_name': 'Emma', 'query:limit': '50', 'query:order': 'id' }],
      [
        'listContactsUsingGET',
        {
          'query:since': '2026-10-01T00:00:00.000Z',
          'query:limit': '50',
          'query:order': 'last_updated',
          'query:order_direction': 'DESCENDING',
        },
      ],
      ['getContactUsingGET', { 'path:id': '5' }],
      ['listCompaniesUsingGET', { 'query:limit': '20' }],
      ['listOpportunitiesUsingGET', { 'query:stage_id': '1', 'query:limit': '50' }],
      ['listTagsUsingGET', { 'query:category': '1', 'query:limit': '50' }],
      ['listTasksUsingGET', { 'query:user_id': '1', 'query:limit': '50' }],
      ['listOrdersUsingGET', { 'query:contact_id': '1', 'query:limit': '50' }],
      ['listProductsUsingGET', { 'query:limit': '50' }],
      ['getTagUsingGET', { 'path:id': '3' }],
      ['listSubscriptionsUsingGET', { 'query:contact_id': '1', 'query:limit': '50' }],
      ['listNotesUsingGET', { 'query:contact_id': '5', 'query:limit': '50' }],
      ['listEmailsForContactUsingGET', { 'path:contactId': '5', 'query:limit': '50' }],
      ['listUsersUsingGET', { 'query:limit': '50' }],
    ];
    for (const [name, parameters] of drafts) {
      const own = operation(`v1:${name}`);
      const draft = { ...emptyDraft(own.key), parameters };
      const next = converted(own, draft);
      const said = `${name} → ${JSON.stringify(next.draft.parameters)} ${JSON.stringify(next.notes)}`;
      assert.deepEqual(validateDraft(next.operation, catalogs.v2.schemas, next.draft), [], said);
      const [older, newer] = [await send(draft), await send(next.draft)];
      assert.equal(newer.status, 200, said);
      const ids = idsIn(older.json);
      assert.ok(ids.length > 0, `${said}: nothing to compare`);
      assert.deepEqual(idsIn(newer.json), ids, said);
    }
  });
});

function sorted(records: readonly unknown[]): unknown[] {
  return records.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The ids of an answer’s records, as text. */
function idsIn(answer: unknown): string[] {
  const members = asObject(answer) ?? {};
  const list = Object.values(members).find((value) => Array.isArray(value) && 'id' in (asObject(value[0]) ?? {}));
  const records = members['id'] === undefined ? (asList(list) ?? []) : [members];
  return records.map((record) => String(asObject(record)?.['id'])).sort();
}
