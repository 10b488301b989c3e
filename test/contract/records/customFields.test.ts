import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Reply, useSandbox } from '../sandboxSupport.ts';

/** Paths of the eight families, each with a kind of record whose fields it describes. */
const FAMILIES = [
  ['contacts', 'CONTACT'],
  ['companies', 'COMPANY'],
  ['orders', 'ORDER'],
  ['subscriptions', 'SUBSCRIPTION'],
  ['opportunities', 'OPPORTUNITY'],
  ['tasks', 'TASK_NOTE_APPOINTMENT'],
  ['notes', 'TASK_NOTE_APPOINTMENT'],
  ['affiliates', 'REFERRAL_PARTNER'],
] as const;

describe('Custom fields', () => {
  const { send, ok } = useSandbox({ clock: () => Date.UTC(2026, 10, 20, 12) });
  const fieldIn = (model: Reply, id: unknown) => model.list('custom_fields').find((field) => field['id'] === id);

  for (const [word, type] of FAMILIES) {
    it(`of ${word} are made, listed in the model, changed and removed`, async () => {
      const base = `/v2/${word}/model`;
      const body = { label: `Mine of ${word}`, field_type: 'DROPDOWN', options: [{ label: 'One' }, { label: 'Two' }] };
      const reply = ok(await send('POST', `${base}/customFields`, body), 201);
      const field = (word === 'tasks' ? reply.at('custom_field') : reply.json) as Record<string, unknown>;
      assert.equal(field['record_type'], type);
      assert.equal(field['group_name'], 'Custom Fields', 'the group that takes in the rest');
      assert.deepEqual(field['options'], [
        { id: '1', label: 'One' },
        { id: '2', label: 'Two' },
      ]);
      assert.deepEqual(fieldIn(ok(await send('GET', base)), field['id']), field);
      const at = `${base}/customFields/${field['id']}`;
      if (word !== 'contacts') {
        const options = [{ id: '2', label: 'Second' }, { label: 'Third' }];
        const changed = ok(await send('PATCH', at, { label: 'Ours', options, group_id: field['group_id'] }));
        assert.equal(changed.at('label'), 'Ours');
        assert.deepEqual(changed.at('options'), [
          { id: '2', label: 'Second' },
          { id: '3', label: 'Third' },
        ]);
        assert.equal(changed.at('field_name'), field['field_name'], 'filters go on');
        const masked = { label: 'Masked', options: [], group_id: field['group_id'] };
        assert.deepEqual(ok(await send('PATCH', `${at}?update_mask=label`, masked)).at('options', 0, 'id'), '2');
      }
      ok(await send('DELETE', at), 204);
      assert.equal(fieldIn(ok(await send('GET', base)), field['id']), undefined);
      ok(await send('DELETE', at), 404);
    });

    it(`of ${word} have groups and tabs of their own`, async () => {
      const base = `/v2/${word}/model/customFields`;
      const tab = ok(await send('POST', `${base}/tabs`, { name: 'Événements' }), 201);
      assert.equal(tab.at('record_type'), type);
      const group = ok(await send('POST', `${base}/groups`, { name: 'Summer', tab_id: tab.at('id') }), 201);
      assert.equal(group.at('tab_id'), tab.at('id'));
      const scoped = ok(await send('GET', `${base}/groups?tab_id=${tab.at('id')}`));
      assert.deepEqual(scoped.list('groups'), [group.json]);
      assert.ok(ok(await send('GET', `${base}/groups`)).list('groups').length > 1);

      const field = { label: 'In summer', field_type: 'TEXT', group_id: group.at('id') };
      const made = ok(await send('POST', base, field), 201);
      const fieldId = made.at('id') ?? made.at('custom_field', 'id');
      ok(await send('DELETE', `${base}/groups/${group.at('id')}`), 409);
      ok(await send('DELETE', `${base}/tabs/${tab.at('id')}`), 409);
      ok(await send('DELETE', `${base}/${fieldId}`), 204);

      const masked = `${base}/groups/${group.at('id')}?update_mask=name`;
      const renamed = ok(await send('PATCH', masked, { name: 'Winter', order: 99 }));
      assert.equal(renamed.at('name'), 'Winter');
      assert.equal(renamed.at('order'), group.at('order'));
      ok(await send('PATCH', `${base}/tabs/${tab.at('id')}`, { name: 'Without a mask' }), 400);
      ok(await send('PATCH', `${base}/tabs/${tab.at('id')}?update_mask=order`, { order: 0 }));
      assert.equal(ok(await send('GET', `${base}/tabs`)).at('tabs', 0, 'id'), tab.at('id'), 'lists go by the order');

      ok(await send('DELETE', `${base}/groups/${group.at('id')}`), 204);
      ok(await send('DELETE', `${base}/tabs/${tab.at('id')}`), 204);
      ok(await send('GET', `${base}/tabs/${tab.at('id')}`), 404);
      ok(await send('GET', `${base}/groups/${group.at('id')}`), 404);
    });
  }

  it('can be used in bodies and filters at once, and take their values along when they go', async () => {
    const body = { label: 'Shoe colour', field_type: 'TEXT' };
    const field = ok(await send('POST', '/v2/contacts/model/customFields', body), 201);
    const id = field.at('id');
    const custom_fields = [{ id, content: 'Ochre' }];
    const email_addresses = [{ email: 'shoes@example.com', field: 'EMAIL1' }];
    const contact = ok(await send('POST', '/v2/contacts', { email_addresses, custom_fields }), 201);
    const filter = encodeURIComponent('SHOECOLOUR==och*');
    const found = ok(await send('GET', `/v2/contacts?filter=${filter}`));
    assert.deepEqual(
      found.list('contacts').map((each) => each['id']),
      [contact.at('id')],
    );
    const valuesIn = async (path: string) => ok(await send('GET', path)).list('custom_fields').length;
    const paths = [
      `/v2/contacts/${contact.at('id')}?fields=custom_fields`,
      `/v1/contacts/${contact.at('id')}?optional_properties=custom_fields`,
    ];
    for (const path of paths) assert.equal(await valuesIn(path), 1);
    ok(await send('DELETE', `/v2/contacts/model/customFields/${id}`), 204);
    for (const path of paths) assert.equal(await valuesIn(path), 0);
    ok(await send('GET', `/v2/contacts?filter=${filter}`), 400);

    const places = await send('GET', '/v2/tasks?fields=custom_fields&page_size=1000');
    const hasPlace = (reply: Reply) => JSON.stringify(reply.list('tasks')).includes('{"id":"24","content"');
    assert.ok(hasPlace(places));
    ok(await send('DELETE', '/v2/tasks/model/customFields/24'), 204);
    assert.ok(!hasPlace(await send('GET', '/v2/tasks?fields=custom_fields&page_size=1000')));

    const company = await send('GET', '/v2/companies/1?fields=custom_fields');
    const [value] = company.list('custom_fields');
    ok(await send('DELETE', `/v2/companies/model/customFields/${value?.['id']}`), 204);
    const left = ok(await send('GET', '/v2/companies/1?fields=custom_fields')).list('custom_fields');
    assert.deepEqual(left, company.list('custom_fields').slice(1));
  });

  it('have names that are different, whatever their labels', async () => {
    const names: unknown[] = [];
    for (const label of ['Twice', 'twice', 'TWICE', '友達', '2nd name']) {
      const made = await send('POST', '/v2/orders/model/customFields', { label, field_type: 'TEXT' });
      names.push(ok(made, 201).at('field_name'));
    }
    assert.deepEqual(names, ['Twice', 'Twice0', 'TWICE1', 'Field', 'Field2ndName']);
  });

  it('are one set for tasks, notes and appointments, and of their own for others', async () => {
    const body = { label: 'Mood', field_type: 'WholeNumber' };
    const made = ok(await send('POST', '/v1/appointments/model/customFields', body), 201);
    assert.equal(made.at('record_type'), 'TASK_NOTE_APPOINTMENT');
    for (const word of ['tasks', 'notes', 'appointments']) {
      const field = fieldIn(ok(await send('GET', `/v1/${word}/model`)), made.at('id'));
      assert.equal(field?.['field_type'], 'WholeNumber');
    }
    const asText = String(made.at('id'));
    for (const word of ['tasks', 'notes']) {
      assert.equal(fieldIn(await send('GET', `/v2/${word}/model`), asText)?.['field_type'], 'WHOLE_NUMBER');
    }
    ok(await send('DELETE', `/v2/orders/model/customFields/${asText}`), 404);
    ok(await send('GET', '/v2/orders/model/customFields/groups/1'), 404);
    ok(await send('DELETE', `/v2/notes/model/customFields/${asText}`), 204);
    assert.equal(fieldIn(await send('GET', '/v1/tasks/model'), made.at('id')), undefined);
  });

  it('of v1 hold options within options and speak of types in v1’s words', async () => {
    const options = [{ label: 'Europe', options: [{ label: 'France' }, { label: 'España' }] }, { label: 'Asia' }];
    const body = { label: 'Where', field_type: 'Drilldown', options, user_group_id: 1, group_id: 1 };
    const made = ok(await send('POST', '/v1/contacts/model/customFields', body), 201);
    assert.deepEqual(made.at('options', 0, 'label'), 'Europe');
    assert.deepEqual(made.at('options', 0, 'options', 1, 'label'), 'España');
    const model = ok(await send('GET', '/v1/contacts/model'));
    const types = new Set(model.list('custom_fields').map((field) => field['field_type']));
    assert.equal(types.size, 24, 'one of every type');
    for (const type of ['DateTime', 'SocialSecurityNumber', 'YesNo', 'TextArea', 'UserListBox'])
      assert.ok(types.has(type));
    assert.deepEqual(fieldIn(await send('GET', '/v2/contacts/model'), String(made.at('id')))?.['options'], [
      { id: '1', label: 'Europe' },
      { id: '4', label: 'Asia' },
    ]);
  });

  it('are refused where they say too little or point elsewhere', async () => {
    const base = '/v2/orders/model/customFields';
    const refused = async (method: string, path: string, body: unknown): Promise<void> => {
      ok(await send(method, path, body), 400);
    };
    await refused('POST', base, { field_type: 'TEXT' });
    await refused('POST', base, { label: ' ', field_type: 'TEXT' });
    await refused('POST', base, { label: 'x', field_type: 'Text' });
    await refused('POST', base, { label: 'x', field_type: 'TEXT', group_id: '1' });
    await refused('POST', base, { label: 'x', field_type: 'USER', user_group_id: '99' });
    await refused('POST', base, { label: 'x', field_type: 'RADIO', options: [{ label: '' }] });
    await refused('POST', `${base}/groups`, { name: 'x', tab_id: '1' });
    await refused('POST', `${base}/groups`, {});
    await refused('POST', `${base}/tabs`, { name: '' });
  });

  it('come with what else may be asked for', async () => {
    const optional = async (path: string) => ok(await send('GET', path)).at('optional_properties');
    assert.ok(((await optional('/v1/contacts/model')) as string[]).includes('job_title'));
    assert.deepEqual(await optional('/v1/companies/model'), ['notes', 'fax_number', 'custom_fields']);
    assert.deepEqual(await optional('/v1/opportunities/model'), ['custom_fields']);
    assert.deepEqual(await optional('/v1/orders/model'), []);
    assert.deepEqual(await optional('/v2/tasks/model'), ['custom_fields']);
    assert.ok(((await optional('/v2/companies/model')) as string[]).includes('website'));
    assert.ok(((await optional('/v2/contacts/model')) as string[]).includes('links'));
  });
});
