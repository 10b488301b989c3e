import { isDeepStrictEqual } from 'node:util';
import { at, listAt, textAt } from '../json.ts';
import type { Reply } from '../reply.ts';
import type { Account } from './account.ts';
import type { Checks } from './checks.ts';

const fault = (faultstring: string, errorcode: string): unknown => ({ fault: { faultstring, detail: { errorcode } } });
/** The bodies of FACTS.md, section 4. */
const NO_CREDENTIAL = fault('Invalid access token', 'oauth.v2.InvalidAccessToken');
const WRONG_TOKEN = fault('Invalid Access Token', 'keymanagement.service.invalid_access_token');
const QUOTA = { code: '429', message: 'Quota Exceeded', status: 'Request Throttled', details: null };
const VIOLATIONS = [
  [/^Rate limit quota violation\. Quota limit exceeded\. Identifier : .*$/, 'policies.ratelimit.QuotaViolation'],
  [/^Spike arrest violation\. Allowed rate : \d+p[sm]$/, 'policies.ratelimit.SpikeArrestViolation'],
] as const;

const UNRECOGNIZED = 'The following optional-properties are unrecognized';

const HEADERS = [
  ...['limit', 'time-unit', 'interval', 'available', 'used', 'expiry-time'].map((end) => `x-keap-product-quota-${end}`),
  ...['limit', 'time-unit', 'interval', 'available', 'used'].map((end) => `x-keap-product-throttle-${end}`),
  'x-keap-product-spike-limit',
  'x-keap-tenant-id',
  ...['limit', 'time-unit', 'interval', 'available', 'used'].map((end) => `x-keap-tenant-throttle-${end}`),
];

export async function getRefused(account: Account, checks: Checks): Promise<void> {
  const key = { 'X-Keap-API-Key': account.key };
  const contacts = '/v2/contacts';
  const refused = async (what: string, headers: Record<string, string>, path: string, body: unknown): Promise<void> => {
    const { status, json } = await account.sendAs(headers, 'GET', path);
    checks.equal(what, [status, json], [401, body]);
  };
  await refused('no credential is refused', {}, contacts, NO_CREDENTIAL);
  await refused('no credential is refused before the path is known', {}, '/v2/no/such/thing', NO_CREDENTIAL);
  await refused('a key without Bearer is refused', { Authorization: account.key }, contacts, NO_CREDENTIAL);
  await refused('a wrong token is refused', { Authorization: 'Bearer wrong' }, contacts, WRONG_TOKEN);
  const wrong = await account.sendAs({ 'X-Keap-API-Key': 'wrong' }, 'GET', contacts);
  const code = at(wrong.json, 'fault', 'detail', 'errorcode');
  checks.equal('a wrong key is refused with a fault', [wrong.status, typeof code], [401, 'string']);

  const envelope = (what: string, { status, json, summary }: Reply, expected: number, words: string): void => {
    const said = { code: at(json, 'code'), status: at(json, 'status'), details: listAt(json, 'details').length };
    checks.equal(`${what} is answered with ${expected}`, status, expected);
    checks.equal(`${what} has the envelope of v2`, said, { code: expected, status: words, details: 1 });
    const text = [at(json, 'message'), at(json, 'details', 0, 'domain'), at(json, 'details', 0, 'resource')];
    checks.ok(
      `${what} says what and where`,
      text.every((one) => typeof one === 'string' && one !== ''),
      summary,
    );
  };
  envelope('an unknown id', await account.get('/v2/contacts/987654321'), 404, 'Not Found');
  const older = await account.get('/v1/contacts/987654321');
  checks.equal('an unknown id of v1 is answered with 404', older.status, 404);
  checks.ok('v1 says a message', textAt(older.json, 'message') !== '', older.summary);
  const optional = await account.get('/v1/contacts', { optional_properties: 'custom_fields,no_such_property' });
  const complaint = textAt(optional.json, 'message');
  checks.equal('v1 refuses an optional property it does not know', optional.status, 400);
  checks.ok('v1 says so in its words', complaint.startsWith(UNRECOGNIZED), optional.summary);
  const filters = {
    'an unknown field': 'no_such_field==x',
    'an operator the field has not': 'given_name>A',
    'a star in front': 'given_name==*a',
    'a day without a time': 'start_update_time==2026-01-01',
  };
  for (const [what, filter] of Object.entries(filters))
    envelope(`a filter of ${what}`, await account.get(contacts, { filter }), 400, 'Bad Request');
  const many = Array.from({ length: 101 }, (_, index) => index + 1).join(',');
  const opportunities = await account.get('/v2/opportunities', { filter: `ids==${many}` });
  checks.equal('more than 100 ids of opportunities are refused', opportunities.status, 400);
  envelope('an unknown page token', await account.get(contacts, { page_token: 'no-such-page' }), 400, 'Bad Request');
  const broken = await account.sendAs(key, 'POST', contacts, { json: '{"given_name":' });
  envelope('broken JSON', broken, 400, 'Bad Request');
  envelope('a body without what is required', await account.send('POST', '/v2/orders', {}, {}), 400, 'Bad Request');
  const typed = await account.send('POST', contacts, {}, { given_name: { first: 'Zoë' } });
  envelope('a value of a wrong type', typed, 400, 'Bad Request');
  const put = await account.send('PUT', contacts, {}, {});
  checks.equal('a method the path has not is answered with 405', put.status, 405);

  const foreign = await account.sendAs({ ...key, Host: 'keap.example.com' }, 'GET', contacts);
  checks.ok('a foreign Host is refused', foreign.status >= 400 && foreign.status < 500, foreign.summary);
  checks.equal('a foreign Host sees no contact', at(foreign.json, 'contacts'), undefined);
}

