import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { previewRows } from '../../../src/keap/runs/rows/previewRows.ts';
import { RowSetup } from '../../../src/keap/runs/rows/rowSetup.ts';
import { known, rowsOf } from './runSupport.ts';

const UPDATE = 'v2:updateContact';

function setupOf(over: Partial<RequestDraft> = {}) {
  const { operation, schemas } = known(UPDATE);
  return new RowSetup(operation, { schemas }, { ...emptyDraft(UPDATE), ...over });
}

const fillingOf = (setup: RowSetup, words: string) => {
  const target = setup.targets.find((each) => each.words === words);
  assert.ok(target, words);
  return setup.fillingOf(target);
};

test('columns go where their names say, and a person may decide otherwise', () => {
  const setup = setupOf();
  setup.takeColumns(['Id', 'First Name', 'Notes']);
  assert.deepEqual(fillingOf(setup, 'contact_id'), { by: 'column', column: 'Id', empty: 'leaveOut' });
  assert.ok(setup.fill('given_name', { by: 'nothing' }));
  assert.deepEqual(fillingOf(setup, 'given_name'), { by: 'nothing' });
  assert.ok(setup.fill('family_name', { by: 'column', column: 'Notes', empty: 'null' }));
  assert.equal(setup.mapping.length, 2);
  assert.equal(setup.fill('no such place', { by: 'nothing' }), false);
});

test('another file keeps what was decided of the columns that it has', () => {
  const setup = setupOf();
  setup.takeColumns(['Id', 'First Name']);
  setup.fill('family_name', { by: 'column', column: 'First Name', empty: 'leaveOut' });
  setup.takeColumns(['Id', 'First Name', 'Last Name']);
  assert.deepEqual(fillingOf(setup, 'family_name'), { by: 'column', column: 'First Name', empty: 'leaveOut' });
  setup.takeColumns(['Id', 'Last Name'], true);
  assert.deepEqual(fillingOf(setup, 'family_name'), { by: 'column', column: 'Last Name', empty: 'leaveOut' });
});

test('a value for all rows is typed as the place wants it, and stands in the draft of the builder as well', () => {
  const setup = setupOf({ body: '{"given_name":"Ann"}' });
  assert.deepEqual(fillingOf(setup, 'given_name'), { by: 'value', text: 'Ann' });
  assert.ok(setup.fill('family_name', { by: 'value', text: '' }));
  assert.deepEqual(fillingOf(setup, 'family_name'), { by: 'value', text: '' }, 'its field waits to be typed into');
  setup.fill('family_name', { by: 'value', text: 'Lee' });
  setup.fill('contact_id', { by: 'value', text: '7' });
  assert.deepEqual(JSON.parse(setup.draft.body), { given_name: 'Ann', family_name: 'Lee' });
  assert.equal(setup.draft.parameters['path:contact_id'], '7');
  setup.fill('given_name', { by: 'nothing' });
  assert.deepEqual(JSON.parse(setup.draft.body), { family_name: 'Lee' });
});

test('a body that is no JSON is told of and stays as it is', () => {
  const setup = setupOf({ body: '{"given_name":' });
  assert.equal(setup.fill('family_name', { by: 'value', text: 'Lee' }), false);
  assert.equal(setup.draft.body, '{"given_name":');
});

test('the first rows are shown as they would be sent, and no more is read', async () => {
  const setup = setupOf();
  const columns = ['Id', 'First Name'];
  setup.takeColumns(columns);
  let read = 0;
  const source = rowsOf(columns, [
    ['1', 'Ann'],
    ['', 'Bo'],
    ['3', 'Cy'],
  ]);
  const counting = {
    ...source,
    async *rows() {
      for await (const row of source.rows()) {
        read++;
        yield row;
      }
    },
  };
  const { operation, schemas, draft, mapping } = setup;
  const shown = await previewRows({ operation, schemas, draft, mapping, source: counting }, 2);
  assert.equal(read, 2);
  assert.deepEqual(
    shown.map(({ line, target, draft: { body }, problems }) => [line, target, body, problems]),
    [
      [2, '/crm/rest/v2/contacts/1', '{"given_name":"Ann"}', []],
      [3, '/crm/rest/v2/contacts/{contact_id}', '{"given_name":"Bo"}', ['contact_id is required.']],
    ],
  );
});
