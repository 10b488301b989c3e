import { randomBytes, randomUUID } from 'node:crypto';
import { at, listAt, textAt } from '../json.ts';
import { type Account, idsOf } from './account.ts';
import type { Checks } from './checks.ts';

/** Creates a contact and changes it in both versions; returns its id. */
export async function writeContact(account: Account, checks: Checks): Promise<string> {
  const email = `judge.${randomUUID()}@example.com`;
  const field = listAt((await account.get('/v2/contacts/model')).json, 'custom_fields').find(
    (one) => textAt(one, 'field_type') === 'TEXT',
  );
  const wish = { id: textAt(field, 'id'), content: 'Blue & "green"' };
  const person = { given_name: 'Zoë', family_name: 'O’Neil & Søn' };
  const created = await account.send(
    'POST',
    '/v2/contacts',
    {},
    {
      ...person,
      email_addresses: [
        { field: 'EMAIL1', email },
        { field: 'EMAIL2', email: `second.${email}` },
      ],
      phone_numbers: [{ field: 'PHONE1', number: '(602) 555-0123' }],
      addresses: [{ field: 'BILLING', line1: '1 High Street', locality: 'Leeds', country_code: 'GBR' }],
      custom_fields: [wish],
    },
  );
  const id = textAt(created.json, 'id');
  checks.equal('a contact is created with 201', created.status, 201);
  const path = `/v2/contacts/${id}`;
  const fields = 'given_name,family_name,email_addresses,phone_numbers,addresses,custom_fields';
  const read = async (): Promise<unknown> => (await account.get(path, { fields })).json;
  const emails = (contact: unknown): string[] => listAt(contact, 'email_addresses').map((one) => textAt(one, 'email'));

  const v2 = await read();
  checks.equal('v2 reads back its name', [at(v2, 'given_name'), at(v2, 'family_name')], Object.values(person));
  checks.equal('v2 reads back both addresses', emails(v2), [email, `second.${email}`]);
  checks.equal('v2 reads back the town', at(v2, 'addresses', 0, 'locality'), 'Leeds');
  checks.ok('v2 reads back the custom field', JSON.stringify(at(v2, 'custom_fields')).includes('green'), v2);
  const v1 = (await account.get(`/v1/contacts/${id}`, { optional_properties: 'custom_fields' })).json;
  checks.equal('v1 gives its id as a number', at(v1, 'id'), Number(id));
  checks.equal('v1 reads back its name', [at(v1, 'given_name'), at(v1, 'family_name')], Object.values(person));
  checks.equal('v1 reads back both addresses', emails(v1), [email, `second.${email}`]);
  checks.ok('v1 gives the custom field when asked', JSON.stringify(at(v1, 'custom_fields')).includes('green'), v1);
  const lookUp = await account.get('/v2/contacts', { filter: `email==${email}` });
  checks.equal('v2 finds it by its address', idsOf(listAt(lookUp.json, 'contacts')), [id]);
  const lookUpV1 = await account.get('/v1/contacts', { email });
  checks.equal('v1 finds it by its address', idsOf(listAt(lookUpV1.json, 'contacts')), [id]);

  const only = [{ field: 'EMAIL1', email }];
  const patched = await account.send('PATCH', path, {}, { email_addresses: only, phone_numbers: [] });
  checks.equal('a contact is patched with 200', patched.status, 200);
  const after = await read();
  checks.equal('an array replaces the one before', emails(after), [email]);
  checks.equal('an empty array clears', listAt(after, 'phone_numbers'), []);
  checks.equal('what is not sent stays', at(after, 'family_name'), person.family_name);
  await account.send('PATCH', path, { update_mask: 'given_name' }, { given_name: 'Zoe', family_name: 'Unmasked' });
  const masked = await read();
  checks.equal('update_mask lets a field through', at(masked, 'given_name'), 'Zoe');
  checks.equal('update_mask holds the others back', at(masked, 'family_name'), person.family_name);
  const seen = (await account.get(`/v1/contacts/${id}`)).json;
  checks.equal('v1 sees the changes of v2', [at(seen, 'given_name'), emails(seen)], ['Zoe', [email]]);

  const upsert = { duplicate_option: 'Email' };
  const again = await account.send('POST', '/v2/contacts', upsert, { email_addresses: only, job_title: 'Judge' });
  checks.equal('duplicate_option of v2 updates', [again.status, textAt(again.json, 'id')], [200, id]);
  const put = await account.send('PUT', '/v1/contacts', {}, { ...upsert, email_addresses: only, middle_name: 'V' });
  checks.equal('PUT of v1 updates', [put.status, textAt(put.json, 'id')], [200, id]);
  const both = (await account.get(path, { fields: 'job_title,middle_name' })).json;
  checks.equal('both updates arrived', [at(both, 'job_title'), at(both, 'middle_name')], ['Judge', 'V']);
  return id;
}

