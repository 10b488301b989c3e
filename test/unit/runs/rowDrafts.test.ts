import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberOf } from '../../../src/keap/exactJson.ts';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { type ColumnMapping, parseColumnMapping } from '../../../src/keap/runs/rows/mapping.ts';
import { proposeMapping } from '../../../src/keap/runs/rows/proposeMapping.ts';
import { RowDrafts } from '../../../src/keap/runs/rows/rowDrafts.ts';
import { known } from './runSupport.ts';

function proposed(key: string, columns: readonly string[]) {
  const { operation, schemas } = known(key);
  return proposeMapping(columns, operation, schemas);
}

function drafts(
  key: string,
  columns: readonly string[],
  over: Partial<RequestDraft> = {},
  mapping?: readonly ColumnMapping[],
) {
  const draft = { ...emptyDraft(key), ...over };
  return new RowDrafts({ ...known(key), draft, columns, mapping: mapping ?? proposed(key, columns) });
}

const places = (key: string, columns: readonly string[]) =>
  proposed(key, columns).map(({ column, target }) => [
    column,
    target.in === 'body' ? target.path.join('.') : target.id,
  ]);

test('columns go where their names lead', () => {
  assert.deepEqual(
    places('v2:createContact', ['First Name', 'last_name', 'E-Mail', 'Email 2', 'Phone', 'City', 'Shoe size']),
    [
      ['First Name', 'given_name'],
      ['last_name', 'family_name'],
      ['E-Mail', 'email_addresses.0.email'],
      ['Email 2', 'email_addresses.1.email'],
      ['Phone', 'phone_numbers.0.number'],
      ['City', 'addresses.0.locality'],
    ],
  );
  assert.deepEqual(places('v2:updateContact', ['Id', 'given_name']), [
    ['Id', 'path:contact_id'],
    ['given_name', 'given_name'],
  ]);
  assert.deepEqual(places('v2:applyTags', ['Id', 'Contact ID', 'tag_id']), [
    ['Contact ID', 'contact_ids'],
    ['tag_id', 'path:tag_id'],
  ]);
  // Two columns never go to one place.
  assert.deepEqual(places('v2:deleteContact', ['Id', 'Contact Id']), [['Contact Id', 'path:contact_id']]);
});

test('cells become what their schema wants, in the draft that all rows have in common', () => {
  const draft = { parameters: { 'query:fields': ['id'] }, body: '{"job_title":"Chef","email_addresses":[]}' };
  const rows = drafts('v2:updateContact', ['Id', 'First Name', 'Email', 'Email 2', 'Phone'], draft);
  const made = rows.draftOf(['17', 'Ann', 'a@b.c', '', '']);
  assert.deepEqual(made.parameters, { 'query:fields': ['id'], 'path:contact_id': '17' });
  assert.deepEqual(JSON.parse(made.body), {
    job_title: 'Chef',
    email_addresses: [{ field: 'EMAIL1', email: 'a@b.c' }],
    given_name: 'Ann',
  });
});

test('an empty cell leaves its item of a list out, unless the draft says something of it', () => {
  const body = '{"email_addresses":[{"email":"fixed@b.c","field":"EMAIL1"}]}';
  const mapping: ColumnMapping[] = [
    { column: 'reason', target: { in: 'body', path: ['email_addresses', 0, 'opt_in_reason'] }, empty: 'leaveOut' },
  ];
  const rows = drafts('v2:createContact', ['reason'], { body }, mapping);
  assert.deepEqual(JSON.parse(rows.draftOf(['']).body), JSON.parse(body));
  assert.equal(JSON.parse(rows.draftOf(['said']).body).email_addresses[0].opt_in_reason, 'said');
  const field = drafts('v2:createContact', ['shoe'], { body: '{"custom_fields":[{"id":"12"}]}' }, [
    { column: 'shoe', target: { in: 'body', path: ['custom_fields', 0, 'content'] }, empty: 'leaveOut' },
  ]);
  assert.deepEqual(JSON.parse(field.draftOf(['43']).body), { custom_fields: [{ id: '12', content: '43' }] });
  // To Keap an empty list says to clear what is there.
  assert.deepEqual(JSON.parse(field.draftOf(['']).body), {});
});

test('an empty cell means what was chosen', () => {
  const at = (empty: ColumnMapping['empty'], cell: unknown) => {
    const target = { in: 'body', path: ['given_name'] } as const;
    const rows = drafts('v2:updateContact', ['a'], { body: '{"given_name":"As it is"}' }, [
      { column: 'a', target, empty },
    ]);
    return JSON.parse(rows.draftOf([cell]).body).given_name;
  };
  assert.deepEqual([at('leaveOut', ''), at('null', ''), at('text', '')], ['As it is', null, '']);
  // JSON's own null is meant.
  assert.equal(at('leaveOut', null), null);
  assert.equal(at('leaveOut', undefined), 'As it is');
});

test('numbers keep their digits, choices their spelling, lists their items', () => {
  const key = 'v1:createContactUsingPOST';
  const at = (path: (string | number)[], cell: unknown) => {
    const rows = drafts(key, ['a'], {}, [{ column: 'a', target: { in: 'body', path }, empty: 'leaveOut' }]);
    return rows.draftOf([cell]).body;
  };
  assert.equal(at(['owner_id'], '12345678901234567890'), '{"owner_id":12345678901234567890}');
  assert.equal(at(['owner_id'], numberOf('12345678901234567890')), '{"owner_id":12345678901234567890}');
  // What is no number is sent as it is, and the check tells of it.
  assert.equal(at(['owner_id'], 'seven'), '{"owner_id":"seven"}');
  assert.equal(at(['given_name'], numberOf('007.10'.slice(2))), '{"given_name":"7.10"}');
  assert.equal(at(['source_type'], 'import'), '{"source_type":"IMPORT"}');
  const tags = drafts('v1:applyTagsToContactIdUsingPOST', ['contactId', 'tagIds']);
  assert.equal(tags.draftOf(['1', '3; 4']).body, '{"tagIds":[3,4]}');
  assert.equal(tags.draftOf(['1', '3,4,']).body, '{"tagIds":[3,4]}');
  assert.equal(tags.draftOf(['1', '[3]']).body, '{"tagIds":[3]}');
  assert.equal(tags.draftOf([1, [3]]).body, '{"tagIds":[3]}');
});

test('a column cannot reach out of its place', () => {
  const at = (path: (string | number)[]) => {
    const rows = drafts('v2:createContact', ['a'], {}, [
      { column: 'a', target: { in: 'body', path }, empty: 'leaveOut' },
    ]);
    return rows.draftOf(['"},"x":{"']).body;
  };
  assert.equal(at(['__proto__', 'given_name']), '{"__proto__":{"given_name":"\\"},\\"x\\":{\\""}}');
  assert.equal(({} as Record<string, unknown>)['given_name'], undefined);
});

test('a body that is no JSON is refused before anything is made of it', () => {
  assert.throws(() => drafts('v2:createContact', ['First Name'], { body: '{' }), SyntaxError);
});

test('mappings are parsed from stored data, and nothing else', () => {
  const good = { column: 'a', target: { in: 'body', path: ['x', 0, 'y'] }, empty: 'null' };
  assert.deepEqual(parseColumnMapping(good), good);
  for (const bad of [
    null,
    {},
    { column: 'a' },
    { ...good, target: { in: 'body', path: [{}] } },
    { ...good, target: { in: 'body', path: [1e9] } },
    { column: 'a', target: { in: 'parameter' } },
  ]) {
    assert.equal(parseColumnMapping(bad), undefined);
  }
});
