import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../src/keap/json.ts';
import { sentRequests } from './sentRequests.ts';

const { sent, listed } = sentRequests({ clock: () => Date.UTC(2026, 10, 20, 12) });

describe('Affiliates', () => {
  const ids = (items: readonly JsonObject[]) => items.map(({ id }) => id);

  it('are made in either version, read in the other, changed and removed', async () => {
    const body = {
      code: 'ZOE1',
      contact_id: '7',
      parent_affiliate_id: '1',
      custom_fields: [{ id: '30', content: 'A' }],
    };
    const made = await sent(201, 'POST', '/v2/affiliates', body);
    const id = String(made.at('id'));
    const contact = await sent(200, 'GET', '/v2/contacts/7');
    const fullName = [contact.at('given_name'), contact.at('family_name')].filter(Boolean).join(' ');
    assert.equal(made.at('name'), fullName);
    assert.equal(made.at('date_created'), '2026-11-20T12:00:00.000Z');
    assert.deepEqual(made.at('custom_fields'), [{ id: '30', content: 'A' }]);
    const v1 = await sent(200, 'GET', `/v1/affiliates/${id}`);
    assert.deepEqual(v1.json, {
      ...{ id: Number(id), code: 'ZOE1', contact_id: 7, name: fullName, parent_id: 1, status: 'active' },
      ...{ notify_on_lead: false, notify_on_sale: false, track_leads_for: 0 },
    });
    const change = { name: 'Zo', status: 'INACTIVE', track_leads_days: 30, code: 'NEW' };
    await sent(200, 'PATCH', `/v2/affiliates/${id}?update_mask=name&update_mask=status`, change);
    const changed = await sent(200, 'GET', `/v2/affiliates/${id}`);
    assert.deepEqual(
      ['name', 'status', 'track_leads_days', 'code'].map((name) => changed.at(name)),
      ['Zo', 'INACTIVE', 0, 'ZOE1'],
    );

    const other = await sent(201, 'POST', '/v1/affiliates', {
      ...{ code: 'FromV1', contact_id: 8, password: 'secret', parent_id: Number(id), status: 'inactive' },
      track_leads_for: 60,
    });
    const child = await sent(200, 'GET', `/v2/affiliates/${other.at('id')}`);
    assert.deepEqual(
      ['code', 'parent_affiliate_id', 'status', 'track_leads_days'].map((name) => child.at(name)),
      ['FromV1', id, 'INACTIVE', 60],
    );
    assert.equal(child.text.includes('secret'), false);
    await sent(204, 'DELETE', `/v2/affiliates/${id}`);
    await sent(404, 'GET', `/v1/affiliates/${id}`);
    assert.equal((await sent(200, 'GET', `/v2/affiliates/${other.at('id')}`)).at('parent_affiliate_id'), undefined);
  });

  it('refuse codes that are none or taken, contacts nobody is and themselves as parents', async () => {
    for (const code of ['AB1', '1ABC', 'AB CD', '']) {
      await sent(400, 'POST', '/v2/affiliates', { code, contact_id: '1' });
    }
    const { code } = (await sent(200, 'GET', '/v2/affiliates/1')).json as JsonObject;
    await sent(409, 'POST', '/v2/affiliates', { code: String(code).toLowerCase(), contact_id: '1' });
    await sent(409, 'PATCH', '/v2/affiliates/2', { code });
    await sent(200, 'PATCH', '/v2/affiliates/1', { code });
    await sent(400, 'POST', '/v2/affiliates', { code: 'GOOD', contact_id: '999999' });
    await sent(400, 'POST', '/v2/affiliates', { contact_id: '1' });
    await sent(400, 'PATCH', '/v2/affiliates/1', { parent_affiliate_id: '1' });
    await sent(400, 'PATCH', '/v2/affiliates/1', { parent_affiliate_id: '999' });
  });

  it('are found by their fields, by custom fields and by whom they referred', async () => {
    const all = await listed('/v2/affiliates', 'affiliates');
    const { name, contact_id, code } = all[2] ?? {};
    const found = (filter: string) => listed('/v2/affiliates', 'affiliates', { filter });
    const cases: readonly (readonly [string, (affiliate: JsonObject) => boolean])[] = [
      ['id<5', ({ id }) => Number(id) < 5],
      [`name==${String(name).slice(0, 3)}*`, (each) => String(each['name']).startsWith(String(name).slice(0, 3))],
      [`contact_id==${contact_id}`, (each) => each['contact_id'] === contact_id],
      ['status==INACTIVE', ({ status }) => status === 'INACTIVE'],
      [`code==${code}`, (each) => each['code'] === code],
    ];
    for (const [filter, test] of cases) assert.deepEqual(ids(await found(filter)), ids(all.filter(test)), filter);
    const [referral] = await listed('/v2/referrals', 'referrals');
    const partners = await found(`referral_contact_id==${referral?.['contact_id']}`);
    assert.ok(ids(partners).includes(referral?.['referral_partner_id']));
    assert.ok(partners.length < all.length);
    await sent(200, 'PATCH', '/v2/affiliates/4', { custom_fields: [{ id: '30', content: 'Gardeners' }] });
    assert.deepEqual(ids(await found('Audience==garden*')), ['4']);
    const sorted = await listed('/v2/affiliates', 'affiliates', { order_by: 'code desc' });
    assert.equal(
      sorted[0]?.['code'],
      all
        .map((each) => String(each['code']))
        .toSorted()
        .at(-1),
    );

    const v1 = await listed('/v1/affiliates', 'affiliates', { status: 'inactive' });
    assert.deepEqual(
      v1.map(({ id }) => String(id)),
      ids(all.filter(({ status }) => status === 'INACTIVE')),
    );
    const children = await listed('/v1/affiliates', 'affiliates', { parent_id: '1' });
    const brought = all.filter((each) => each['parent_affiliate_id'] === '1');
    assert.ok(brought.length > 0);
    assert.deepEqual(
      children.map(({ id }) => String(id)),
      ids(brought),
    );
    const named = await listed('/v1/affiliates', 'affiliates', { order: 'name', order_direction: 'DESCENDING' });
    assert.equal(named.length, all.length);
    assert.notEqual(named[0]?.['id'], 1);
  });

  it('refer people, who take the referral along', async () => {
    const all = await listed('/v2/referrals', 'referrals');
    const cases: readonly (readonly [string, (referral: JsonObject) => boolean])[] = [
      ['type==MANUAL', (each) => each['referral_type'] === 'MANUAL'],
      ['source==email*', ({ source }) => String(source).startsWith('Email')],
      ['referral_partner_id>5', (each) => Number(each['referral_partner_id']) > 5],
      [
        'contact_id!=1;description==Referred*',
        (each) => each['contact_id'] !== '1' && /^Referred/.test(String(each['description'])),
      ],
    ];
    for (const [filter, test] of cases) {
      const found = ids(await listed('/v2/referrals', 'referrals', { filter }));
      assert.deepEqual(found, ids(all.filter(test)), filter);
      assert.ok(found.length > 0 && found.length < all.length, filter);
    }
    const contact = (
      await sent(201, 'POST', '/v2/contacts', { email_addresses: [{ email: 'r@example.com', field: 'EMAIL1' }] })
    ).at('id');
    const body = { contact_id: contact, referral_partner_id: '6', source: 'Blog' };
    const made = await sent(201, 'POST', '/v2/referrals', body);
    assert.deepEqual([made.at('referral_type'), made.at('referral_time')], ['MANUAL', '2026-11-20T12:00:00.000Z']);
    const ofSix = async () =>
      ids(await listed('/v2/affiliates/6/referrals', 'referrals', { order_by: 'referral_time desc' }));
    assert.equal((await ofSix())[0], made.at('id'));
    await sent(400, 'POST', '/v2/referrals', { ...body, referral_partner_id: '999' });
    await sent(204, 'DELETE', `/v2/contacts/${contact}`);
    assert.equal((await ofSix()).includes(made.at('id')), false);
    await sent(204, 'DELETE', '/v2/affiliates/6');
    const left = await listed('/v2/referrals', 'referrals', { filter: 'referral_partner_id==6' });
    assert.deepEqual(left, []);
    await sent(404, 'GET', '/v2/affiliates/6/referrals');
  });
});
