import assert from 'node:assert/strict';
import { stripTypeScriptTypes } from 'node:module';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import { isInSdk, toKeapSdk } from '../../../src/keap/codegen/keapSdk.ts';
import { sdkMethod } from '../../../src/keap/codegen/keapSdkMethod.ts';
import { emptyDraft, parameterId, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { exampleBody } from '../../../src/keap/request/exampleBody.ts';
import { isList, valueSchema } from '../../../src/keap/request/parameterValue.ts';
import { catalogs, operation, operations } from '../catalog/realCatalog.ts';
import { CALLS } from './keapSdkCalls.ts';

const ORIGIN = 'https://api.infusionsoft.com';
const { schemas } = catalogs.v2;
const inSdk = operations.filter(isInSdk);

/**
 * Signatures as they stand in keap-core-service-v2-sdk-ts 2.0.1 (`apis/*.ts`), written down by hand; `body` for the
 * parameter that is named after the request's model.
 */
const SIGNATURES: readonly (readonly [key: string, signature: string])[] = [
  ['getContact', 'ContactApi.getContact(contactId, fields?)'],
  ['listContacts', 'ContactApi.listContacts(fields?, filter?, orderBy?, pageSize?, pageToken?)'],
  ['listContactLinkTypes', 'ContactApi.listContactLinkTypes(filter?, orderBy?, pageSize?, pageToken?)'],
  ['linkContacts', 'ContactApi.linkContacts(body)'],
  ['updateContact', 'ContactApi.updateContact(contactId, body, updateMask?, fields?)'],
  ['listTagsForContact', 'ContactApi.listTagsForContact(contactId, filter?, pageToken?, orderBy?, pageSize?)'],
  [
    'updateDefaultCommissionProgram',
    'AffiliateApi.updateDefaultCommissionProgram(commissionProgramId, body, updateMask?)',
  ],
  ['createLeadSourceExpense', 'LeadSourceExpensesApi.createLeadSourceExpense(leadSourceId, body)'],
  ['getLeadSourceExpense', 'LeadSourceExpensesApi.getLeadSourceExpense(leadSourceExpenseId, leadSourceId)'],
  ['deleteLeadSourceExpense', 'LeadSourceExpensesApi.deleteLeadSourceExpense(leadSourceExpenseId, leadSourceId)'],
  [
    'updateLeadSourceExpense',
    'LeadSourceExpensesApi.updateLeadSourceExpense(leadSourceExpenseId, leadSourceId, body, updateMask?)',
  ],
  [
    'listLeadSourceExpenses',
    'LeadSourceExpensesApi.listLeadSourceExpenses(leadSourceId, filter?, orderBy?, pageSize?, pageToken?)',
  ],
  ['addContactsToAutomationSequence', 'AutomationApi.addContactsToAutomationSequence(automationId, sequenceId, body)'],
  ['deleteAutomation', 'AutomationApi.deleteAutomation(automationIds)'],
  ['deleteCategories', 'AutomationCategoryApi.deleteCategories(ids)'],
  ['patchCategory', 'AutomationCategoryApi.patchCategory(id, body)'],
  ['updateUser', 'UsersApi.updateUser(userId, body, updateMask?)'],
  ['listPaginatedUsers', 'UsersApi.listPaginatedUsers(filter?, orderBy?, pageSize?, pageToken?)'],
  ['applyTags', 'TagsApi.applyTags(tagId, body)'],
  ['listCompaniesForTagId', 'TagsApi.listCompaniesForTagId(tagId, filter?, orderBy?, pageSize?, pageToken?)'],
  [
    'updateSubscriptionPlan',
    'SubscriptionPlansApi.updateSubscriptionPlan(productId, subscriptionPlanId, body, updateMask?)',
  ],
  ['deactivatePaymentMethod', 'PaymentMethodsApi.deactivatePaymentMethod(contactId, paymentMethodId)'],
  ['listOpportunities', 'OpportunityApi.listOpportunities(fields?, filter?, orderBy?, pageSize?, pageToken?)'],
  ['listReports', 'ReportingApi.listReports(filter?, orderBy?, pageSize?, pageToken?)'],
];

/** What `index.ts` of SDK 2.0.1 exports, without the `Api` at the end. */
const CLASSES = `Affiliate Automation AutomationCategory BusinessProfile Campaign CategoryDiscounts Company Contact
  Email EmailAddress Files FreeTrialDiscounts Integrations LeadScore LeadSourceCategories LeadSourceExpenses
  LeadSourceRecurringExpenses LeadSources Locale Merchants Note Opportunity OrderTotalDiscounts Orders
  PaymentMethodConfigs PaymentMethods ProductCategories ProductDiscounts ProductInterestBundles Products Referral
  Reporting Sales Settings Shipping ShippingDiscounts SubscriptionPlans Subscriptions Tags Task UserGroups Users
  Webforms`;

test('methods and their arguments are those of the SDK', () => {
  for (const [id, expected] of SIGNATURES) {
    const { className, name, arguments: list } = sdkMethod(operation(`v2:${id}`));
    const names = list.map((argument) => `${argument.name}${argument.required ? '' : '?'}`);
    assert.equal(`${className}.${name}(${names.join(', ')})`, expected);
  }
});

test('every tag has its class', () => {
  const classes = new Set(inSdk.map((one) => sdkMethod(one).className));
  assert.deepEqual(
    [...classes].sort(),
    CLASSES.split(/\s+/)
      .map((name) => `${name}Api`)
      .sort(),
  );
});

test('names with digits and underscores are spelled as the SDK does', () => {
  assert.equal(sdkMethod(operation('v2:listPaymentMethods_1')).name, 'listPaymentMethods1');
  const code = codeOf('linkContacts', { body: '{"contact1_id":"1","contact2_id":"2","link_type_id":"3"}' });
  assert.match(code, /contact1Id: '1',\n {2}contact2Id: '2',\n {2}linkTypeId: '3',/);
});

for (const { id, draft, expected } of CALLS) {
  test(`the code of ${id} is as expected`, () => assert.equal(codeOf(id, draft), expected));
}

/** Why the SDK cannot do it, for the only operations of which that is so. */
const REASONS: Readonly<Record<string, RegExp>> = {
  'v2:createFile': /parts of a form/,
  'v2:updateFile': /parts of a form/,
  'v2:createImageFile': /parts of a form/,
  'v2:createProductImage': /parts of a form/,
  'v2:runReport': /paging/,
};

test('of all operations the example is TypeScript that passes what the draft has', () => {
  let written = 0;
  for (const one of inSdk) {
    const draft = exampleDraft(one);
    const sdk = toKeapSdk({ operation: one, schemas, draft, origin: ORIGIN });
    const reason = REASONS[one.key];
    if ('reason' in sdk) {
      assert.match(sdk.reason, reason ?? /^$/, one.key);
      continue;
    }
    written++;
    assert.equal(reason, undefined, one.key);
    const { method, passed } = called(sdk.code);
    assert.equal(method, `${sdkMethod(one).className}.${sdkMethod(one).name}`);
    const body = draft.body === '' ? [] : leaves(JSON.parse(draft.body));
    const texts = Object.values(draft.parameters).flat();
    assert.deepEqual(passed.flatMap(leaves).map(String).sort(), [...body, ...texts].map(String).sort(), one.key);
  }
  assert.equal(written, 394);
  assert.equal(inSdk.length, 399);
});

test('version 1 is not in the SDK', () => {
  assert.ok(!isInSdk(operation('v1:listContactsUsingGET')));
});

test('what the SDK would not send as it stands has a reason', () => {
  const expense = { 'path:lead_source_id': '1' };
  const cases: readonly (readonly [id: string, draft: Partial<RequestDraft>, reason: RegExp])[] = [
    ['getContact', {}, /needs contactId: fill it in/],
    ['createTag', {}, /needs body: fill it in/],
    ['createTag', { body: '{' }, /a body that is JSON/],
    ['createTag', { body: '[]' }, /another kind of value at body/],
    ['createTag', { body: '{"category":"VIP"}' }, /another kind of value at category/],
    ['listContacts', { parameters: { 'query:page_size': 'ten' } }, /page_size must be a whole number/],
    ['deleteAutomation', { parameters: { 'query:automation_ids': ['9007199254740993'] } }, /digits of automation_ids/],
    ['createLeadSourceExpense', { parameters: expense, body: '{"amount":12345678901234567890}' }, /digits of amount/],
    ['createLeadSourceExpense', { parameters: expense, body: '{"incurred_time":"2026-01-31"}' }, /give incurred_time/],
    [
      'createLeadSourceExpense',
      { parameters: expense, body: '{"incurred_time":"2026-01-31T09:00:00.123456Z"}' },
      /give incurred_time/,
    ],
  ];
  for (const [id, draft, reason] of cases) {
    const sdk = toKeapSdk({ operation: operation(`v2:${id}`), schemas, draft: filled(id, draft), origin: ORIGIN });
    assert.match('reason' in sdk ? sdk.reason : sdk.code, reason);
    assert.ok('reason' in sdk, id);
  }
});

test('a property that the SDK does not know is named and left out', () => {
  const code = codeOf('createTag', { body: '{"name":"VIP","category":{"id":"1","a\\u2028b":1},"colour":"red"}' });
  assert.match(code, /^\/\/ The SDK does not know these and leaves them out: category\.a b, colour\.$/m);
  assert.equal(JSON.stringify(called(code).passed), '[{"name":"VIP","category":{"id":"1"}}]');
});

test('a list that the SDK sends as it stands has the names of the server', () => {
  const attachments = '[{"file_name":"a.txt","file_data":"YQ=="}]';
  const code = codeOf('sendEmail', { body: `{"user_id":"1","attachments":${attachments}}` });
  assert.match(code, /\] as never,\n/);
  assert.equal(JSON.stringify(called(code).passed), `[{"userId":"1","attachments":${attachments}}]`);
});

