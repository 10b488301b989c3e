import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useSandbox } from './sandboxSupport.ts';

/** Contacts, companies and tags through both versions at once: what one writes the other reads. */
describe('The sandbox remembers', () => {
  const { send, ok, origin } = useSandbox({ clock: () => Date.UTC(2026, 10, 20, 12) });

  it('a contact from v2 through v1 and back', async () => {
    const created = ok(
      await send('POST', '/v2/contacts', {
        given_name: 'Zoë',
        family_name: 'O’Neil "Zo"',
        email_addresses: [
          { email: 'zoe@example.com', field: 'EMAIL1', opt_in_reason: 'Asked' },
          { email: 'zoe.other@example.org', field: 'EMAIL2' },
        ],
        company: { id: '3' },
        job_title: 'Gardener',
        custom_fields: [{ id: '5', content: 12 }],
      }),
      201,
    );
    const id = String(created.at('id'));
    assert.match(id, /^\d+$/);
    assert.equal(created.at('create_time'), '2026-11-20T12:00:00.000Z');
    assert.equal(created.at('company', 'id'), '3');
    assert.equal(created.at('job_title'), undefined, 'comes only when asked for');

    const seen = ok(await send('GET', `/v1/contacts/${id}?optional_properties=custom_fields,job_title`));
    assert.equal(seen.at('id'), Number(id));
    assert.equal(seen.at('given_name'), 'Zoë');
    assert.equal(seen.at('job_title'), 'Gardener');
    assert.deepEqual(seen.at('custom_fields'), [{ id: 5, content: 12 }]);
    assert.equal(seen.at('email_status'), 'SingleOptIn');
    assert.equal(seen.at('company', 'id'), 3);
    assert.equal(ok(await send('GET', `/v1/contacts/${id}`)).at('custom_fields'), undefined);

    // v1 merges a list by its fields …
    const patch = {
      email_addresses: [{ email: 'zoe.new@example.com', field: 'EMAIL1' }],
      birthday: '1980-05-04T00:00:00.000Z',
    };
    ok(await send('PATCH', `/v1/contacts/${id}`, patch));
    const both = ok(await send('GET', `/v2/contacts/${id}`));
    assert.deepEqual(
      both.list('email_addresses').map(({ email }) => email),
      ['zoe.new@example.com', 'zoe.other@example.org'],
    );
    assert.equal(both.at('birth_date'), '1980-05-04');

    // … and v2 replaces it whole.
    const replaced = {
      email_addresses: [{ email: 'zoe.last@example.com', field: 'EMAIL1' }],
      given_name: 'Not masked',
    };
    ok(await send('PATCH', `/v2/contacts/${id}?update_mask=email_addresses`, replaced));
    const after = ok(await send('GET', `/v2/contacts/${id}`));
    assert.equal(after.list('email_addresses').length, 1);
    assert.equal(after.at('given_name'), 'Zoë');

    const found = ok(await send('GET', `/v1/contacts?email=ZOE.last@example.com`));
    assert.deepEqual(
      found.list('contacts').map((contact) => contact['id']),
      [Number(id)],
    );
    const listed = ok(await send('GET', `/v2/contacts?filter=${encodeURIComponent(`ids==${id};given_name==Zo*`)}`));
    assert.deepEqual(
      listed.list('contacts').map((contact) => contact['id']),
      [id],
    );

    ok(await send('DELETE', `/v1/contacts/${id}`), 204);
    assert.equal((await send('GET', `/v2/contacts/${id}`)).status, 404);
    assert.equal((await send('DELETE', `/v2/contacts/${id}`)).status, 404);
  });

  it('upserts by duplicate_option, in v2’s query and in v1’s body', async () => {
    const contact = {
      given_name: 'Una',
      family_name: 'Twice',
      email_addresses: [{ email: 'una@example.com', field: 'EMAIL1' }],
    };
    const id = ok(await send('POST', '/v2/contacts?duplicate_option=Email', contact), 201).at('id');
    const again = { ...contact, given_name: 'Una Maria', phone_numbers: [{ field: 'PHONE1', number: '555-0100' }] };
    const updated = ok(await send('POST', '/v2/contacts?duplicate_option=Email', again), 200);
    assert.deepEqual([updated.at('id'), updated.at('given_name')], [id, 'Una Maria']);
    const other = await send('POST', '/v2/contacts?duplicate_option=EmailAndName', { ...contact, family_name: 'Once' });
    assert.equal(ok(other, 201).at('id') === id, false);

    const v1 = ok(await send('PUT', '/v1/contacts', { ...contact, given_name: 'Una M.', duplicate_option: 'Email' }));
    assert.deepEqual([v1.at('id'), v1.at('given_name')], [Number(id), 'Una M.']);
    const fresh = await send('PUT', '/v1/contacts', { ...contact, duplicate_option: 'EmailAndName' });
    assert.notEqual(ok(fresh).at('id'), Number(id));
  });

  it('takes values away by null and lists by []', async () => {
    const id = ok(
      await send('POST', '/v2/contacts', {
        family_name: 'Gone',
        website: 'https://example.com',
        phone_numbers: [{ number: '555-0101', field: 'PHONE1' }],
      }),
      201,
    ).at('id');
    const patched = ok(await send('PATCH', `/v2/contacts/${id}`, { website: null, phone_numbers: [] }));
    assert.equal(patched.at('website'), undefined);
    assert.deepEqual(patched.at('phone_numbers'), []);
  });

  it('a company through both versions, and its people without it', async () => {
    const created = ok(
      await send('POST', '/v1/companies', { company_name: 'Übung & Co.', email_address: 'x@example.com', notes: 'Hm' }),
      201,
    );
    const id = created.at('id');
    assert.equal(typeof id, 'number');
    assert.equal(created.at('notes'), undefined, 'comes only when asked for');
    const v2 = ok(await send('GET', `/v2/companies/${id}?fields=notes,email_address`));
    assert.deepEqual(
      [v2.at('id'), v2.at('notes'), v2.at('email_address', 'email')],
      [String(id), 'Hm', 'x@example.com'],
    );
    ok(
      await send('PATCH', `/v2/companies/${id}`, {
        company_name: 'Renamed',
        address: { line1: '1 Way', country_code: 'USA' },
      }),
    );
    const listed = ok(await send('GET', '/v1/companies?company_name=renamed&optional_properties=notes'));
    assert.deepEqual([listed.at('count'), listed.at('companies', 0, 'address', 'line1')], [1, '1 Way']);
    assert.equal(listed.at('companies', 0, 'notes'), 'Hm');
    ok(await send('PATCH', `/v1/companies/${id}`, { company_name: 'Again' }));
    assert.equal(ok(await send('GET', `/v2/companies/${id}`)).at('company_name'), 'Again');

    const person = ok(
      await send('POST', '/v1/contacts', {
        company: { id },
        email_addresses: [{ email: 'p@example.com', field: 'EMAIL1' }],
      }),
      201,
    );
    assert.equal(person.at('company', 'company_name'), 'Again');
    ok(await send('DELETE', `/v2/companies/${id}`), 204);
    assert.equal((await send('GET', `/v1/companies/${id}`)).status, 404);
    assert.equal(ok(await send('GET', `/v1/contacts/${person.at('id')}`)).at('company'), undefined);
  });

  it('tags and categories through both versions', async () => {
    const category = ok(await send('POST', '/v1/tags/categories', { name: 'New ones' })).at('id');
    const created = ok(await send('POST', '/v2/tags', { name: 'Shiny', category: { id: String(category) } }), 201);
    const id = String(created.at('id'));
    const v1 = ok(await send('GET', `/v1/tags/${id}`));
    assert.deepEqual(v1.at('category'), { id: category, name: 'New ones' });
    ok(await send('PATCH', `/v2/tags/${id}`, { name: 'Shinier' }));
    assert.equal(ok(await send('GET', `/v1/tags?name=shinier&category=${category}`)).at('count'), 1);
    ok(await send('DELETE', `/v2/tags/categories/${category}`), 204);
    const loose = ok(await send('GET', '/v2/tags?filter=category_id%3D%3DNONE'));
    assert.ok(loose.list('tags').some((tag) => tag['id'] === id));

    const applied = ok(await send('POST', `/v2/tags/${id}/contacts:applyTags`, { contact_ids: ['1', '2', '999999'] }));
    assert.deepEqual(applied.at('results'), { 1: 'SUCCESS', 2: 'SUCCESS', 999999: 'CONTACT_NOT_FOUND' });
    const again = ok(await send('POST', '/v1/contacts/1/tags', { tagIds: [Number(id), 424242] }));
    assert.deepEqual(again.json, [{ key: 'DUPLICATE' }, { key: 'TAG_ID_NOT_FOUND' }]);
    assert.equal(ok(await send('GET', `/v1/tags/${id}/contacts`)).at('count'), 2);
    const tags = ok(await send('GET', '/v2/contacts/1/tags?order_by=applied_time desc'));
    assert.deepEqual(
      [tags.at('tags', 0, 'tag', 'id'), tags.at('tags', 0, 'applied_time')],
      [id, '2026-11-20T12:00:00.000Z'],
    );
    assert.ok(
      String(ok(await send('GET', '/v2/contacts/1?fields=groups')).at('groups'))
        .split(',')
        .includes(id),
    );

    ok(await send('DELETE', `/v1/contacts/1/tags?ids=${id}%2C7`), 204);
    ok(await send('POST', `/v2/tags/${id}/contacts:removeTags`, { contact_ids: ['2'] }), 204);
    assert.equal(ok(await send('GET', `/v2/tags/${id}/contacts`)).list('contacts').length, 0);
    ok(await send('POST', `/v2/companies/4/tags/${id}`), 204);
    assert.equal(ok(await send('GET', `/v1/tags/${id}/companies`)).at('companies', 0, 'company', 'id'), 4);
    ok(await send('DELETE', `/v2/tags/${id}`), 204);
    assert.equal((await send('GET', `/v1/tags/${id}`)).status, 404);
    assert.ok(!ok(await send('GET', '/v2/companies/4/tags')).text.includes('Shinier'));
  });

  it('users and who the key belongs to', async () => {
    const info = ok(await send('GET', '/v2/oauth/connect/userinfo'));
    const owner = ok(await send('GET', `/v2/users/${info.at('id')}`));
    assert.equal(owner.at('email_addresses', 0, 'email'), info.at('email'));
    assert.equal(ok(await send('GET', '/v1/oauth/connect/userinfo')).at('email'), info.at('email'));
    const created = ok(await send('POST', '/v1/users', { email: 'new@example.com', given_name: 'New' }), 201);
    const patched = ok(await send('PATCH', `/v2/users/${created.at('id')}`, { family_name: 'Colleague' }));
    assert.deepEqual([patched.at('status'), patched.at('family_name')], ['INVITED', 'Colleague']);
    const active = ok(await send('GET', '/v2/users?filter=include_inactive%3D%3Dfalse;include_partners%3D%3Dfalse'));
    const all = ok(await send('GET', '/v1/users'));
    assert.equal(Number(all.at('count')) - active.list('users').length, 2);
  });

  it('pages to the end without a gap or a repetition', async () => {
    const v2: unknown[] = [];
    let token = '';
    do {
      const page = ok(await send('GET', `/v2/contacts?page_size=37&order_by=email&page_token=${token}&fields=id`));
      v2.push(...page.list('contacts').map(({ id }) => Number(id)));
      token = String(page.at('next_page_token'));
    } while (token !== '');
    const v1: unknown[] = [];
    let url = '/v1/contacts?limit=41&order=id';
    for (;;) {
      const page = ok(await send('GET', url));
      if (page.list('contacts').length === 0) break;
      v1.push(...page.list('contacts').map(({ id }) => id));
      const next = String(page.at('next'));
      assert.ok(next.startsWith(origin()), next);
      url = next.slice(`${origin()}/crm/rest`.length);
    }
    assert.equal(new Set(v2).size, v2.length);
    assert.deepEqual(v2.toSorted(), v1.toSorted());
    assert.ok(v1.length >= 250);
  });

  it('the model of custom fields in both versions', async () => {
    const v2 = ok(await send('GET', '/v2/contacts/model')).list('custom_fields');
    const v1 = ok(await send('GET', '/v1/contacts/model')).list('custom_fields');
    assert.deepEqual(
      v2.map(({ id }) => Number(id)),
      v1.map(({ id }) => id),
    );
    assert.equal(v1[2]?.['field_type'], 'WholeNumber');
  });
});
