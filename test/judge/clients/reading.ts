import { asObject, at, listAt, textAt } from '../json.ts';
import { type Account, idsOf } from './account.ts';
import type { Checks } from './checks.ts';

const FIELDS = 'id,given_name,family_name,email_addresses,update_time,custom_fields';

export async function readWhoAmI(account: Account, checks: Checks): Promise<void> {
  const v2 = await account.get('/v2/oauth/connect/userinfo');
  checks.equal('userinfo of v2 answers', v2.status, 200);
  checks.ok('userinfo gives an email address', textAt(v2.json, 'email').includes('@'), v2.summary);
  checks.ok('userinfo gives tenant_id and keap_id', Boolean(at(v2.json, 'tenant_id') && at(v2.json, 'keap_id')));
  checks.equal('userinfo says whether one is an admin', typeof at(v2.json, 'is_admin'), 'boolean');
  const v1 = await account.get('/v1/oauth/connect/userinfo');
  checks.equal('userinfo of v1 gives the same address', textAt(v1.json, 'email'), textAt(v2.json, 'email'));
  const bearer = { Authorization: `Bearer ${account.key}` };
  const other = await account.sendAs(bearer, 'GET', '/v2/oauth/connect/userinfo');
  checks.equal('Authorization: Bearer opens the same account', other.json, v2.json);
}

/** Pages all contacts in both versions; returns those of v2. */
export async function readAllContacts(account: Account, checks: Checks): Promise<readonly unknown[]> {
  const { items, sizes } = await account.pages('/v2/contacts', 'contacts', { page_size: '400', fields: FIELDS });
  checks.ok('there are contacts on more than one page', sizes.length > 1, sizes);
  checks.ok(
    'every page of v2 but the last holds 400',
    sizes.slice(0, -1).every((size) => size === 400),
    sizes,
  );
  checks.equal('no contact of v2 comes twice', new Set(idsOf(items)).size, items.length);

  const older: unknown[] = [];
  const counts = new Set<unknown>();
  let next = '/v1/contacts?limit=400';
  for (;;) {
    const { status, json } = await account.get(next);
    const page = listAt(json, 'contacts');
    if (status !== 200 || page.length === 0) break;
    older.push(...page);
    counts.add(at(json, 'count'));
    next = textAt(json, 'next');
    if (!next.startsWith('http')) break;
  }
  checks.ok('next of v1 is a whole address', /^https?:\/\/.+offset=/.test(next), next);
  checks.equal('count of v1 is the number of contacts', [...counts], [items.length]);
  checks.equal('both versions page the same contacts', idsOf(older), idsOf(items));

  const changed = (contact: unknown): number => Date.parse(textAt(contact, 'last_updated'));
  const since = (older.map(changed).toSorted((a, b) => b - a)[300] ?? 0) + 1;
  const recent = await account.get('/v1/contacts', { limit: '1000', since: new Date(since).toISOString() });
  const expected = idsOf(older.filter((contact) => changed(contact) >= since));
  checks.equal('since of v1 is about the last change', idsOf(listAt(recent.json, 'contacts')), expected);
  return items;
}