test('free values keep their names, whatever they are', () => {
  const content = '{"a_b":1,"x y":[true,null],"__proto__":{"c_d":"e"}}';
  const code = codeOf('createContact', { body: `{"custom_fields":[{"id":"7","content":${content}}]}` });
  const { passed } = called(code);
  assert.equal(JSON.stringify(passed), `[{"customFields":[{"id":"7","content":${content}}]}]`);
});

test('a server that is not Keap’s is named in the code', () => {
  const one = operation('v2:getContact');
  const draft = filled('getContact', { parameters: { 'path:contact_id': '7' } });
  const sdk = toKeapSdk({ operation: one, schemas, draft, origin: 'http://127.0.0.1:4010' });
  assert.match(
    'code' in sdk ? sdk.code : '',
    /baseServer: new ServerConfiguration\('http:\/\/127\.0\.0\.1:4010\/crm', \{\}\),/,
  );
});

test('a key typed into the request does not leave with the code', () => {
  const code = codeOf('createTag', { body: `{"name":"KeapAK-${'e5'.repeat(25)}"}` });
  assert.ok(!code.includes('e5e5'));
  assert.match(code, /process\.env\.KEAP_API_KEY/);
});

function filled(id: string, draft: Partial<RequestDraft>): RequestDraft {
  return { ...emptyDraft(`v2:${id}`), ...draft };
}

