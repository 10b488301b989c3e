import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useSandbox } from '../sandboxSupport.ts';

describe('Links between contacts', () => {
  const { send, ok } = useSandbox({ clock: () => Date.UTC(2026, 10, 20, 12) });
  const newContact = async (name: string, rest: object = {}): Promise<string> => {
    const email_addresses = [{ email: `${name}@example.com`, field: 'EMAIL1' }];
    return String(ok(await send('POST', '/v2/contacts', { given_name: name, email_addresses, ...rest }), 201).at('id'));
  };
  const newType = async (name: string, max_links: number): Promise<string> =>
    String(ok(await send('POST', '/v2/contacts/links/types', { name, max_links }), 201).at('id'));
  const link = (contact1_id: string, contact2_id: string, link_type_id: string) =>
    send('POST', '/v2/contacts:link', { contact1_id, contact2_id, link_type_id });
  const unlink = (contact1_id: string, contact2_id: string, link_type_id: string) =>
    send('POST', '/v2/contacts:unlink', { contact1_id, contact2_id, link_type_id });
  const linksOf = async (id: string) => ok(await send('GET', `/v2/contacts/${id}/links`)).list('links');

  it('are of types, which are made, found, sorted, changed and removed', async () => {
    const id = await newType('Cousin "once removed"', 2);
    ok(await send('POST', '/v2/contacts/links/types', { name: 'COUSIN "once removed"' }), 409);
    ok(await send('POST', '/v2/contacts/links/types', { name: 'None', max_links: 0 }), 400);
    ok(await send('POST', '/v2/contacts/links/types', { max_links: 1 }), 400);
    const filter = encodeURIComponent('name==Cousin "once removed"');
    const found = ok(await send('GET', `/v2/contacts/links/types?filter=${filter}`)).list('contact_link_types');
    assert.deepEqual(found, [
      { id, name: 'Cousin "once removed"', max_links: 2, create_time: '2026-11-20T12:00:00.000Z' },
    ]);
    const all = ok(await send('GET', '/v2/contacts/links/types')).list('contact_link_types');
    const sorted = ok(await send('GET', '/v2/contacts/links/types?order_by=max_links%20desc'));
    assert.deepEqual(
      sorted.list('contact_link_types').map((type) => type['max_links']),
      all.map((type) => Number(type['max_links'])).sort((a, b) => b - a),
    );
    const at = `/v2/contacts/links/types/${id}`;
    const changed = ok(await send('PATCH', `${at}?update_mask=max_links`, { name: 'Not masked', max_links: 7 }));
    assert.deepEqual([changed.at('name'), changed.at('max_links')], ['Cousin "once removed"', 7]);
    ok(await send('DELETE', at), 204);
    ok(await send('DELETE', at), 404);
  });

  it('show at both ends and in both versions, and go', async () => {
    const type = await newType('Neighbour', 1);
    const [ada, bo, chi] = [await newContact('ada'), await newContact('bo'), await newContact('chi')];
    const made = ok(await link(ada, bo, type), 201);
    const view = { contact1_id: ada, contact2_id: bo, link_type_id: type, link_type_name: 'Neighbour' };
    assert.deepEqual(made.json, view);
    for (const id of [ada, bo]) assert.deepEqual(await linksOf(id), [view]);

    const seen = ok(await send('GET', `/v2/contacts/${bo}?fields=links`)).list('links');
    assert.deepEqual(
      seen.map(({ id, ...rest }) => [typeof id, rest]),
      [['string', { linked_contact_id: ada, link_type_id: type, link_type_name: 'Neighbour' }]],
    );
    assert.equal(ok(await send('GET', `/v2/contacts/${bo}`)).at('links'), undefined, 'comes only when asked for');
    const old = ok(await send('GET', `/v1/contacts/${ada}?optional_properties=relationships`)).list('relationships');
    assert.deepEqual(
      old.map(({ linked_contact_id, relationship_type_id }) => [linked_contact_id, relationship_type_id]),
      [[Number(bo), Number(type)]],
    );

    ok(await link(bo, ada, type), 409);
    ok(await link(chi, bo, type), 409);
    ok(await link(chi, chi, type), 400);
    ok(await link(chi, '999999', type), 400);
    ok(await link(chi, bo, '999'), 400);
    ok(await send('DELETE', `/v2/contacts/links/types/${type}`), 409);
    ok(await send('PATCH', `/v2/contacts/links/types/${type}?update_mask=max_links`, { max_links: 2 }));
    ok(await link(chi, bo, type), 201);
    ok(await send('PATCH', `/v2/contacts/links/types/${type}?update_mask=max_links`, { max_links: 1 }), 409);

    ok(await unlink(bo, ada, type), 204);
    ok(await unlink(bo, ada, type), 404);
    assert.deepEqual(await linksOf(ada), []);
    ok(await send('DELETE', `/v2/contacts/${chi}`), 204);
    assert.deepEqual(await linksOf(bo), [], 'a contact that goes takes its links along');
    ok(await send('DELETE', `/v2/contacts/links/types/${type}`), 204);
  });

  it('are there from the start', async () => {
    const links = await linksOf('1');
    assert.ok(links.length >= 3);
    for (const each of links) assert.ok((await linksOf(String(each['contact2_id']))).length > 0);
  });

  it('are merged with the contacts, as is everything else a contact has', async () => {
    const type = await newType('Met at the fair', 10);
    const [friend, other] = [await newContact('friend'), await newContact('other')];
    const kept = await newContact('kept', { job_title: 'Gardener', custom_fields: [{ id: '1', content: 'Teal' }] });
    const duplicate = await newContact('duplicate', {
      family_name: 'Moved',
      job_title: 'Dentist',
      phone_numbers: [{ field: 'PHONE1', number: '(480) 555-0101' }],
      custom_fields: [
        { id: '1', content: 'Ochre' },
        { id: '5', content: 7 },
      ],
    });
    ok(await link(kept, friend, type), 201);
    for (const id of [kept, friend, other]) ok(await link(duplicate, id, type), 201);
    ok(await send('POST', '/v2/tags/1/contacts:applyTags', { contact_ids: [kept, duplicate] }));
    ok(await send('POST', '/v2/tags/2/contacts:applyTags', { contact_ids: [duplicate] }));
    const note = ok(
      await send('POST', `/v2/contacts/${duplicate}/notes`, { title: 'Came along', type: 'CALL', user_id: '1' }),
      201,
    );

    const body = { contact_id: kept, duplicate_contact_id: duplicate };
    ok(await send('POST', '/v2/contacts:merge', { ...body, duplicate_contact_id: kept }), 400);
    ok(await send('POST', '/v2/contacts:merge', { ...body, duplicate_contact_id: '999999' }), 400);
    const fields = 'given_name,family_name,job_title,email_addresses,phone_numbers,tag_ids,links,custom_fields';
    const merged = ok(await send('POST', `/v2/contacts:merge?fields=${fields}`, body));
    const { id, given_name, family_name, job_title, tag_ids, custom_fields } = merged.json as Record<string, unknown>;
    assert.deepEqual(
      { id, given_name, family_name, job_title, tag_ids, custom_fields },
      {
        ...{ id: kept, given_name: 'kept', family_name: 'Moved', job_title: 'Gardener', tag_ids: ['1', '2'] },
        custom_fields: [
          { id: '1', content: 'Teal' },
          { id: '5', content: 7 },
        ],
      },
    );
    assert.deepEqual(
      merged.list('email_addresses').map(({ field, email }) => [field, email]),
      [
        ['EMAIL1', 'kept@example.com'],
        ['EMAIL2', 'duplicate@example.com'],
      ],
    );
    assert.equal(merged.list('phone_numbers').length, 1);
    assert.deepEqual(
      merged.list('links').map((each) => each['linked_contact_id']),
      [friend, other],
    );
    ok(await send('GET', `/v2/contacts/${duplicate}`), 404);
    ok(await send('GET', `/v1/contacts/${duplicate}`), 404);
    assert.equal((await linksOf(friend)).length, 1);
    ok(await send('GET', `/v2/contacts/${kept}/notes/${note.at('id')}`));
    const tagged = ok(await send('GET', '/v2/tags/2/contacts?page_size=1000'))
      .list('contacts')
      .map((each) => each['id']);
    assert.ok(tagged.includes(kept) && !tagged.includes(duplicate));
  });

  it('stand beside UTMs and the lead score of a contact', async () => {
    const utm_parameters = { keap_source_id: '60', utm_source: 'letter', utm_campaign: 'spring "sale"' };
    const id = await newContact('tracked', { utm_parameters });
    const added = ok(await send('POST', `/v1/contacts/${id}/utm`, { keapSourceId: '61', utmSource: 'search' }), 201);
    assert.deepEqual(added.json, { contactUtmId: 2, keapSourceId: '61', utmSource: 'search' });
    ok(await send('POST', `/v1/contacts/${id}/utm`, { utmSource: 'search' }), 400);
    ok(await send('POST', '/v1/contacts/999999/utm', { keapSourceId: '61' }), 404);
    const utms = ok(await send('GET', `/v2/contacts/${id}?fields=utm_parameters`)).list('utm_parameters');
    assert.deepEqual(
      utms.map(({ id: utm, utmSource, utmCampaign, firstTouch, lastTouch }) => [
        ...[utm, utmSource, utmCampaign],
        ...[firstTouch, lastTouch],
      ]),
      [
        [1, 'letter', 'spring "sale"', true, false],
        [2, 'search', undefined, false, true],
      ],
    );
    const contact = ok(await send('GET', '/v2/contacts/5?fields=score_value'));
    assert.equal(ok(await send('GET', '/v2/contacts/5/leadScore')).at('score'), contact.at('score_value'));
    assert.equal(ok(await send('GET', `/v2/contacts/${id}/leadScore`)).at('score'), '0');
    ok(await send('GET', '/v2/contacts/999999/leadScore'), 404);
  });
});
