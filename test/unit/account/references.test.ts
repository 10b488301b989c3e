import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, type Kind, manyOf } from '../../../src/keap/account/kinds.ts';
import { listingOf, readingOf } from '../../../src/keap/account/listing.ts';
import { type Place, type Reference, referenceOf } from '../../../src/keap/account/references.ts';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import { resolveSchema, type Schema, schemaType } from '../../../src/keap/catalog/schema.ts';
import { catalogs, operation, operations } from '../catalog/realCatalog.ts';

/** Every place of an operation where a value may stand. */
function placesOf({ version, parameters, query, requestBody, responses }: Operation): Place[] {
  const { schemas } = catalogs[version];
  const places: Place[] = [];
  for (const { in: where, name } of parameters) if (where !== 'header') places.push({ in: where, path: [name] });
  for (const { name } of query?.filter?.fields ?? []) places.push({ in: 'filter', path: [name] });
  const walk = (where: 'body' | 'answer', schema: Schema | undefined, path: (string | number)[], above: string[]) => {
    const name = schema?.$ref;
    if (name !== undefined && above.includes(name)) return;
    const inside = name === undefined ? above : [...above, name];
    const { properties, items, ...resolved } = resolveSchema(schema, schemas);
    if (properties) {
      for (const [key, member] of Object.entries(properties)) walk(where, member, [...path, key], inside);
    } else if (items) walk(where, items, [...path, 0], inside);
    else if (schemaType(resolved) !== 'object' && path.length > 0) places.push({ in: where, path });
  };
  walk('body', requestBody?.schema, [], []);
  for (const { schema } of Object.values(responses)) walk('answer', schema, [], []);
  return places;
}

const all = operations.flatMap((each) =>
  placesOf(each).map((place) => ({ operation: each, place, reference: referenceOf(each, place) })),
);
const lastName = ({ path }: Place) => path.findLast((step): step is string => typeof step === 'string') ?? '';

function at(key: string, place: Place['in'], ...path: (string | number)[]): string | undefined {
  const found: Reference | undefined = referenceOf(operation(key), { in: place, path });
  return found && `${found.kind} ${found.holds}`;
}

/** What ends like an id and leads to no record, by why. */
const NO_REFERENCES = [
  {
    why: 'ids of other systems, or of Keap as a whole',
    names:
      'account_id created_by_global_id external_reference_id external_transaction_id global_user_id infusionsoft_id ' +
      'keapSourceId keap_id keap_source_id original_provider_id provider_source_id remote_file_key session_key ' +
      'tenant_id unique_site_id',
  },
  {
    why: 'no operation lists or reads what they name',
    names:
      'contactUtmId flow_id funnel_id goal_id instance_id invoice_id jgraph_id jobRecurringId next_item_id ' +
      'previous_item_id refund_invoice_payment_id specialId special_item_id status_id taxTemplateId',
  },
  { why: 'only a list has them', names: 'next_sequence_ids payment_id previous_sequence_ids refund_payment_id' },
  { why: 'of which kind they are, another property or nothing says', names: 'entity_id interest_id sequence_id' },
  { why: 'no ids', names: 'order_by' },
];

test('how many places of the 540 operations are references, as reviewed', () => {
  const count = (where: Place['in']) => all.filter(({ place, reference }) => place.in === where && reference).length;
  assert.equal(operations.length, 540);
  assert.deepEqual(
    Object.fromEntries((['path', 'query', 'filter', 'body', 'answer'] as const).map((where) => [where, count(where)])),
    { path: 377, query: 36, filter: 90, body: 346, answer: 1357 },
  );
});

test('every path parameter is a reference but those that are words', () => {
  const others = all.filter(({ place, reference }) => place.in === 'path' && !reference);
  assert.deepEqual(
    [
      ...new Set(
        others.map(({ operation: { path }, place }) => `${path.slice('/crm/rest'.length)} ${lastName(place)}`),
      ),
    ],
    [
      '/v2/automations/{automation_id}/sequences/{sequence_id}:addContacts sequence_id',
      '/v1/campaigns/goals/{integration}/{callName} integration',
      '/v1/campaigns/goals/{integration}/{callName} callName',
    ],
  );
});

test('names that end like ids and are no references, as reviewed', () => {
  const idLike = /(^|_)ids?$|Ids?$|_by$|_key$/;
  const others = all.filter(({ place, reference }) => !reference && idLike.test(lastName(place)));
  const names = new Set(others.map(({ place }) => lastName(place)).filter((name) => name !== 'id'));
  assert.deepEqual([...names].sort(), NO_REFERENCES.flatMap(({ names: some }) => some.split(' ')).sort());
});

