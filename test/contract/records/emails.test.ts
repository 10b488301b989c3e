import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Reply, sandboxClient } from '../sandboxSupport.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const text = (content: unknown) => Buffer.from(String(content), 'base64').toString('utf8');

/** Mails, their templates and the status of addresses, through both versions. */
describe('The sandbox remembers of mail', () => {
  let client: Awaited<ReturnType<typeof sandboxClient>>;
  let send: typeof client.send;
  let contacts = 0;
  before(async () => {
    client = await sandboxClient({ clock: () => Date.parse(NOW) });
    send = client.send;
  });
  after(() => client.close());

  const ok = (reply: Reply, status = 200): Reply => {
    assert.equal(reply.status, status, reply.text);
    return reply;
  };
  const get = async (path: string) => ok(await send('GET', path));
  const filtered = (path: string, filter: string) => get(`${path}?filter=${encodeURIComponent(filter)}`);
  const ids = (reply: Reply, name = 'emails') => reply.list(name).map(({ id }) => Number(id));

  /** A contact with two addresses, whom no mail has gone to. */
  async function newContact(): Promise<{ readonly id: number; readonly first: string; readonly second: string }> {
    contacts++;
    const [first, second] = [`mail${contacts}@example.com`, `mail${contacts}@example.org`];
    const body = {
      given_name: 'Zoë',
      family_name: '<b>Bold</b>',
      email_addresses: [
        { email: first, field: 'EMAIL1', opt_in_reason: 'Asked' },
        { email: second, field: 'EMAIL2' },
      ],
      custom_fields: [{ id: '25', content: `billing${contacts}@example.net` }],
    };
    return { id: Number(ok(await send('POST', '/v2/contacts', body), 201).at('id')), first, second };
  }

  async function mailsOf(id: number): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const listed = (await filtered('/v2/emails', `contact_id==${id}`)).list('emails');
    const old = await get(`/v1/contacts/${id}/emails`);
    assert.deepEqual(
      ids(old),
      listed.map((mail) => Number(mail['id'])),
    );
    return listed;
  }

  it('a mail recorded in v2, through v1 and back', async () => {
    const { id: contact_id } = await newContact();
    const mail = {
      contact_id: String(contact_id),
      subject: 'Read "this"',
      sent_to_address: 'somebody@example.com',
      sent_to_cc_address_list: ['a@example.org', 'b@example.org'],
      sent_time: '2026-10-01T08:00:00.000Z',
      html_content: base64('<p>Ça va?</p>'),
    };
    const created = ok(await send('POST', '/v2/emails', mail), 201);
    const id = String(created.at('id'));
    assert.equal(created.at('original_provider'), 'UNKNOWN');
    assert.match(String(created.at('original_provider_id')), /^[0-9a-f]{32}$/);
    const old = await get(`/v1/emails/${id}`);
    assert.equal(old.at('id'), Number(id));
    assert.equal(old.at('contact_id'), contact_id);
    assert.equal(old.at('sent_date'), '2026-10-01T08:00:00.000Z');
    assert.equal(old.at('sent_to_cc_addresses'), 'a@example.org,b@example.org');
    assert.equal(text(old.at('html_content')), '<p>Ça va?</p>');
    assert.equal((await mailsOf(contact_id))[0]?.['html_content'], undefined, 'lists have no content');

    const other = {
      subject: 'From v1',
      sent_to_address: 'Other@example.com',
      sent_to_bcc_addresses: 'c@example.org, d@example.org',
      opened_date: '2026-10-02T08:00:00.000Z',
      plain_content: base64('Hello'),
    };
    const second = ok(await send('POST', `/v1/contacts/${contact_id}/emails`, other), 201);
    const both = await get(`/v2/emails/${second.at('id')}`);
    assert.deepEqual(both.at('sent_to_bcc_address_list'), ['c@example.org', 'd@example.org']);
    assert.equal(both.at('opened_time'), '2026-10-02T08:00:00.000Z');
    assert.equal(both.at('sent_time'), undefined, 'nobody said when');
    assert.deepEqual(ids(await filtered('/v2/emails', 'email==other@EXAMPLE.com')), [Number(second.at('id'))]);
    assert.deepEqual(ids(await get(`/v1/emails?contact_id=${contact_id}&email=other@example.com`)), [
      Number(second.at('id')),
    ]);

    ok(await send('DELETE', `/v1/emails/${id}`), 204);
    ok(await send('GET', `/v2/emails/${id}`), 404);
    assert.equal((await mailsOf(contact_id)).length, 1);
    ok(await send('DELETE', `/v2/contacts/${contact_id}`), 204);
    ok(await send('GET', `/v1/emails/${second.at('id')}`), 404);
  });

  it('no mail without an address, to nobody or with an id its provider gave before', async () => {
    ok(await send('POST', '/v2/emails', { subject: 'To whom?' }), 400);
    ok(await send('POST', '/v1/emails', { sent_to_address: ' ' }), 400);
    ok(await send('POST', '/v2/emails', { sent_to_address: 'a@example.com', contact_id: '999999' }), 400);
    const same = { sent_to_address: 'a@example.com', original_provider: 'GOOGLE', original_provider_id: 'g-1' };
    ok(await send('POST', '/v2/emails', same), 201);
    ok(await send('POST', '/v2/emails', same), 400);
    ok(await send('POST', '/v1/emails', { ...same, original_provider: 'MICROSOFT' }), 201);
  });

  it('mails in batches, each with a result of its own', async () => {
    const emails = [{ sent_to_address: 'b1@example.com' }, { sent_to_address: 'b2@example.com', contact_id: '999999' }];
    const added = ok(await send('POST', '/v2/emails:batchAdd', { emails }), 201);
    assert.equal(added.list('emails').length, 1);
    assert.deepEqual(added.at('errors', 0, 'email'), emails[1]);
    const old = ok(await send('POST', '/v1/emails/sync', { emails: [{ sent_to_address: 'b3@example.com' }] }), 201);
    const [first = 0] = ids(added);
    const [second = 0] = ids(old);
    const removed = ok(await send('POST', '/v2/emails:batchRemove', { email_ids: [`${first}`, '999999'] }));
    assert.deepEqual(removed.at('results'), { [first]: 'SUCCESS', '999999': 'EMAIL_ID_NOT_FOUND' });
    assert.deepEqual(ok(await send('POST', '/v1/emails/unsync', { ids: [first, second] })).json, {
      [first]: 'EMAIL_ID_NOT_FOUND',
      [second]: 'SUCCESS',
    });
    const many = Array.from({ length: 1001 }, () => ({ sent_to_address: 'b@example.com' }));
    ok(await send('POST', '/v2/emails:batchAdd', { emails: many }), 400);
  });

  it('mails in a window of time, in both directions', async () => {
    const all = (await get('/v1/emails?limit=1000')).list('emails');
    const [from, to] = ['2025-06-01T00:00:00.000Z', '2025-12-01T00:00:00.000Z'];
    const expected = all
      .filter(({ sent_date }) => String(sent_date) >= from && String(sent_date) <= to)
      .map(({ id }) => Number(id));
    assert.ok(expected.length > 0);
    const most = Number(all.at(-1)?.['id']);
    const within = (found: number[]) => found.filter((id) => id <= most);
    const old = await get(`/v1/emails?since_sent_date=${from}&until_sent_date=${to}`);
    assert.deepEqual(within(ids(old)), expected);
    const both = await filtered('/v2/emails', `start_created_time==${from};end_created_time==${to}`);
    assert.deepEqual(within(ids(both)), expected.slice(0, 100));
    ok(await send('GET', `/v1/emails?until_sent_date=${to}`), 400);
    const newest = await get('/v2/emails?order_by=created_time%20desc&page_size=1000');
    const times = newest.list('emails').flatMap(({ sent_time, id }) => (Number(id) <= most ? String(sent_time) : []));
    assert.deepEqual(times, times.toSorted().reverse());
  });

  it('a sent mail, among all mails and among those of each contact', async () => {
    const [one, two] = [await newContact(), await newContact()];
    const body = {
      contacts: [`${one.id}`, `${two.id}`],
      subject: 'Hello ~Contact.FirstName~',
      user_id: '2',
      html_content: base64('<p>~Contact.LastName~, ça va?</p>'),
    };
    const sent = ok(await send('POST', '/v2/emails:send', body), 202);
    assert.equal(sent.text, '');
    const [mail] = await mailsOf(one.id);
    assert.equal(mail?.['subject'], 'Hello Zoë');
    assert.equal(mail?.['sent_to_address'], one.first);
    assert.equal(mail?.['sent_from_address'], 'bo@example.com');
    assert.equal(mail?.['sent_time'], NOW);
    assert.equal(text((await get(`/v2/emails/${mail?.['id']}`)).at('html_content')), '<p><b>Bold</b>, ça va?</p>');
    assert.equal((await mailsOf(two.id)).length, 1);
    assert.equal((await get(`/v2/emailAddresses/${one.first}/status`)).at('last_sent_time'), NOW);

    // What is no Base64 goes out as it stands, without a word.
    const raw = { contacts: [one.id], subject: 'Raw', user_id: 1, html_content: '<p>Raw & plain</p>' };
    assert.equal(ok(await send('POST', '/v1/emails/queue', raw), 202).text, '');
    const last = (await mailsOf(one.id)).at(-1);
    assert.equal(text((await get(`/v1/emails/${last?.['id']}`)).at('html_content')), '<p>Raw & plain</p>');
  });

  it('mails to other addresses than the first one', async () => {
    const { id, second } = await newContact();
    const to = async (address_field: string, status = 202) =>
      ok(
        await send('POST', '/v2/emails:send', {
          ...{ contacts: [`${id}`], subject: 'Hi', from_address: 'sales@example.com' },
          address_field,
        }),
        status,
      );
    await to('EmailAddress2');
    await to('_InvoiceEmail');
    await to('EmailAddress3');
    const mails = await mailsOf(id);
    assert.deepEqual(
      mails.map(({ sent_to_address }) => sent_to_address),
      [second, `billing${contacts}@example.net`],
      'and none where there is no address',
    );
    assert.equal(mails[0]?.['sent_from_address'], 'sales@example.com');
    await to('email', 400);
  });

  it('refuses to send from nobody, from two, to nobody and with too much', async () => {
    const mail = { contacts: ['1'], subject: 'Hi', user_id: '1' };
    const attachment = { file_name: 'a.txt', file_data: base64('a') };
    const before = (await mailsOf(1)).length;
    for (const wrong of [
      { ...mail, user_id: undefined },
      { ...mail, from_address: 'a@example.com' },
      { ...mail, user_id: '999' },
      { ...mail, contacts: [] },
      { ...mail, contacts: ['1', '999999'] },
      { ...mail, attachments: Array.from({ length: 11 }, (_, index) => ({ ...attachment, file_name: `${index}` })) },
      { ...mail, attachments: [{ ...attachment, file_data: base64('a'.repeat(2 ** 20 + 1)) }] },
    ]) {
      ok(await send('POST', '/v2/emails:send', wrong), 400);
    }
    assert.equal((await mailsOf(1)).length, before);
  });

  it('a mail from a template', async () => {
    const templates = (await get('/v2/emails/templates?order_by=id%20desc')).list('email_templates');
    const found = templates.map(({ id }) => Number(id));
    assert.deepEqual(
      found,
      found.toSorted((a, b) => b - a),
    );
    const template = await get('/v2/emails/templates/1');
    assert.match(String(template.at('html_body')), /~Contact\.FirstName~/);
    assert.equal(templates.at(-1)?.['html_body'], undefined, 'lists have no bodies');
    const { id } = await newContact();
    const body = { template_id: '1', contact_ids: [`${id}`], user_id: '1' };
    assert.equal(ok(await send('POST', '/v2/emails/templates:send', body), 202).text, '');
    const [mail] = await mailsOf(id);
    assert.equal(mail?.['subject'], 'Welcome Zoë');
    assert.match(text((await get(`/v2/emails/${mail?.['id']}`)).at('html_content')), /Hello Zoë,/);
    ok(await send('POST', '/v2/emails/templates:send', { ...body, template_id: '99' }), 400);
    ok(await send('GET', '/v2/emails/templates/99'), 404);
  });

  it('the status of an address, on its contact too', async () => {
    const { id, second } = await newContact();
    const path = `/v2/emailAddresses/${encodeURIComponent(second)}/status`;
    assert.equal((await get(path)).at('status'), 'UNENGAGED_NON_MARKETABLE');
    const inn = ok(await send('PATCH', path, { opted_in: true, reason: 'Asked on the phone' }));
    assert.equal(inn.at('status'), 'SINGLE_OPT_IN');
    assert.equal(inn.at('opted_in'), true);
    const stored = (await get(`/v2/contacts/${id}`)).list('email_addresses')[1];
    assert.equal(stored?.['email_opt_status'], 'SINGLE_OPT_IN');
    assert.equal(stored?.['opt_in_reason'], 'Asked on the phone');

    const out = ok(await send('PUT', `/v1/emailAddresses/${second}`, { opted_in: false, reason: 'Enough' }));
    assert.deepEqual(out.json, { email: second, opted_in: false, status: 'Opt-Out' });
    assert.equal((await get(path)).at('status'), 'MANUAL');
    ok(await send('PATCH', path, { opted_in: true }), 400);

    // What a reader or a mail server decided stays.
    const gone = '/v2/emailAddresses/former.customer@example.org/status';
    assert.equal(ok(await send('PATCH', gone, { opted_in: true, reason: 'Please' })).at('status'), 'LIST_UNSUBSCRIBE');
    ok(await send('GET', '/v2/emailAddresses/nobody.has.this@example.com/status'), 404);
    ok(await send('PUT', '/v1/emailAddresses/nobody.has.this@example.com', { opted_in: true, reason: 'x' }), 404);
  });

  it('addresses by status, and page by page', async () => {
    const all = (await get('/v2/emailAddresses?page_size=1000')).list('email_addresses');
    const expect = async (filter: string, test: (address: (typeof all)[number]) => boolean) => {
      const reply = await get(`/v2/emailAddresses?page_size=1000&filter=${encodeURIComponent(filter)}`);
      const found = reply.list('email_addresses').map(({ email }) => email);
      const expected = all.filter(test).map(({ email }) => email);
      assert.ok(expected.length > 0, filter);
      assert.deepEqual(found.slice(0, expected.length), expected, filter);
    };
    await expect('opted_in==true', ({ opted_in }) => opted_in === true);
    await expect('statuses==CONFIRMED,LIST_UNSUBSCRIBE', ({ status }) =>
      ['CONFIRMED', 'LIST_UNSUBSCRIBE'].includes(String(status)),
    );
    const some = [String(all[1]?.['email']), String(all[4]?.['email']).toUpperCase()];
    await expect(`emails==${some.join(',')}`, ({ email }) => some.some((one) => one.toLowerCase() === email));

    const pages: unknown[] = [];
    let token = '';
    do {
      const page = await get(`/v2/emailAddresses?page_size=997&page_token=${token}`);
      pages.push(...page.list('email_addresses').map(({ email }) => email));
      token = String(page.at('next_page_token'));
    } while (token !== '');
    assert.equal(new Set(pages).size, pages.length);
    assert.ok(pages.length > 2000 && pages.includes('person@example.com'));

    const latest = (await get('/v2/emailAddresses?order_by=last_sent_time%20desc')).list('email_addresses');
    const times = latest.map(({ last_sent_time }) => String(last_sent_time));
    assert.deepEqual(times, times.toSorted().reverse());
    assert.equal(times[0], NOW);
  });
});