export async function tagContact(account: Account, checks: Checks, id: string): Promise<void> {
  const created = await account.send('POST', '/v2/tags', {}, { name: `Judged ${randomUUID()}` });
  checks.equal('a tag is created with 201', created.status, 201);
  const tag = textAt(created.json, 'id');
  const applied = await account.send(
    'POST',
    `/v2/tags/${tag}/contacts:applyTags`,
    {},
    { contact_ids: [id, '987654321'] },
  );
  checks.equal('tags are applied with 200 though one fails', applied.status, 200);
  const [good, bad] = [at(applied.json, 'results', id), at(applied.json, 'results', '987654321')];
  checks.ok('every contact has a result of its own', Boolean(good && bad) && good !== bad, applied.json);
  const tags = async (version: string): Promise<string[]> =>
    listAt((await account.get(`/${version}/contacts/${id}/tags`)).json, 'tags').map((one) => textAt(one, 'tag', 'id'));
  checks.equal('v2 shows the tag on the contact', await tags('v2'), [tag]);
  checks.equal('v1 shows the tag on the contact', await tags('v1'), [tag]);
  const tagged = async (): Promise<string[]> =>
    idsOf(listAt((await account.get(`/v2/tags/${tag}/contacts`)).json, 'contacts'));
  checks.equal('the tag shows the contact', await tagged(), [id]);
  const removed = await account.send('POST', `/v2/tags/${tag}/contacts:removeTags`, {}, { contact_ids: [id] });
  checks.equal('tags are removed with 204', [removed.status, removed.text], [204, '']);
  checks.equal('the tag is off the contact', [await tags('v2'), await tags('v1'), await tagged()], [[], [], []]);
}

export async function sellAndGetPaid(account: Account, checks: Checks): Promise<void> {
  const email_addresses = [{ field: 'EMAIL1', email: `buyer.${randomUUID()}@example.com` }];
  const buyer = textAt((await account.send('POST', '/v2/contacts', {}, { email_addresses })).json, 'id');
  const product = await account.send(
    'POST',
    '/v2/products',
    {},
    {
      name: 'Judge’s gavel',
      price: 1250,
      short_description: 'Of beech',
      active: true,
    },
  );
  checks.equal('a product is created with 201', product.status, 201);
  checks.equal('its price is in cents', at(product.json, 'price', 'amount'), 1250);
  const order = await account.send(
    'POST',
    '/v2/orders',
    {},
    {
      contact_id: buyer,
      order_title: 'Two gavels',
      order_time: new Date().toISOString(),
      order_type: 'OFFLINE',
      order_items: [{ product_id: textAt(product.json, 'id'), quantity: 2, item_type: 'PRODUCT' }],
    },
  );
  checks.equal('an order is created with 201', order.status, 201);
  const id = textAt(order.json, 'id');
  const path = `/v2/orders/${id}`;
  const before = (await account.get(path)).json;
  const amounts = (json: unknown): unknown[] =>
    ['total', 'total_paid', 'total_due'].map((name) => at(json, name, 'amount') ?? 0);
  checks.equal('the order costs two products', amounts(before), [2500, 0, 2500]);
  checks.equal('the order is of the contact', textAt(before, 'contact', 'id'), buyer);
  const v1 = (await account.get(`/v1/orders/${id}`)).json;
  checks.equal('v1 counts the same in whole money', [at(v1, 'total'), at(v1, 'total_due')], [25, 25]);
  const found = await account.get('/v2/orders', { filter: `contact_id==${buyer}` });
  checks.equal('the order is found by its contact', idsOf(listAt(found.json, 'orders')), [id]);

  const pay = { payment_amount: 25, payment_method_type: 'Cash', apply_to_commissions: false };
  const paid = await account.send('POST', `${path}/payments`, {}, pay);
  checks.equal('a payment is taken with 201', [paid.status, at(paid.json, 'payment_amount')], [201, 25]);
  const after = (await account.get(path)).json;
  // What is due is no balance in Keap, and stays.
  checks.equal('the order shows what is paid', amounts(after).slice(0, 2), [2500, 2500]);
  checks.equal('the order is paid', at(after, 'status'), 'PAID');
  const payments = listAt((await account.get(`${path}/payments`)).json, 'invoice_order_payments');
  checks.equal('v2 lists the payment', payments.length, 1);
  const older = (await account.get(`/v1/orders/${id}/payments`)).json;
  checks.equal('v1 lists the payment', listAt(older).length, 1);
}

