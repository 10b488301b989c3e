import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../src/keap/json.ts';
import { sentRequests } from './sentRequests.ts';

const { sent, listed: itemsOf } = sentRequests({ clock: () => Date.UTC(2026, 10, 20, 12) });

describe('Lead sources', () => {
  const listed = (path: string, name: string, filter = '', order_by = '') =>
    itemsOf(path, name, { ...(filter && { filter }), ...(order_by && { order_by }) });
  const ids = (items: readonly JsonObject[]) => items.map(({ id }) => id);

  it('are made, changed by mask, listed and removed, with what was spent on them', async () => {
    const made = await sent(201, 'POST', '/v2/leadSources', {
      name: 'Trade fair "Müller"',
      lead_source_category_id: '3',
      start_time: '2026-01-01T02:00:00+02:00',
    });
    const id = String(made.at('id'));
    assert.equal(made.at('status'), 'ACTIVE');
    assert.equal(made.at('lead_source_category_id'), '3');
    assert.equal(made.at('start_time'), '2026-01-01T00:00:00.000Z');
    const change = { name: 'Other', vendor: 'Example', lead_source_category_id: null };
    await sent(200, 'PATCH', `/v2/leadSources/${id}?update_mask=vendor&update_mask=lead_source_category_id`, change);
    const seen = await sent(200, 'GET', `/v2/leadSources/${id}`);
    assert.deepEqual([seen.at('name'), seen.at('vendor')], ['Trade fair "Müller"', 'Example']);
    assert.equal(seen.at('lead_source_category_id'), undefined);
    assert.deepEqual(ids(await listed('/v2/leadSources', 'lead_sources', 'name==TRADE fair*')), [id]);

    const expense = await sent(201, 'POST', `/v2/leadSources/${id}/expenses`, { title: 'Stand', amount: 123_450 });
    assert.deepEqual(expense.at('amount'), { amount: 123_450, currency_code: 'USD', formatted_amount: '$1,234.50' });
    assert.equal(expense.at('incurred_time'), '2026-11-20T12:00:00.000Z');
    await sent(204, 'DELETE', `/v2/leadSources/${id}`);
    await sent(404, 'GET', `/v2/leadSources/${id}`);
    await sent(404, 'GET', `/v2/leadSources/${id}/expenses`);
    const all = await listed('/v2/leadSources/-/expenses', 'lead_source_expenses');
    assert.equal(ids(all).includes(expense.at('id')), false);
  });

  it('refuse no name, a category nobody has and an id that is none', async () => {
    await sent(400, 'POST', '/v2/leadSources', { vendor: 'Nameless' });
    await sent(400, 'PATCH', '/v2/leadSources/1', { name: ' ' });
    await sent(400, 'POST', '/v2/leadSources', { name: 'x', lead_source_category_id: '900' });
    for (const id of ['0', '-1', 'x', '1.5']) {
      await sent(400, 'GET', `/v2/leadSources?filter=${encodeURIComponent(`id==${id}`)}`);
    }
  });

  it('are found by each field as the whole list tells', async () => {
    const all = await listed('/v2/leadSources', 'lead_sources');
    assert.ok(all.length >= 8);
    const expected = (test: (source: JsonObject) => boolean) => ids(all.filter(test));
    const start = String(all[2]?.['start_time']);
    const cases: readonly (readonly [string, (source: JsonObject) => boolean])[] = [
      ['id>=4', ({ id }) => Number(id) >= 4],
      ['name==search*', ({ name }) => String(name).startsWith('Search')],
      ['status==INACTIVE', ({ status }) => status === 'INACTIVE'],
      [
        'lead_source_category_id==1;medium==CPC',
        (each) => each['lead_source_category_id'] === '1' && each['medium'] === 'cpc',
      ],
      ['vendor==Example*', ({ vendor }) => /^example/i.test(String(vendor ?? ''))],
      // When something starts is no window.
      [`start_time==${start}`, ({ start_time }) => start_time === start],
    ];
    for (const [filter, test] of cases) {
      const found = ids(await listed('/v2/leadSources', 'lead_sources', filter));
      assert.deepEqual(found, expected(test), filter);
      assert.ok(found.length > 0 && found.length < all.length, filter);
    }
    const starts = (await listed('/v2/leadSources', 'lead_sources', '', 'start_time desc')).map(
      (each) => each['start_time'],
    );
    assert.deepEqual(starts, starts.toSorted().reverse());
    const ended = await listed(
      '/v2/leadSources',
      'lead_sources',
      `end_time==${all.find((each) => each['end_time'])?.['end_time']}`,
    );
    assert.equal(ended.length, 1);
  });

  it('are what contacts come from', async () => {
    const name = String((await sent(200, 'GET', '/v2/leadSources/2')).at('name'));
    const contacts = async (filter: string) => {
      const query = `page_size=1000&fields=id,leadsource_id&filter=${encodeURIComponent(filter)}`;
      return (await sent(200, 'GET', `/v2/contacts?${query}`)).list('contacts');
    };
    const found = await contacts(`lead_source_name==${name}`);
    assert.ok(found.length > 100 && found.every((contact) => contact['leadsource_id'] === '2'));
    assert.ok((await contacts('lead_source_name==Search*')).every((contact) => contact['leadsource_id'] === '1'));
    assert.deepEqual(await contacts('lead_source_name==Nothing of the kind'), []);
    await sent(204, 'DELETE', '/v2/leadSources/2');
    assert.deepEqual(await contacts(`lead_source_name==${name}`), []);
    const orphan = await sent(200, 'GET', `/v2/contacts/${found[0]?.['id']}?fields=id,leadsource_id`);
    assert.equal(orphan.at('leadsource_id'), undefined);
  });

  it('have categories of different names, which leave them behind', async () => {
    const id = String(
      (await sent(201, 'POST', '/v2/leadSourceCategories', { name: 'Fairs', description: 'All' })).at('id'),
    );
    await sent(409, 'POST', '/v2/leadSourceCategories', { name: 'FAIRS' });
    await sent(409, 'PATCH', '/v2/leadSourceCategories/1', { name: 'fairs' });
    await sent(200, 'PATCH', `/v2/leadSourceCategories/${id}`, { name: 'fairs' });
    assert.deepEqual(
      ids(await listed('/v2/leadSourceCategories', 'lead_source_categories', 'description==al*')).includes(id),
      true,
    );
    const [source] = ids(await listed('/v2/leadSources', 'lead_sources', 'lead_source_category_id==1'));
    await sent(204, 'DELETE', '/v2/leadSourceCategories/1');
    const left = await sent(200, 'GET', `/v2/leadSources/${source}`);
    assert.equal(left.at('lead_source_category_id'), undefined);
  });

  it('cost something once and every month', async () => {
    const all = await listed('/v2/leadSources/-/expenses', 'lead_source_expenses');
    const ofOne = await listed('/v2/leadSources/1/expenses', 'lead_source_expenses');
    assert.deepEqual(ids(ofOne), ids(all.filter((each) => each['lead_source_id'] === '1')));
    const monthly = '/v2/leadSources/1/recurringExpenses';
    const incurred = await listed(`${monthly}/1/expenses`, 'lead_source_expenses', '', 'incurred_time asc');
    assert.deepEqual(ids(incurred), ids(ofOne.filter((each) => each['lead_source_recurring_expense_id'] === '1')));
    const months = incurred.map((each) => String(each['incurred_time']).slice(0, 7));
    assert.equal(new Set(months).size, 18);
    const { amount } = (await sent(200, 'GET', `${monthly}/1`)).json as JsonObject;
    assert.ok(incurred.every((each) => JSON.stringify(each['amount']) === JSON.stringify(amount)));
    await sent(404, 'GET', '/v2/leadSources/3/recurringExpenses/1');
    const priced = await listed('/v2/leadSources/-/expenses', 'lead_source_expenses', 'amount==45000');
    assert.deepEqual(
      ids(priced),
      ids(incurred).toSorted((a, b) => Number(a) - Number(b)),
    );

    await sent(204, 'DELETE', `${monthly}/1`);
    const kept = await sent(200, 'GET', `/v2/leadSources/1/expenses/${incurred[0]?.['id']}`);
    assert.equal(kept.at('lead_source_recurring_expense_id'), undefined);
  });

  it('know when the next month is due', async () => {
    const path = '/v2/leadSources/3/recurringExpenses';
    const made = await sent(201, 'POST', path, { amount: 500, start_time: '2026-02-10T08:00:00Z' });
    assert.equal(made.at('next_expense_time'), '2026-12-10T08:00:00.000Z');
    const id = made.at('id');
    const due = `next_expense_time==2026-12-10T08:00:00.000Z`;
    assert.deepEqual(ids(await listed(path, 'lead_source_recurring_expenses', due)), [id]);
    const ended = await sent(200, 'PATCH', `${path}/${id}`, { end_time: '2026-12-01T00:00:00Z' });
    assert.equal(ended.at('next_expense_time'), undefined);
    await sent(200, 'PATCH', `${path}/${id}?update_mask=notes`, { notes: 'Paid\n"late"', amount: 1 });
    const seen = await sent(200, 'GET', `${path}/${id}`);
    assert.deepEqual([seen.at('notes'), seen.at('amount', 'amount')], ['Paid\n"late"', 500]);
    await sent(400, 'POST', path, { amount: -1 });
    await sent(400, 'POST', path, { title: 'No amount' });
    const future = await sent(201, 'POST', path, { amount: 0, start_time: '2027-05-01T00:00:00Z' });
    assert.equal(future.at('next_expense_time'), '2027-05-01T00:00:00.000Z');
  });
});
