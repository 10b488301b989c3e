import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../src/keap/json.ts';
import { useSandbox } from '../sandboxSupport.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

/** Tasks, notes and appointments through both versions at once. */
describe('The sandbox remembers work:', () => {
  const { send, ok } = useSandbox({ clock: () => NOW, account: { contacts: 200 } });
  const listed = async (path: string, name: string): Promise<readonly JsonObject[]> =>
    ok(await send('GET', path)).list(name);
  const filtered = (path: string, filter: string, name: string) =>
    listed(`${path}?page_size=1000&filter=${encodeURIComponent(filter)}`, name);
  const ids = (items: readonly JsonObject[]) => items.map(({ id }) => Number(id));

  it('a task from v2 through v1 and back', async () => {
    const created = ok(
      await send('POST', '/v2/tasks?fields=custom_fields', {
        ...{ title: 'Ring', description: 'Twice', priority: 'ESSENTIAL', due_time: '2026-12-01T10:00:00+02:00' },
        ...{ assigned_to_user_id: '2', contact_id: '7', custom_fields: [{ id: '24', content: 'Office' }] },
      }),
      201,
    );
    const id = created.at('id');
    assert.deepEqual(
      ['due_time', 'completed', 'contact_id', 'created_by_user_id', 'create_time'].map((name) => created.at(name)),
      ['2026-12-01T08:00:00.000Z', false, '7', '1', '2026-11-20T12:00:00.000Z'],
    );
    assert.deepEqual(created.at('custom_fields'), [{ id: '24', content: 'Office' }]);
    const v1 = ok(await send('GET', `/v1/tasks/${id}`));
    assert.deepEqual(
      ['title', 'priority', 'due_date', 'user_id'].map((name) => v1.at(name)),
      ['Ring', 2, '2026-12-01T08:00:00.000Z', 2],
    );
    assert.equal(v1.at('contact', 'id'), 7);

    ok(await send('PATCH', `/v1/tasks/${id}`, { completed: true, priority: 1 }));
    const done = ok(await send('GET', `/v2/tasks/${id}`));
    assert.deepEqual(
      ['completed', 'completion_time', 'priority', 'description'].map((name) => done.at(name)),
      [true, '2026-11-20T12:00:00.000Z', 'CRITICAL', 'Twice'],
    );
    ok(await send('PATCH', `/v2/tasks/${id}?update_mask=completed`, { completed: false, title: 'Masked out' }));
    const again = ok(await send('GET', `/v2/tasks/${id}`));
    assert.deepEqual(
      [again.at('completed'), again.at('completion_time'), again.at('title')],
      [false, undefined, 'Ring'],
    );

    ok(await send('PUT', `/v1/tasks/${id}`, { title: 'Replaced' }));
    const replaced = ok(await send('GET', `/v2/tasks/${id}?fields=custom_fields`));
    assert.deepEqual(
      ['title', 'description', 'contact_id', 'due_time'].map((name) => replaced.at(name)),
      ['Replaced', undefined, undefined, undefined],
    );
    assert.deepEqual(replaced.at('custom_fields'), [{ id: '24', content: 'Office' }], 'v1 does not touch these');
    ok(await send('DELETE', `/v1/tasks/${id}`), 204);
    assert.equal((await send('GET', `/v2/tasks/${id}`)).status, 404);
  });

  it('tasks are found by what they are', async () => {
    const all = await listed('/v2/tasks?page_size=1000', 'tasks');
    const cases: [filter: string, fits: (task: JsonObject) => boolean][] = [
      ['user_id==2', (task) => task['assigned_to_user_id'] === '2'],
      ['user_id==UNASSIGNED', (task) => task['assigned_to_user_id'] === undefined],
      ['has_due_date==false', (task) => task['due_time'] === undefined],
      [
        'is_completed==true;priority==CRITICAL',
        (task) => task['completed'] === true && task['priority'] === 'CRITICAL',
      ],
      ['title==call*', (task) => String(task['title']).startsWith('Call')],
      ['task_ids==3,5,999999', ({ id }) => id === '3' || id === '5'],
      ['id>=40', ({ id }) => Number(id) >= 40],
      ['since_time==2026-06-01T00:00:00.000Z', (task) => String(task['modification_time']) >= '2026-06-01'],
      [
        `opportunity_id==${all.find((task) => task['opportunity_id'])?.['opportunity_id']}`,
        (task) => task['opportunity_id'] === all.find((one) => one['opportunity_id'])?.['opportunity_id'],
      ],
    ];
    for (const [filter, fits] of cases) {
      const expected = ids(all.filter(fits));
      assert.ok(expected.length > 0 && expected.length < all.length, filter);
      assert.deepEqual(ids(await filtered('/v2/tasks', filter, 'tasks')), expected, filter);
    }
    const place = await filtered('/v2/tasks', 'Outcome==Reached', 'tasks');
    assert.ok(place.length > 0 && place.length < all.length, 'by a custom field');
    const byDue = await listed('/v2/tasks?page_size=1000&order_by=due_time desc', 'tasks');
    const dues = byDue.flatMap((task) => task['due_time'] ?? []);
    assert.deepEqual(dues, dues.toSorted().reverse());

    const counts = [
      ['completed=true', (task: JsonObject) => task['completed'] === true],
      ['has_due_date=true&user_id=3', (task: JsonObject) => task['due_time'] && task['assigned_to_user_id'] === '3'],
    ] as const;
    for (const [query, fits] of counts) {
      const v1 = ok(await send('GET', `/v1/tasks?${query}&order=due_date`));
      assert.equal(v1.at('count'), all.filter(fits).length, query);
      assert.ok(String(v1.at('sync_token')).length > 0);
    }
    const own = ok(await send('GET', '/v1/tasks/search'));
    assert.equal(own.at('count'), all.filter((task) => task['assigned_to_user_id'] === '1').length);
    assert.ok(own.list('tasks').every((task) => task['user_id'] === 1));
    const of2 = ok(await send('GET', '/v1/tasks/search?user_id=2'));
    assert.equal(of2.at('count'), all.filter((task) => task['assigned_to_user_id'] === '2').length);
  });

  it('refuses tasks of nobody it knows, and those that say nothing', async () => {
    const task = { title: 'Wrong', assigned_to_user_id: '1' };
    for (const wrong of [{ contact_id: '99999' }, { opportunity_id: '99999' }, { assigned_to_user_id: '77' }]) {
      assert.equal((await send('POST', '/v2/tasks', { ...task, ...wrong })).status, 400, JSON.stringify(wrong));
    }
    assert.equal((await send('POST', '/v1/tasks', { description: 'Only this' })).status, 400);
    assert.equal((await send('POST', '/v1/tasks', { title: 'x', contact: { id: 99_999 } })).status, 400);
    assert.equal((await send('GET', '/v2/tasks?filter=user_id%3D%3D1;id!%3D4')).status, 400);
  });

  it('a note under its contact, among all notes and in v1', async () => {
    const created = ok(
      await send('POST', '/v2/contacts/9/notes', { title: 'Talk', text: 'Long', user_id: '3', is_pinned: true }),
      201,
    );
    const id = created.at('id');
    assert.deepEqual(
      [created.at('contact_id'), created.at('pinned_at'), created.at('custom_fields')],
      ['9', '2026-11-20T12:00:00.000Z', undefined],
    );
    assert.deepEqual(Object.keys(created.at('assigned_to_user') ?? {}).toSorted(), [
      ...['email_address', 'family_name', 'given_name', 'id'],
    ]);
    assert.ok(ids(await listed('/v2/contacts/9/notes', 'notes')).includes(Number(id)));
    assert.ok(ids(await filtered('/v2/notes', 'contact_id==9', 'notes')).includes(Number(id)));
    assert.equal((await send('GET', `/v2/contacts/8/notes/${id}`)).status, 404, 'of another contact');

    const v1 = ok(await send('GET', `/v1/notes/${id}`));
    assert.deepEqual(
      [v1.at('body'), v1.at('user_id'), v1.at('last_updated_by', 'user_id'), v1.at('contact_id')],
      ['Long', 3, 1, 9],
    );
    ok(await send('PATCH', `/v1/notes/${id}`, { body: 'Longer', type: 'Call' }));
    ok(await send('PATCH', `/v2/contacts/9/notes/${id}`, { user_id: '4', is_pinned: false, contact_id: '8' }));
    const moved = ok(await send('GET', `/v2/contacts/8/notes/${id}`));
    assert.deepEqual(
      ['title', 'text', 'type', 'pinned_at', 'created_by_user_id'].map((name) => moved.at(name)),
      ['Talk', 'Longer', 'Call', undefined, '3'],
    );
    assert.equal(moved.at('assigned_to_user', 'id'), '4');
    const replaced = ok(await send('PUT', `/v1/notes/${id}`, { contact_id: 8, body: 'Alone' }));
    assert.deepEqual([replaced.at('title'), replaced.at('body'), replaced.at('type')], [undefined, 'Alone', undefined]);
    ok(await send('DELETE', `/v2/contacts/8/notes/${id}`), 204);
    assert.equal((await send('GET', `/v1/notes/${id}`)).status, 404);
    assert.equal((await send('POST', '/v2/contacts/9/notes', { text: 'No title', user_id: '1' })).status, 400);
    assert.equal((await send('POST', '/v1/notes', { contact_id: 9 })).status, 400);
  });

  it('notes are found by what they are, their title by any part of it', async () => {
    const all = await listed('/v2/notes?page_size=1000', 'notes');
    const cases: [filter: string, fits: (note: JsonObject) => boolean][] = [
      ['title==follow-up*', (note) => String(note['title']).startsWith('Follow-up')],
      ['title==follow-up', (note) => String(note['title']).toLowerCase().includes('follow-up')],
      ['assigned_to_user_id==2', (note) => String(JSON.stringify(note['assigned_to_user'])).includes('"id":"2"')],
      ['id!=7', ({ id }) => id !== '7'],
      ['ids==1,2', ({ id }) => id === '1' || id === '2'],
      ['until_time==2025-12-01T00:00:00.000Z', (note) => String(note['update_time']) <= '2025-12-01'],
    ];
    for (const [filter, fits] of cases) {
      const expected = ids(all.filter(fits));
      assert.ok(expected.length > 0 && expected.length < all.length, filter);
      assert.deepEqual(ids(await filtered('/v2/notes', filter, 'notes')), expected, filter);
    }
    const v1 = ok(await send('GET', '/v1/notes?user_id=2&limit=1'));
    assert.equal(v1.at('count'), (await filtered('/v2/notes', 'assigned_to_user_id==2', 'notes')).length);
    const templates = await listed('/v2/notes/templates', 'note_templates');
    assert.ok(templates.length > 2 && templates.every(({ title }) => title));
  });

  it('an appointment', async () => {
    const before = Number(ok(await send('GET', '/v1/appointments?limit=1')).at('count'));
    const appointment = { start_date: '2027-01-05T09:00:00Z', end_date: '2027-01-05T10:00:00Z', title: 'Visit' };
    ok(await send('POST', '/v1/appointments', { ...appointment, location: 'Here', contact_id: 5, user: 2 }), 201);
    // Ids count from 1 and nothing was removed yet.
    const path = `/v1/appointments/${before + 1}`;
    const later = ok(await send('GET', '/v1/appointments?contact_id=5&since=2027-01-01T00:00:00Z'));
    assert.deepEqual([later.at('count'), later.at('appointments', 0, 'title')], [1, 'Visit']);
    assert.ok(String(later.at('sync_token')).length > 0);
    const patched = ok(await send('PATCH', path, { ...appointment, title: 'Longer visit' }));
    assert.deepEqual([patched.at('title'), patched.at('location')], ['Longer visit', 'Here']);
    const replaced = ok(await send('PUT', path, appointment));
    assert.deepEqual([replaced.at('title'), replaced.at('location')], ['Visit', undefined]);
    assert.equal(replaced.at('start_date'), '2027-01-05T09:00:00.000Z');
    assert.equal((await send('POST', '/v1/appointments', { ...appointment, contact_id: 99_999 })).status, 400);
    assert.equal((await send('POST', '/v1/appointments', { ...appointment, title: ' ' })).status, 400);
    ok(await send('DELETE', path), 204);
    assert.equal((await send('GET', path)).status, 404);
  });

  it('what is about a contact goes with it', async () => {
    const id = ok(
      await send('POST', '/v2/contacts', { phone_numbers: [{ field: 'PHONE1', number: '555-0100' }] }),
      201,
    ).at('id');
    const task = ok(await send('POST', '/v2/tasks', { contact_id: id, title: 'x', assigned_to_user_id: '1' }), 201);
    const note = ok(await send('POST', `/v2/contacts/${id}/notes`, { title: 'x', user_id: '1' }), 201);
    const opportunity = { contact_id: id, stage_id: '1', opportunity_title: 'x' };
    const deal = ok(await send('POST', '/v2/opportunities', opportunity), 201).at('id');
    ok(await send('DELETE', `/v1/contacts/${id}`), 204);
    for (const path of [`tasks/${task.at('id')}`, `opportunities/${deal}`]) {
      assert.equal((await send('GET', `/v2/${path}`)).status, 404, path);
    }
    assert.equal((await send('GET', `/v1/notes/${note.at('id')}`)).status, 404);
    assert.equal((await filtered('/v2/opportunities/stageMoves', `opportunity_id==${deal}`, 'stage_moves')).length, 0);
  });
});