test('every kind is referred to somewhere, but for those that are only looked up', () => {
  const referred = new Set(all.flatMap(({ reference }) => reference?.kind ?? []));
  assert.deepEqual(
    KINDS.filter((kind) => !referred.has(kind)),
    ['customFieldTab:appointments'],
  );
});

test('the operations of every kind are there, and take what is said', () => {
  for (const kind of KINDS) {
    const listing = listingOf(kind);
    const reading = readingOf(kind);
    for (const each of [listing, ...(reading ? [reading] : [])]) {
      const { method, parameters } = operation(each.operation);
      assert.equal(method, 'GET', kind);
      const given = [...(each.within ?? []).map(({ parameter }) => parameter)];
      if ('parameter' in each) given.push(each.parameter);
      const wanted = parameters.filter(({ in: where }) => where === 'path').map(({ name }) => name);
      assert.deepEqual(given.sort(), wanted.sort(), kind);
    }
    const known = operation(listing.operation).query?.filter?.fields ?? [];
    for (const field of listing.search ?? []) {
      const name = field.replace(/\*$/, '');
      const facts = known.find((each) => each.name === name);
      assert.ok(facts, `${kind} ${name}`);
      if (field.endsWith('*')) assert.ok(facts.prefix, `${kind} ${name} takes a prefix`);
    }
    assert.match(manyOf(kind), /s$|ia$/);
  }
});

test('a list’s items, and what one record’s answer is, are of the kind that the list is of', () => {
  const wrong: string[] = [];
  const check = (kind: Kind, key: string, ...path: (string | number)[]) => {
    const found = referenceOf(operation(key), { in: 'answer', path });
    if (found?.kind !== kind) wrong.push(`${kind}: ${key} ${path.join('.')} ${found?.kind}`);
  };
  for (const kind of KINDS) {
    const { operation: key, items, id } = listingOf(kind);
    if (id !== '') check(kind, key, ...(items === undefined ? [0] : [items, 0]), ...id.split('.'));
  }
  // Appointments share their custom fields with notes.
  assert.deepEqual(
    wrong.filter((words) => !/^customField(Group|Tab):appointments: v2:listNote/.test(words)),
    [],
  );
});

test('the traps', () => {
  assert.equal(at('v2:listContacts', 'answer', 'contacts', 0, 'id'), 'contact one');
  assert.equal(at('v2:listContacts', 'answer', 'contacts', 3, 'company', 'id'), 'company one');
  assert.equal(at('v2:listContacts', 'answer', 'contacts', 3, 'tag_ids', 0), 'tag list');
  assert.equal(at('v2:listContacts', 'answer', 'contacts', 3, 'groups'), 'tag joined');
  assert.equal(at('v2:listContacts', 'answer', 'contacts', 3, 'account_id'), undefined);
  assert.equal(at('v2:listContacts', 'answer', 'contacts', 3, 'custom_fields', 0, 'id'), 'customField:contacts one');
  assert.equal(at('v2:listContacts', 'filter', 'ids'), 'contact list');
  assert.equal(at('v2:listContacts', 'filterField', 'x'), 'customField:contacts name');
  assert.equal(at('v2:retrieveContactModel', 'answer', 'custom_fields', 0, 'options', 0, 'id'), undefined);
  assert.equal(at('v2:listNotes', 'answer', 'notes', 0, 'custom_fields', 0, 'id'), 'customField:notes one');
  assert.equal(at('v2:getOrder', 'answer', 'id'), 'order one');
  assert.equal(at('v2:getOrder', 'answer', 'order_items', 0, 'id'), 'orderItem one');
  assert.equal(at('v2:getOrder', 'answer', 'shipping_information', 'id'), undefined);
  assert.equal(at('v2:listTags', 'filter', 'category_id'), 'tagCategory one');
  assert.equal(at('v2:getProductCategory', 'path', 'category_id'), 'productCategory one');
  assert.equal(at('v2:listTransactions', 'answer', 'transactions', 0, 'order_ids', 0), 'order list');
  assert.equal(at('v1:listTransactionsUsingGET', 'answer', 'transactions', 0, 'order_ids'), 'order joined');
  assert.equal(at('v1:getContactUsingGET', 'path', 'id'), 'contact one');
  assert.equal(at('v1:getTagUsingGET', 'path', 'id'), 'tag one');
  assert.equal(at('v1:createContactUsingPOST', 'body', 'addresses', 0, 'region'), 'province one');
  assert.equal(at('v2:createContact', 'body', 'addresses', 0, 'region'), undefined);
  assert.equal(at('v2:createContact', 'body', 'addresses', 0, 'region_code'), 'province one');
  assert.equal(at('v2:createContact', 'body', 'custom_fields', 0, 'content'), 'customField:contacts content');
});