function codeOf(id: string, draft: Partial<RequestDraft>): string {
  const sdk = toKeapSdk({ operation: operation(`v2:${id}`), schemas, draft: filled(id, draft), origin: ORIGIN });
  assert.ok('code' in sdk, 'reason' in sdk ? sdk.reason : '');
  return sdk.code;
}

/** Every parameter filled in, and the example's body. */
function exampleDraft(one: Operation): RequestDraft {
  const inputs = one.parameters.map((parameter) => {
    const { enum: choices, type } = valueSchema(parameter, schemas);
    const text = choices ? String(choices[0]) : type === 'boolean' ? 'true' : '7';
    return [parameterId(parameter), isList(parameter, schemas) ? [text] : text];
  });
  return { ...emptyDraft(one.key), parameters: Object.fromEntries(inputs), body: exampleBody(one, schemas) };
}

/** What is called when the code runs, on an SDK that only listens. */
function called(code: string): { readonly method: string; readonly passed: readonly unknown[] } {
  const calls: { readonly method: string; readonly passed: readonly unknown[] }[] = [];
  const methods = (className: string) =>
    new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...passed: unknown[]) =>
            void calls.push({ method: `${className}.${String(name)}`, passed }),
      },
    );
  const exported = (name: string) => new Proxy(class {}, { construct: () => methods(name) });
  const sdk = new Proxy(
    {},
    { get: (_, name) => (name === 'createConfiguration' ? () => ({}) : exported(String(name))) },
  );
  const plain = stripTypeScriptTypes(code).replace(/^import (\{[^}]*\}) from '[^']*';$/m, 'const $1 = sdk;');
  const context = { sdk, process: { env: {} }, console: { log: () => undefined }, Set, Date };
  runInNewContext(`(async () => {${plain}\n})()`, context);
  const [only] = calls;
  assert.ok(only && calls.length === 1);
  return only;
}

/** All that is no object or list in a value, dates as their text. */
function leaves(value: unknown): unknown[] {
  if (value instanceof Date) return [value.toISOString()];
  if (value instanceof Set) return [...value].flatMap(leaves);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