export async function keepFiles(account: Account, checks: Checks): Promise<void> {
  const bytes = Buffer.concat([Buffer.from([0, 255, 13, 10, 13, 10, 45, 45]), randomBytes(5000)]);
  const uploaded = await account.sendAs({ 'X-Keap-API-Key': account.key }, 'POST', '/v2/files', {
    form: {
      fields: { file_name: 'the verdict.bin', file_association: 'COMPANY', is_public: 'true' },
      file: { field: 'file', name: 'the verdict.bin', type: 'application/octet-stream', bytes },
    },
  });
  checks.equal('a form uploads a file with 201', uploaded.status, 201);
  const id = textAt(uploaded.json, 'id');
  checks.equal('v2 says its name', at(uploaded.json, 'file_name'), 'the verdict.bin');
  checks.equal('v2 says its size', at(uploaded.json, 'file_size'), bytes.length);
  const data = await account.get(`/v2/files/${id}:data`);
  checks.ok('v2 gives its bytes back', data.bytes.equals(bytes), `${data.status}, ${data.bytes.length} bytes`);
  const asked = { optional_properties: 'file_data' };
  const older = (await account.get(`/v1/files/${id}`, asked)).json;
  checks.ok('v1 gives its bytes in Base64', bytes.equals(Buffer.from(textAt(older, 'file_data'), 'base64')), older);

  const sent = await account.send(
    'POST',
    '/v1/files',
    {},
    {
      file_name: 'appeal.bin',
      file_data: bytes.toString('base64'),
      file_association: 'COMPANY',
      is_public: false,
    },
  );
  checks.equal('v1 takes a file in Base64 with 200', sent.status, 200);
  const second = textAt(sent.json, 'file_descriptor', 'id');
  const again = (await account.get(`/v1/files/${second}`, asked)).json;
  checks.equal('v1 gives the Base64 back', at(again, 'file_data'), bytes.toString('base64'));
  const unasked = (await account.get(`/v1/files/${second}`)).json;
  checks.equal('v1 gives no data unless asked', at(unasked, 'file_data') ?? '', '');
  const secondData = await account.get(`/v2/files/${second}:data`);
  checks.ok(
    'v2 gives the same bytes',
    secondData.bytes.equals(bytes),
    `${secondData.status}, ${secondData.bytes.length} bytes`,
  );
}

export async function sendMail(account: Account, checks: Checks, contactId: string): Promise<void> {
  const users = await account.get('/v2/users');
  const sent = await account.send(
    'POST',
    '/v2/emails:send',
    {},
    {
      contacts: [contactId],
      subject: 'The verdict',
      user_id: textAt(users.json, 'users', 0, 'id'),
      html_content: Buffer.from('<p>Guilty</p>').toString('base64'),
    },
  );
  checks.equal('mail is accepted with 202 and no body', [sent.status, sent.text], [202, '']);
}

export async function deleteContact(account: Account, checks: Checks, id: string): Promise<void> {
  const deleted = await account.send('DELETE', `/v2/contacts/${id}`);
  checks.equal('a contact is deleted with 204', [deleted.status, deleted.text], [204, '']);
  const gone = await Promise.all([account.get(`/v2/contacts/${id}`), account.get(`/v1/contacts/${id}`)]);
  checks.equal(
    'it is gone in both versions',
    gone.map(({ status }) => status),
    [404, 404],
  );
  const found = await account.get('/v2/contacts', { filter: `ids==${id}` });
  checks.equal('no list shows it', [found.status, listAt(found.json, 'contacts')], [200, []]);
}