/** Runs into the limit of a second. Takes a sandbox with limits, and a key of one's own. */
export async function getThrottled(account: Account, checks: Checks): Promise<void> {
  const first = await account.get('/v2/tags');
  checks.equal('a call within the limits is answered', first.status, 200);
  const header = (reply: Reply, name: string): string | null => reply.headers.get(name);
  const missing = HEADERS.filter((name) => header(first, name) === null);
  checks.equal('all headers of the limits come', missing, []);
  for (const bucket of ['quota', 'throttle']) {
    const [limit, available, used] = ['limit', 'available', 'used'].map((end) =>
      Number(header(first, `x-keap-product-${bucket}-${end}`)),
    );
    checks.equal(`what is left and what is spent of ${bucket} is the limit`, Number(available) + Number(used), limit);
  }
  checks.equal('the quota is of a day', header(first, 'x-keap-product-quota-time-unit'), 'day');
  checks.equal('the throttle is of a minute', header(first, 'x-keap-product-throttle-time-unit'), 'minute');
  const tenant = HEADERS.filter((name) => name.startsWith('x-keap-tenant-throttle'));
  const unpiped = tenant.filter((name) => !/^\w+\|\w+$/.test(header(first, name) ?? ''));
  checks.equal('the tenant has two windows, joined by a pipe', unpiped, []);
  const stranger = await account.sendAs({}, 'GET', '/v2/tags');
  const told = HEADERS.filter((name) => !['', '|'].includes(header(stranger, name) ?? 'absent'));
  checks.equal('without a key the headers come blank', told, []);

  const burst = await account.burst('/v2/tags', 30);
  const throttled = burst.filter(({ status }) => status === 429);
  checks.ok(
    'some of a burst are answered',
    burst.some(({ status }) => status === 200),
  );
  checks.ok(
    'some of a burst are throttled',
    throttled.length > 0,
    burst.map(({ status }) => status),
  );
  checks.ok(
    'nothing else happens to a burst',
    burst.every(({ status }) => status === 200 || status === 429),
  );
  const odd = throttled.find(({ json }) => !isThrottle(json));
  checks.ok('the refusals have a known shape', odd === undefined, odd?.text ?? '');
  const bare = throttled.flatMap((reply) => HEADERS.filter((name) => header(reply, name) === null));
  checks.equal('refusals have the headers too', bare, []);
  const waits = throttled.map((reply) => header(reply, 'retry-after') ?? '1');
  checks.ok(
    'retry-after, where it comes, is a number',
    waits.every((wait) => /^\d+$/.test(wait)),
    waits,
  );
  await new Promise((resolve) => setTimeout(resolve, Math.max(1, ...waits.map(Number)) * 1000 + 200));
  checks.equal('after a while it goes on', (await account.get('/v2/tags')).status, 200);
}

function isThrottle(json: unknown): boolean {
  if (isDeepStrictEqual(json, QUOTA)) return true;
  const said = textAt(json, 'fault', 'faultstring');
  return VIOLATIONS.some(([words, code]) => words.test(said) && isDeepStrictEqual(json, fault(said, code)));
}
