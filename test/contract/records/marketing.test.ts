import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Reply, useSandbox } from '../sandboxSupport.ts';

const NOW = '2026-11-20T12:00:00.000Z';

/** Automations and campaigns, forms and WordPress options, through both versions. */
describe('The sandbox remembers of automation', () => {
  const { send, ok } = useSandbox({ clock: () => Date.parse(NOW) });
  const get = async (path: string) => ok(await send('GET', path));
  const filtered = (path: string, filter: string) => get(`${path}?filter=${encodeURIComponent(filter)}`);
  const ids = (reply: Reply, name: string) => reply.list(name).map(({ id }) => Number(id));

  /** All automations, over their pages. */
  async function automations() {
    const found = [];
    let token = '';
    do {
      const page = await get(`/v2/automations?page_token=${token}`);
      found.push(...page.list('automations'));
      token = String(page.at('next_page_token'));
    } while (token !== '');
    return found;
  }

  it('how many automations there are, 25 a page', async () => {
    const first = await get('/v2/automations');
    assert.equal(first.list('automations').length, 25);
    assert.notEqual(first.at('next_page_token'), '');
    const all = await automations();
    assert.equal(first.at('automation_count'), all.length);
    assert.equal(ok(await send('GET', '/v2/automations?page_size=26'), 400).at('code'), 400);

    const listed = await get('/v2/automations/ids?page_size=5');
    assert.deepEqual(
      listed.at('automation_ids'),
      all.slice(0, 5).map(({ id }) => id),
    );
    assert.deepEqual(
      listed.at('locked_automation_ids'),
      all.filter(({ locked }) => locked).map(({ id }) => id),
    );
  });

  it('automations by title, status, id and category', async () => {
    const all = await automations();
    const expect = async (filter: string, test: (automation: (typeof all)[number]) => boolean) => {
      const expected = all.filter(test).map(({ id }) => Number(id));
      const found = await filtered('/v2/automations', filter);
      assert.ok(expected.length > 0 && expected.length < all.length, filter);
      assert.deepEqual(ids(found, 'automations'), expected.slice(0, 25), filter);
      assert.equal(found.at('automation_count'), expected.length);
    };
    await expect('name==FOLLOW-up', ({ title }) => /follow-up/i.test(String(title)));
    await expect('name==Order*', ({ title }) => String(title).startsWith('Order'));
    await expect('status==draft', ({ status }) => status === 'DRAFT');
    await expect('id!=3;id<=9', ({ id }) => Number(id) !== 3 && Number(id) <= 9);
    await expect('categories==2,4', ({ categories }) =>
      ['2', '4'].some((id) => Array.isArray(categories) && categories.includes(id)),
    );
    ok(await send('GET', `/v2/automations?filter=${encodeURIComponent('status==PUBLISHED')}`), 400);
  });

  it('campaigns as the same records under the older name', async () => {
    const automation = await get('/v2/automations/1');
    const campaign = await get('/v2/campaigns/1');
    const old = await get('/v1/campaigns/1');
    assert.equal(campaign.at('name'), automation.at('title'));
    assert.equal(old.at('name'), automation.at('title'));
    assert.equal(campaign.at('active_contact_count'), automation.at('active_contacts'));
    assert.equal(campaign.at('published_status'), automation.at('status') === 'PUBLISHED');
    assert.equal(old.at('created_by_global_id'), Number(campaign.at('created_by_global_id')));
    assert.equal(old.at('goals'), undefined, 'comes only when asked for');

    const whole = await get('/v1/campaigns/1?optional_properties=goals,sequences');
    assert.deepEqual(ids(whole, 'goals'), ids(await get('/v2/campaigns/1/goals'), 'goals'));
    const sequences = await get('/v2/campaigns/1/sequences');
    assert.deepEqual(ids(whole, 'sequences'), ids(sequences, 'sequences'));
    assert.ok(sequences.list('sequences').length > 1);
    assert.equal(sequences.at('campaign_id'), '1');
    assert.equal(ok(await send('GET', '/v1/campaigns/1?optional_properties=nothing'), 400).status, 400);
    ok(await send('GET', '/v2/campaigns/999'), 404);
  });

  it('campaigns by a part of their name, in every order', async () => {
    const all = (await get('/v2/campaigns')).list('campaigns');
    const named = all.filter(({ name }) => /sale|series/i.test(String(name)));
    assert.ok(named.length >= 2);
    const found = [
      ...ids(await filtered('/v2/campaigns', 'name==series'), 'campaigns'),
      ...ids(await filtered('/v2/campaigns', 'name==SALE'), 'campaigns'),
    ];
    assert.deepEqual(
      found.toSorted((a, b) => a - b),
      named.map(({ id }) => Number(id)),
    );
    const text = await get('/v1/campaigns?search_text=Sale');
    assert.equal(text.at('count'), 1);

    for (const [orderV2, orderV1, property] of [
      ['activeContacts', 'active_contact_count', 'active_contact_count'],
      ['completedContactCount', 'completed_contact_count', 'completed_contact_count'],
      ['datecreated', 'date_created', 'date_created'],
      ['name', 'name', 'name'],
    ] as const) {
      const key = (value: unknown) => (typeof value === 'number' ? value : String(value).toLowerCase());
      const expected = all
        .toSorted((a, b) => {
          const [left, right] = [key(a[property]), key(b[property])];
          return left === right ? Number(a['id']) - Number(b['id']) : left < right ? 1 : -1;
        })
        .map(({ id }) => Number(id));
      assert.deepEqual(ids(await get(`/v2/campaigns?order_by=${orderV2}%20desc`), 'campaigns'), expected, orderV2);
      const old = await get(`/v1/campaigns?order=${orderV1}&order_direction=DESCENDING`);
      assert.deepEqual(ids(old, 'campaigns'), expected, orderV1);
    }
  });

  /** How many contacts a sequence, its campaign and its automation say they have. */
  async function counts(campaign: number, sequence: number): Promise<number[]> {
    const sequences = (await get(`/v2/campaigns/${campaign}/sequences`)).list('sequences');
    return [
      Number(sequences.find(({ id }) => id === String(sequence))?.['active_contact_count']),
      Number((await get(`/v1/campaigns/${campaign}`)).at('active_contact_count')),
      Number((await get(`/v2/automations/${campaign}`)).at('active_contacts')),
    ];
  }

  it('contacts in sequences, added and removed through three names', async () => {
    const created = await Promise.all(
      [1, 2, 3].map((index) =>
        send('POST', '/v2/contacts', { email_addresses: [{ email: `seq${index}@example.com`, field: 'EMAIL1' }] }),
      ),
    );
    const [a, b, c] = created.map((reply) => String(ok(reply, 201).at('id')));
    const start = await counts(1, 1);

    const added = await send('POST', '/v2/campaigns/1/sequences/1:addContacts', { contact_ids: [a, b, '999999'] });
    assert.deepEqual(ok(added).at('add_to_sequence_results'), {
      [`${a}`]: 'SUCCESS',
      [`${b}`]: 'SUCCESS',
      '999999': 'CONTACT_DOES_NOT_EXIST',
    });
    const again = await send('POST', '/v2/automations/1/sequences/1:addContacts', { contact_ids: [b, c] });
    assert.deepEqual(ok(again).at('add_to_automation_sequence_results'), {
      [`${b}`]: 'ALREADY_IN_SEQUENCE',
      [`${c}`]: 'SUCCESS',
    });
    assert.deepEqual(
      await counts(1, 1),
      start.map((count) => count + 3),
    );
    const sequence = (await get('/v2/campaigns/1/sequences')).list('sequences').find(({ id }) => id === '1');
    assert.deepEqual(Object(sequence?.['historical_contact_count'])['24_hours'], 3);

    const removed = await send('POST', '/v2/campaigns/1/sequences/1:removeContacts', { contact_ids: [a] });
    assert.deepEqual(ok(removed).at('remove_from_sequence_results'), { [`${a}`]: 'SUCCESS' });
    ok(await send('DELETE', '/v1/campaigns/1/sequences/1/contacts', { ids: [Number(b)] }), 204);
    const old = ok(await send('POST', '/v1/campaigns/1/sequences/1/contacts', { ids: [Number(a), Number(c)] }));
    assert.deepEqual(old.json, { [`${a}`]: 'SUCCESS', [`${c}`]: 'ALREADY_IN_SEQUENCE' });
    ok(await send('POST', `/v1/campaigns/1/sequences/1/contacts/${b}`), 204);
    ok(await send('DELETE', `/v1/campaigns/1/sequences/1/contacts/${a}`), 204);

    // A contact that is deleted is in no sequence any more.
    ok(await send('DELETE', `/v2/contacts/${c}`), 204);
    assert.deepEqual(
      await counts(1, 1),
      start.map((count) => count + 1),
    );
    ok(await send('POST', '/v2/campaigns/1/sequences/2:addContacts', { contact_ids: [a] }), 404);
    ok(await send('POST', '/v2/campaigns/1/sequences/1:addContacts', { contact_ids: ['x'] }), 400);
    ok(await send('POST', '/v1/campaigns/1/sequences/1/contacts/999999'), 404);
  });

  it('goals that contacts achieve, by call and by id', async () => {
    const contact = Number(
      ok(
        await send('POST', '/v2/contacts', { email_addresses: [{ email: 'goal@example.com', field: 'EMAIL1' }] }),
        201,
      ).at('id'),
    );
    const call = { integration: 'website', call_name: 'signedUp', contact_id: contact };
    const achieved = ok(await send('POST', '/v2/automations/goals/achieve', call)).list('results');
    assert.ok(achieved.length > 0);
    assert.ok(achieved.every(({ success }) => success === true));
    const first = achieved.find(({ automation_id }) => automation_id === 1);
    assert.deepEqual(first?.['flow_start_results'], [{ success: true, message: 'Sequence started', flow_id: 1 }]);

    const old = ok(await send('POST', '/v1/campaigns/goals/website/signedUp', { contact_id: contact }), 201);
    assert.deepEqual(
      [old.json].flat().map((result) => Object(result).goal_id),
      achieved.map(({ goal_id }) => goal_id),
    );
    assert.deepEqual(
      ok(await send('POST', '/v1/campaigns/goals/website/nothing', { contact_id: contact }), 201).json,
      [],
    );

    // The goal behind the first sequence takes the contact out of it and into the next one.
    const goals = (await get('/v2/campaigns/1/goals')).list('goals');
    const next = goals.find(({ previous_sequence_ids }) => Object(previous_sequence_ids)[0] === '1');
    const target = Number(Object(next?.['next_sequence_ids'])[0]);
    const byId = { automation_id: 1, goal_id: Number(next?.['id']), contact_id: contact };
    const results = ok(await send('POST', '/v2/automations/goals/achieve', byId)).list('results');
    assert.equal(Object(results[0]?.['flow_stop_results'])[0].flow_id, 1);
    assert.equal(Object(results[0]?.['flow_start_results'])[0].flow_id, target);
    const readd = ok(
      await send('POST', `/v2/campaigns/1/sequences/${target}:addContacts`, { contact_ids: [`${contact}`] }),
    );
    assert.equal(readd.at('add_to_sequence_results', String(contact)), 'ALREADY_IN_SEQUENCE');

    // The last goal completes the campaign.
    const completed = async () => Number((await get('/v2/campaigns/1')).at('completed_contact_count'));
    const before = await completed();
    const last = goals.at(-1);
    const end = { automation_id: 1, goal_id: Number(last?.['id']), contact_id: contact };
    ok(await send('POST', '/v2/automations/goals/achieve', end));
    assert.equal(await completed(), before + 1);

    for (const wrong of [
      { ...call, automation_id: 1, goal_id: 1 },
      { integration: 'website', contact_id: contact },
      { automation_id: 1, goal_id: 2, contact_id: contact },
      { ...call, contact_id: 999_999 },
      { ...byId, goal_id: '1' },
    ]) {
      ok(await send('POST', '/v2/automations/goals/achieve', wrong), 400);
    }
  });

  it('what is unpublished, renamed and deleted', async () => {
    const forms = (await get('/v2/webforms')).list('webforms');
    const form = forms.find(({ funnel_id }) => funnel_id === '3');
    assert.match((await get(`/v2/webforms/${form?.['id']}:data`)).text, /<form /);
    ok(await send('PUT', '/v2/automations/3/unpublish', { unpublished_form_message: 'Back <soon>' }));
    const stopped = await get('/v2/automations/3');
    assert.equal(stopped.at('status'), 'DRAFT');
    assert.equal(stopped.at('active_contacts'), 0);
    assert.equal(stopped.at('published_date'), undefined);
    assert.deepEqual((await get('/v2/campaigns/3/goals')).at('goals'), []);
    const page = (await get(`/v2/webforms/${form?.['id']}:data`)).text;
    assert.ok(page.includes('Back &lt;soon&gt;') && !page.includes('<form '));
    const added = ok(await send('POST', '/v2/campaigns/3/sequences/3:addContacts', { contact_ids: ['1'] }));
    assert.equal(added.at('add_to_sequence_results', '1'), 'FAILED');

    ok(await send('POST', '/v2/automations/batch-unpublish', { automation_ids: ['5', '6'] }));
    assert.equal((await get('/v1/campaigns/6')).at('published_status'), false);
    ok(await send('POST', '/v2/automations/batch-unpublish', { automation_ids: ['5', '999'] }), 404);

    ok(await send('PATCH', '/v2/easy-automations/5', { name: 'New "name"' }), 204);
    assert.equal((await get('/v1/campaigns/5')).at('name'), 'New "name"');
    ok(await send('PATCH', '/v2/easy-automations/5', { name: '' }), 400);

    const { length } = await automations();
    ok(await send('DELETE', '/v2/automations?automation_ids=3&automation_ids=6'), 204);
    assert.equal((await get('/v2/automations')).at('automation_count'), length - 2);
    ok(await send('GET', '/v2/automations/6'), 404);
    ok(await send('GET', '/v1/campaigns/3'), 404);
    const left = (await get('/v2/webforms')).list('webforms').find(({ id }) => id === form?.['id']);
    assert.equal(left?.['funnel_id'], undefined);
  });

  it('categories and how many automations each has', async () => {
    const id = String(ok(await send('POST', '/v2/automationCategory', { name: 'Fresh' }), 201).at('id'));
    const category = async () =>
      (await get('/v2/automationCategory')).list('automation_categories').find((each) => each['id'] === id);
    assert.equal((await category())?.['automation_count'], 0);
    const assign = (automation_ids: string[], apply_category = true) =>
      send('POST', '/v2/automations/categories/batchAssign', { category_ids: [id], automation_ids, apply_category });
    ok(await assign(['1', '2']));
    assert.equal((await category())?.['automation_count'], 2);
    assert.deepEqual(ids(await filtered('/v2/automations', `categories==${id}`), 'automations'), [1, 2]);
    ok(await assign(['2'], false));
    assert.deepEqual(ids(await filtered('/v2/automations', `categories==${id}`), 'automations'), [1]);
    ok(await assign(['0']));
    assert.equal((await category())?.['automation_count'], (await automations()).length);
    ok(await assign(['999']), 404);

    ok(await send('PATCH', `/v2/automationCategory/${id}`, { name: 'Renamed' }));
    assert.equal((await category())?.['name'], 'Renamed');
    ok(await send('PATCH', `/v2/automationCategory/${id}`, { name: 'x'.repeat(101) }), 400);
    ok(await send('DELETE', `/v2/automationCategory?ids=${id}`), 204);
    assert.equal(await category(), undefined);
    assert.ok(!Object((await get('/v2/automations/1')).at('categories')).includes(id));
    ok(await send('DELETE', `/v2/automationCategory?ids=${id}`), 404);
  });

  it('web forms by type, whatever its case, and by when they were made', async () => {
    const all = (await get('/v2/webforms')).list('webforms');
    const legacy = all.filter(({ webform_type }) => webform_type === 'LEGACY').map(({ id }) => Number(id));
    assert.ok(legacy.length > 0 && legacy.length < all.length);
    assert.deepEqual(ids(await filtered('/v2/webforms', 'webform_type==legacy'), 'webforms'), legacy);
    const moment = String(all[3]?.['create_time']);
    const since = all.filter(({ create_time }) => String(create_time) >= moment).map(({ id }) => Number(id));
    assert.deepEqual(ids(await filtered('/v2/webforms', `since_create_time==${moment}`), 'webforms'), since);
    const awkward = all.find(({ name }) => String(name).includes('<b>'));
    const html = await get(`/v2/webforms/${awkward?.['id']}:data`);
    assert.match(html.headers.get('content-type') ?? '', /^text\/html/);
    assert.ok(html.text.includes('&lt;b&gt;') && !html.text.includes('<b>'));
    ok(await send('GET', '/v2/webforms/999:data'), 404);
  });

  it('WordPress options, and the goal behind one', async () => {
    ok(await send('POST', '/v2/integrations/wordpress/options', { key: 'Fresh1', name: 'Fresh' }), 201);
    ok(await send('POST', '/v2/integrations/wordpress/options', { key: 'Fresh1', name: 'Again' }), 409);
    ok(await send('POST', '/v2/integrations/wordpress/options', { key: 'not this', name: 'No' }), 400);
    const listed = await get('/v2/integrations/wordpress/options');
    assert.ok(listed.list('wordpress_opt_in_options').some(({ key }) => key === 'Fresh1'));
    const achieve = (key: string, contact_id: string) =>
      send('POST', `/v2/integrations/wordpress/options/${key}:achieve`, { contact_id });
    assert.equal(ok(await achieve('NewsletterOptIn', '1'), 202).at('successful'), true);
    const added = ok(await send('POST', '/v2/campaigns/2/sequences/2:addContacts', { contact_ids: ['1'] }));
    assert.equal(added.at('add_to_sequence_results', '1'), 'ALREADY_IN_SEQUENCE');
    assert.equal(ok(await achieve('Fresh1', '1'), 202).at('successful'), false, 'nothing waits for it');
    ok(await achieve('NewsletterOptIn', '999999'), 400);
    ok(await send('DELETE', '/v2/integrations/wordpress/options/Fresh1'), 204);
    ok(await achieve('Fresh1', '1'), 404);
  });
});
