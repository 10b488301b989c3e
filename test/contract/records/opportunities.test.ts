import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { asObject, type JsonObject } from '../../../src/keap/json.ts';
import { type Reply, sandboxClient } from '../sandboxSupport.ts';

/** Opportunities, their stages and how they move, through both versions at once. */
describe('The sandbox remembers opportunities:', () => {
  let client: Awaited<ReturnType<typeof sandboxClient>>;
  let send: typeof client.send;
  let now = Date.UTC(2026, 10, 20, 12);
  before(async () => {
    client = await sandboxClient({ clock: () => now, account: { contacts: 400 } });
    send = client.send;
  });
  after(() => client.close());

  const ok = (reply: Reply, status = 200): Reply => {
    assert.equal(reply.status, status, reply.text);
    return reply;
  };
  const listed = async (path: string, name: string): Promise<readonly JsonObject[]> =>
    ok(await send('GET', path)).list(name);
  const filtered = (filter: string) =>
    listed(`/v2/opportunities?page_size=1000&filter=${encodeURIComponent(filter)}`, 'opportunities');
  const movesOf = (id: unknown) =>
    listed(`/v2/opportunities/stageMoves?order_by=move_date%20asc&filter=opportunity_id%3D%3D${id}`, 'stage_moves');
  const ids = (items: readonly JsonObject[]) => items.map(({ id }) => Number(id));
  const within = (item: JsonObject, name: string, inner: string) => asObject(item[name])?.[inner];

  it('one from v2 through v1 and back, with its moves', async () => {
    const created = ok(
      await send('POST', '/v2/opportunities?fields=custom_fields,status,stage_entrance_time', {
        ...{ opportunity_title: 'Deal', contact_id: '11', stage_id: '2', user_id: '3', include_in_forecast: true },
        ...{ projected_revenue_low: 10, projected_revenue_high: 20.5, estimated_close_time: '2027-01-01T00:00:00Z' },
        custom_fields: [{ id: '18', content: 'Them' }],
      }),
      201,
    );
    const id = created.at('id');
    assert.deepEqual(created.at('custom_fields'), [{ id: '18', content: 'Them' }]);
    assert.deepEqual([created.at('status'), created.at('stage_entrance_time')], ['Active', '2026-11-20T12:00:00.000Z']);
    assert.equal(created.at('stage', 'name'), 'Contacting');
    assert.equal(created.at('stage', 'details', 'checklist_items', 0, 'description'), 'Call');
    const contact = ok(await send('GET', '/v2/contacts/11'));
    assert.equal(created.at('contact', 'last_name'), contact.at('family_name'));

    now += 60_000;
    const body = { contact: { id: 11 }, stage: { id: 5 }, opportunity_title: 'Deal!' };
    const patched = ok(await send('PATCH', `/v1/opportunities/${id}`, body));
    assert.deepEqual(
      [patched.at('stage', 'id'), patched.at('include_in_forecast'), patched.at('custom_fields')],
      [5, 1, undefined],
    );
    assert.equal(patched.at('estimated_close_date'), '2027-01-01T00:00:00.000Z');
    const won = ok(await send('GET', `/v2/opportunities/${id}?fields=status,stage_entrance_time`));
    assert.deepEqual(
      ['opportunity_title', 'status', 'stage_entrance_time', 'projected_revenue_high'].map((name) => won.at(name)),
      ['Deal!', 'Won', '2026-11-20T12:01:00.000Z', 20.5],
    );
    const moves = await movesOf(id);
    assert.deepEqual(
      moves.map((move) => [move['move_from_stage_id'], move['move_to_stage_id'], move['prev_stage_move_time']]),
      [
        ['0', '2', undefined],
        ['2', '5', '2026-11-20T12:00:00.000Z'],
      ],
    );
    assert.deepEqual(ok(await send('GET', `/v2/opportunities/stageMoves/${moves[1]?.['id']}`)).json, moves[1]);
    ok(
      await send('PATCH', `/v2/opportunities/${id}?update_mask=opportunity_title`, { opportunity_title: 'Same stage' }),
    );
    assert.equal((await movesOf(id)).length, 2);

    const replaced = ok(await send('PUT', '/v1/opportunities', { ...body, id: Number(id) }));
    assert.deepEqual([replaced.at('opportunity_title'), replaced.at('user')], ['Deal!', undefined]);
    assert.equal(replaced.at('projected_revenue_high'), undefined);
    assert.equal((await send('PUT', '/v1/opportunities', body)).status, 400, 'without an id');
    assert.equal((await send('PUT', '/v1/opportunities', { ...body, id: 99_999 })).status, 404);

    const task = { title: 'About it', assigned_to_user_id: '1', opportunity_id: id };
    const taskId = ok(await send('POST', '/v2/tasks', task), 201).at('id');
    ok(await send('DELETE', `/v2/opportunities/${id}`), 204);
    assert.equal((await send('GET', `/v1/opportunities/${id}`)).status, 404);
    assert.equal((await movesOf(id)).length, 0);
    assert.equal(ok(await send('GET', `/v2/tasks/${taskId}`)).at('opportunity_id'), undefined);
  });

  it('they are found by what they and their contacts are', async () => {
    const all = await listed('/v2/opportunities?page_size=1000', 'opportunities');
    const some = all.find((one) => within(one, 'contact', 'city') && within(one, 'contact', 'phone_number'));
    assert.ok(some);
    const city = String(within(some, 'contact', 'city'));
    const phone = String(within(some, 'contact', 'phone_number'));
    const source = String(all.find((one) => one['lead_source'])?.['lead_source']);
    const cases: [filter: string, fits: (one: JsonObject) => boolean][] = [
      ['stage_id==3', (one) => within(one, 'stage', 'id') === '3'],
      ['user_id==2', (one) => within(one, 'user', 'id') === '2'],
      ['opportunity_title==workshop*', (one) => String(one['opportunity_title']).startsWith('Workshop')],
      [
        `contact_city==${city.slice(0, 3)}*`,
        (one) => String(within(one, 'contact', 'city')).startsWith(city.slice(0, 3)),
      ],
      [`contact_phone==${phone}`, (one) => within(one, 'contact', 'phone_number') === phone],
      [`lead_source_name==${source}`, (one) => one['lead_source'] === source],
      ['opportunity_id<=9', ({ id }) => Number(id) <= 9],
      ['ids==1,4', ({ id }) => id === '1' || id === '4'],
      ['projected_revenue_low>2500', (one) => Number(one['projected_revenue_low']) > 2500],
      ['projected_revenue_high<=3000', (one) => Number(one['projected_revenue_high']) <= 3000],
      [
        `contact_id==${within(some, 'contact', 'id')}`,
        (one) => within(one, 'contact', 'id') === within(some, 'contact', 'id'),
      ],
    ];
    for (const [filter, fits] of cases) {
      const expected = ids(all.filter(fits));
      assert.ok(expected.length > 0 && expected.length < all.length, filter);
      assert.deepEqual(ids(await filtered(filter)), expected, filter);
    }
    const byName = await listed('/v2/opportunities?page_size=1000&order_by=contact_name desc', 'opportunities');
    const names = byName.map((one) =>
      `${within(one, 'contact', 'first_name') ?? ''} ${within(one, 'contact', 'last_name') ?? ''}`.trim().toLowerCase(),
    );
    assert.deepEqual(names, names.toSorted().reverse());
    for (const filter of ['ids==1,2;opportunity_id==1', `ids==${Array.from({ length: 101 }, (_, id) => id + 1)}`]) {
      const reply = await send('GET', `/v2/opportunities?filter=${encodeURIComponent(filter)}`);
      assert.equal(reply.status, 400, filter);
    }
  });

  it('v1 searches, counts and keeps short', async () => {
    const all = await listed('/v2/opportunities?page_size=1000', 'opportunities');
    const term = String(all.map((one) => within(one, 'contact', 'last_name')).find((name) => String(name).length > 4));
    const found = ok(await send('GET', `/v1/opportunities?search_term=${encodeURIComponent(term)}&order=contact_name`));
    const texts = (one: JsonObject) =>
      ['first_name', 'last_name', 'company_name', 'email']
        .map((name) => within(one, 'contact', name))
        .concat(one['opportunity_title']);
    const expected = all.filter((one) =>
      texts(one).some((text) =>
        String(text ?? '')
          .toLowerCase()
          .includes(term.toLowerCase()),
      ),
    );
    assert.ok(expected.length > 0 && expected.length < all.length, term);
    assert.equal(found.at('count'), expected.length);
    assert.equal(found.at('opportunities', 0, 'stage', 'details'), undefined, 'lists do not tell');
    const id = found.at('opportunities', 0, 'id');
    const one = ok(await send('GET', `/v1/opportunities/${id}?optional_properties=custom_fields`));
    assert.ok(Array.isArray(one.at('custom_fields')));
    assert.equal(typeof one.at('stage', 'details', 'probability'), 'number');

    const pipeline = ok(await send('GET', '/v1/opportunity/stage_pipeline')).json as JsonObject[];
    assert.equal(pipeline.length, 6);
    for (const stage of pipeline) {
      const listedV1 = ok(await send('GET', `/v1/opportunities?stage_id=${stage['stage_id']}&limit=1`));
      assert.equal(stage['stage_count'], listedV1.at('count'), String(stage['stage_name']));
    }
    assert.deepEqual(
      pipeline.map((stage) => stage['end_stage']),
      [false, false, false, false, true, true],
    );
  });

  it('every seeded opportunity stands where its last move took it', async () => {
    const all = await listed('/v2/opportunities?page_size=1000&fields=stage_entrance_time', 'opportunities');
    const moves = await listed('/v2/opportunities/stageMoves?page_size=1000&order_by=move_date asc', 'stage_moves');
    assert.ok(moves.length > all.length);
    for (const one of all) {
      const own = moves.filter((move) => move['opportunity_id'] === one['id']);
      assert.equal(own[0]?.['move_from_stage_id'], '0');
      assert.equal(own[0]?.['move_time'], one['created_time']);
      assert.equal(own.at(-1)?.['move_to_stage_id'], within(one, 'stage', 'id'));
      assert.equal(own.at(-1)?.['move_time'], one['stage_entrance_time']);
    }
  });

  it('stages, and what becomes of opportunities whose stage goes', async () => {
    const created = ok(
      await send('POST', '/v2/opportunities/stages', {
        ...{ name: 'Waiting', order: 3, target_number_days: 9, probability: 50 },
        checklist_items: [{ description: 'Wait', required: true, order: 1 }],
      }),
      201,
    );
    const id = created.at('id');
    const item = created.at('checklist_items', 0, 'id');
    assert.match(String(item), /^\d+$/);
    const checklist_items = [
      { id: item, description: 'Wait longer', required: false, order: 2 },
      { description: 'Ask', required: true, order: 1 },
    ];
    const patched = ok(await send('PATCH', `/v2/opportunities/stages/${id}`, { checklist_items }));
    assert.equal(patched.at('checklist_items', 0, 'id'), item);
    assert.notEqual(patched.at('checklist_items', 1, 'id'), item);
    assert.equal(patched.at('name'), 'Waiting');
    const byName = await listed('/v2/opportunities/stages?filter=opportunity_stage_name%3D%3Dwait*', 'stages');
    assert.deepEqual(ids(byName), [Number(id)]);
    const orders = (await listed('/v2/opportunities/stages?order_by=stage_order desc', 'stages')).map(({ order }) =>
      Number(order),
    );
    assert.deepEqual(
      orders,
      orders.toSorted((a, b) => b - a),
    );
    for (const wrong of [{ probability: 101 }, { target_number_days: -1 }, { name: '' }]) {
      assert.equal((await send('PATCH', `/v2/opportunities/stages/${id}`, wrong)).status, 400, JSON.stringify(wrong));
    }

    const opportunity = { opportunity_title: 'Stuck', contact_id: '1', stage_id: id };
    const stuck = ok(await send('POST', '/v2/opportunities', opportunity), 201).at('id');
    ok(await send('DELETE', `/v2/opportunities/stages/${id}`), 204);
    assert.equal(ok(await send('GET', `/v2/opportunities/${stuck}`)).at('stage', 'id'), '1');
    assert.deepEqual(
      (await movesOf(stuck)).map((move) => move['move_to_stage_id']),
      [id, '1'],
    );
    for (const wrong of [{ stage_id: null }, { contact_id: '' }]) {
      const reply = await send('PATCH', `/v2/opportunities/${stuck}`, wrong);
      assert.equal(reply.status, 400, JSON.stringify(wrong));
    }
    for (const wrong of [{ stage_id: id }, { contact_id: '99999' }, { user_id: '99' }, { opportunity_title: ' ' }]) {
      const reply = await send('POST', '/v2/opportunities', { ...opportunity, stage_id: '1', ...wrong });
      assert.equal(reply.status, 400, JSON.stringify(wrong));
    }
  });
});
