import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COUNTRIES } from '../../../src/sandbox/resources/settings/countries.ts';
import { type Reply, useSandbox } from '../sandboxSupport.ts';

describe('Settings', () => {
  const { send, ok } = useSandbox({ clock: () => Date.UTC(2026, 10, 20, 12) });

  it('keep one business profile for both versions and for the configuration', async () => {
    const body = { name: 'Gärtnerei "Grün"', email: 'not.masked@example.com', currency_code: 'EUR' };
    const changed = ok(await send('PATCH', '/v2/businessProfile?update_mask=name&update_mask=currency_code', body));
    assert.equal(changed.at('email'), 'hello@example.com');
    const old = ok(await send('GET', '/v1/account/profile'));
    assert.deepEqual([old.at('name'), old.at('currency_code')], ['Gärtnerei "Grün"', 'EUR']);
    assert.deepEqual([old.at('address', 'field'), old.at('address', 'line1')], ['BILLING', '12 W Boston St']);

    const address = {
      field: 'BILLING',
      line1: '1 Rue Basse',
      locality: 'Rennes',
      country_code: 'FRA',
      zip_code: '35000',
    };
    ok(await send('PUT', '/v1/account/profile', { name: 'Jardin', phone: '(480) 555-0102', address }));
    const after = ok(await send('GET', '/v2/businessProfile'));
    assert.deepEqual([after.at('name'), after.at('phone')], ['Jardin', '(480) 555-0102']);
    assert.deepEqual([after.at('address', 'locality'), after.at('address', 'postal_code')], ['Rennes', '35000']);
    assert.equal(after.at('website'), undefined, 'PUT replaces');

    for (const path of ['/v1/setting/application/configuration', '/v2/settings/applications:getConfiguration']) {
      const configuration = ok(await send('GET', path));
      assert.equal(configuration.at('application', 'company', 'name'), 'Jardin');
      assert.equal(configuration.at('application', 'company', 'city'), 'Rennes');
    }
    ok(await send('PATCH', '/v2/businessProfile', { address: { line1: 'Half an address' } }), 400);
  });

  it('show a module of the configuration in v2 only when it is asked for', async () => {
    const path = '/v2/settings/applications:getConfiguration';
    assert.deepEqual(Object.keys(ok(await send('GET', path)).json as object), ['application']);
    const asked = ok(await send('GET', `${path}?fields=CONTACT,ECOMMERCE`));
    assert.deepEqual(Object.keys(asked.json as object).sort(), ['application', 'contact', 'ecommerce']);
    ok(await send('GET', `${path}?fields=NOTHING`), 400);
    const stage = { name: 'Handshake', target_number_days: 3, probability: 90, order: 50 };
    ok(await send('POST', '/v2/opportunities/stages', stage), 201);
    const states = ok(await send('GET', `${path}?fields=OPPORTUNITY`)).at('opportunity', 'states');
    assert.match(JSON.stringify(states), /"stages":"New opportunity,.*Handshake".*"Won".*"Lost"/);
    assert.equal(Object.keys(ok(await send('GET', '/v1/setting/application/configuration')).json as object).length, 13);
  });

  it('offer the same words everywhere', async () => {
    const types = ok(await send('GET', '/v2/settings/contactOptionTypes')).at('option_types') as string[];
    assert.ok(types.includes('Customer'));
    assert.equal(ok(await send('GET', '/v1/setting/contact/optionTypes')).at('value'), types.join(','));
    assert.deepEqual(ok(await send('GET', '/v1/locales/defaultOptions')).at('contact_types'), types);
    const asked = ok(await send('GET', '/v2/settings/applications:getConfiguration?fields=CONTACT'));
    assert.equal(asked.at('contact', 'contact_types'), types.join(','));
    assert.equal(ok(await send('GET', '/v2/settings/applications:isEnabled')).at('isEnabled'), true);
    assert.equal(ok(await send('GET', '/v1/setting/application/enabled')).at('value'), 'true');
  });

  it('know every country once, by either code or by name', async () => {
    for (const key of ['alpha2', 'alpha3', 'name'] as const) {
      assert.equal(new Set(COUNTRIES.map((country) => country[key])).size, 249);
    }
    assert.ok(
      COUNTRIES.every(({ alpha2, alpha3, name }) => /^[A-Z]{2}$/.test(alpha2) && /^[A-Z]{3}$/.test(alpha3) && name),
    );
    assert.equal(ok(await send('GET', '/v2/locales/countries')).list('countries').length, 249);
    const old = ok(await send('GET', '/v1/locales/countries'));
    assert.equal(old.at('countries', 'FRA'), 'France');
    for (const text of ['CI', 'civ', encodeURIComponent('Côte d’Ivoire')]) {
      assert.deepEqual(ok(await send('GET', `/v2/locales/countries/${text}`)).json, {
        codes: { alpha2: 'CI', alpha3: 'CIV' },
        name: 'Côte d’Ivoire',
      });
    }
    ok(await send('GET', '/v2/locales/countries/Atlantis'), 404);
    ok(await send('GET', '/v1/locales/countries/XXX/provinces'), 404);
  });

  it('know the provinces of countries', async () => {
    const counts = { USA: 57, CAN: 13, GBR: 4, DEU: 16, FRA: 18, AUS: 8, JPN: 47 };
    for (const [country, count] of Object.entries(counts)) {
      const provinces = ok(await send('GET', `/v2/locales/countries/${country}/provinces`)).list('provinces');
      assert.equal(provinces.length, count, country);
      assert.equal(new Set(provinces.map((province) => province['code'])).size, count);
      const old = ok(await send('GET', `/v1/locales/countries/${country}/provinces`));
      assert.deepEqual(
        old.at('provinces'),
        Object.fromEntries(provinces.map((province) => [province['code'], province['name']])),
      );
    }
    for (const text of ['US-AZ', 'az', 'Arizona']) {
      const province = ok(await send('GET', `/v2/locales/countries/US/provinces/${text}`));
      assert.deepEqual(province.json, { code: 'US-AZ', name: 'Arizona', country: 'USA' });
    }
    assert.deepEqual(ok(await send('GET', '/v2/locales/countries/AQ/provinces')).list('provinces'), []);
    ok(await send('GET', '/v2/locales/countries/US/provinces/QC'), 404);
  });

  it('list user groups and reports', async () => {
    const groups = ok(await send('GET', '/v2/userGroups')).list('user_groups');
    assert.deepEqual(ok(await send('GET', `/v2/userGroups/${groups[1]?.['id']}`)).json, groups[1]);
    ok(await send('GET', '/v2/userGroups/99'), 404);

    const all = ok(await send('GET', '/v2/reporting/reports')).list('reports');
    const sorted = ok(await send('GET', '/v2/reporting/reports?order_by=created_time%20desc')).list('reports');
    const times = all.map((report) => String(report['created_time'])).sort();
    assert.deepEqual(
      sorted.map((report) => report['created_time']),
      times.toReversed(),
    );
    const since = encodeURIComponent(`since_created_time==${times[2]}`);
    assert.equal(
      ok(await send('GET', `/v2/reporting/reports?filter=${since}`)).list('reports').length,
      times.length - 2,
    );
    assert.deepEqual(ok(await send('GET', '/v2/reporting/reports/1')).at('user_ids'), ['ALL_USERS']);
    ok(await send('GET', '/v2/reporting/reports/99'), 404);
  });

  it('run reports on what is there now', async () => {
    const rows = (reply: Reply) =>
      reply.list('results').map((row) => {
        const columns = row['columns'] as { field_name: string; value: string }[];
        return Object.fromEntries(columns.map(({ field_name, value }) => [field_name, value]));
      });
    const run = '/v2/reporting/reports/1:run';
    const first = ok(await send('POST', `${run}?page_size=2&order_by=Email%20desc&fields=Id,Email`));
    assert.equal(rows(first).length, 2);
    assert.deepEqual(Object.keys(rows(first)[0] ?? {}), ['Id', 'Email']);
    const contact = ok(await send('GET', `/v2/contacts/${rows(first)[0]?.['Id']}`));
    assert.equal(contact.at('email_addresses', 0, 'email'), rows(first)[0]?.['Email']);
    const next = `${run}?page_size=2&order_by=Email%20desc&fields=Id,Email&page_token=${first.at('page_token')}`;
    assert.ok(String(rows(ok(await send('POST', next)))[0]?.['Email']) <= String(rows(first)[1]?.['Email']));

    const email_addresses = [{ email: 'zz.reported@example.com', field: 'EMAIL1' }];
    const custom_fields = [{ id: '1', content: 'Teal' }];
    const made = ok(
      await send('POST', '/v2/contacts', { email_addresses, custom_fields, contact_type: 'Customer' }),
      201,
    );
    const name = '_FavouriteColour';
    const customers = ok(
      await send('POST', `/v2/reporting/reports/2:run?order_by=Id%20desc&page_size=1000&fields=Id,${name}`),
    );
    assert.ok(rows(customers).some((row) => row['Id'] === made.at('id') && row[name] === 'Teal'));
    const counted = ok(await send('GET', '/v2/contacts?page_size=1000&fields=contact_type')).list('contacts');
    assert.ok(rows(customers).length < counted.length);

    const model = ok(await send('GET', '/v2/reporting/reports/1/model')).list('fields');
    assert.ok(model.some((field) => field['name'] === name && field['label'] === 'Favourite colour'));
    ok(await send('POST', `${run}?fields=Nothing`), 400);
    ok(await send('POST', `${run}?order_by=Nothing%20asc`), 400);
  });
});