/** Filters contacts and holds the answers against what the unfiltered pages say. */
export async function filterContacts(account: Account, checks: Checks, all: readonly unknown[]): Promise<void> {
  const found = async (filter: string): Promise<string[]> =>
    idsOf((await account.pages('/v2/contacts', 'contacts', { page_size: '1000', filter })).items);
  const expect = async (what: string, filter: string, fits: (contact: unknown) => boolean): Promise<void> => {
    const expected = idsOf(all.filter(fits));
    checks.ok(`${what} is in the account`, expected.length > 0 && expected.length < all.length, filter);
    checks.equal(`${what} is found by ${filter.split(/[=<>]/)[0]}`, await found(filter), expected);
  };
  const given = (contact: unknown): string => textAt(contact, 'given_name');
  const family = (contact: unknown): string => textAt(contact, 'family_name');
  const updated = (contact: unknown): number => Date.parse(textAt(contact, 'update_time'));

  const start = (all.map(given).find((name) => /^[A-Z][a-z]{2}/.test(name)) ?? '').slice(0, 2);
  const begins = (contact: unknown): boolean => given(contact).toLowerCase().startsWith(start.toLowerCase());
  await expect('a beginning of a given name', `given_name==${start}*`, begins);
  const spaced = all.map(family).find((name) => /^[^*;,]+ [^*;,]+$/.test(name)) ?? '';
  await expect('a family name with a space', `family_name==${spaced}`, (contact) => family(contact) === spaced);
  const accented = all.map(given).find((name) => /[^ -~]/.test(name)) ?? '';
  await expect('a given name beyond ASCII', `given_name==${accented}`, (contact) => given(contact) === accented);
  await expect(
    'both of two conditions',
    `given_name==${start}*;contact_id<500`,
    (contact) => begins(contact) && Number(textAt(contact, 'id')) < 500,
  );
  const some = idsOf(all.slice(3, 6));
  await expect('a list of ids', `ids==${some.join(',')}`, (contact) => some.includes(textAt(contact, 'id')));

  const times = all.map(updated).toSorted((a, b) => a - b);
  const early = (times[Math.floor(times.length / 4)] ?? 0) + 1;
  const late = (times[Math.floor(times.length / 2)] ?? 0) + 1;
  await expect('what changed since', `start_update_time==${east(early)}`, (contact) => updated(contact) >= early);
  await expect(
    'what changed in between',
    `start_update_time==${east(early)};end_update_time==${new Date(late).toISOString()}`,
    (contact) => updated(contact) >= early && updated(contact) <= late,
  );

  const model = await account.get('/v2/contacts/model');
  const field = listAt(model.json, 'custom_fields').find((one) => textAt(one, 'field_type') === 'TEXT');
  const content = (contact: unknown): string =>
    textAt(
      listAt(contact, 'custom_fields').find((one) => textAt(one, 'id') === textAt(field, 'id')),
      'content',
    );
  const value = all.map(content).find((text) => text !== '' && !/[*;,]/.test(text)) ?? '';
  const name = textAt(field, 'field_name');
  for (const spelled of [name, name.toUpperCase()])
    await expect(`a custom field named ${spelled}`, `${spelled}==${value}`, (contact) => content(contact) === value);

  const last = await account.get('/v2/contacts', { page_size: '5', order_by: 'id desc' });
  const highest = all.map((contact) => Number(textAt(contact, 'id'))).toSorted((a, b) => b - a);
  checks.equal(
    'order_by id desc begins with the highest ids',
    listAt(last.json, 'contacts').map((contact) => Number(textAt(contact, 'id'))),
    highest.slice(0, 5),
  );
  const plain = await account.get('/v2/contacts', { page_size: '5' });
  const email = textAt(all[100], 'email_addresses', 0, 'email');
  const ignored = await account.get('/v2/contacts', { page_size: '5', email });
  checks.equal('v2 ignores ?email=', at(ignored.json, 'contacts'), at(plain.json, 'contacts'));
}

/** The sentinels that find what has no value. */
export async function filterByNothing(account: Account, checks: Checks): Promise<void> {
  const without = async (list: string, name: string, field: string, filter: string): Promise<void> => {
    const all = (await account.pages(list, name, { page_size: '1000' })).items;
    const lacking = all.filter((item) => [undefined, null, ''].includes(asObject(item)[field] as undefined));
    const { items } = await account.pages(list, name, { page_size: '1000', filter });
    checks.ok(`some of ${name} have no ${field} and some do`, lacking.length > 0 && lacking.length < all.length);
    checks.equal(`${name} without ${field} are found by ${filter}`, idsOf(items), idsOf(lacking));
  };
  await without('/v2/tags', 'tags', 'category', 'category_id==NONE');
  await without('/v2/tags', 'tags', 'description', 'description==NONE');
  await without('/v2/tasks', 'tasks', 'assigned_to_user_id', 'user_id==UNASSIGNED');
  for (const tag of (await account.pages('/v2/tags', 'tags', { page_size: '1000' })).items) {
    const list = `/v2/tags/${textAt(tag, 'id')}/contacts`;
    const { items } = await account.pages(list, 'contacts', { page_size: '1000' });
    if (items.length === 0 || items.every((contact) => textAt(contact, 'email') !== '')) continue;
    await without(list, 'contacts', 'email', 'email==NONE');
    return;
  }
  checks.ok('a tag is on a contact without an address', false);
}

/** An instant as two hours east of Greenwich write it. */
function east(instant: number): string {
  return new Date(instant + 7_200_000).toISOString().replace('Z', '+02:00');
}
