"""What is refused, and the limits."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

from account import at

NO_CREDENTIAL = ('Invalid access token', 'oauth.v2.InvalidAccessToken')
WRONG_TOKEN = ('Invalid Access Token', 'keymanagement.service.invalid_access_token')
QUOTA = {'code': '429', 'message': 'Quota Exceeded', 'status': 'Request Throttled', 'details': None}
VIOLATIONS = {
    'policies.ratelimit.QuotaViolation': r'Rate limit quota violation\. Quota limit exceeded\. Identifier : .*',
    'policies.ratelimit.SpikeArrestViolation': r'Spike arrest violation\. Allowed rate : \d+p[sm]',
}
UNRECOGNIZED = 'The following optional-properties are unrecognized'
WINDOW = ['limit', 'time-unit', 'interval', 'available', 'used']
TENANT_HEADERS = [f'x-keap-tenant-throttle-{end}' for end in WINDOW]
HEADERS = [
    *[f'x-keap-product-quota-{end}' for end in [*WINDOW, 'expiry-time']],
    *[f'x-keap-product-throttle-{end}' for end in WINDOW],
    'x-keap-product-spike-limit',
    'x-keap-tenant-id',
    *TENANT_HEADERS,
]


def fault(said):
    return {'fault': {'faultstring': said[0], 'detail': {'errorcode': said[1]}}}


def get_refused(account, checks):
    key = {'X-Keap-API-Key': account.key}

    def refused(what, headers, path, said):
        reply = account.send_as(headers, 'GET', path)
        checks.equal(what, [reply.status, reply.json], [401, fault(said)])

    refused('no credential is refused', {}, '/v2/contacts', NO_CREDENTIAL)
    refused('no credential is refused before the path is known', {}, '/v2/no/such/thing', NO_CREDENTIAL)
    refused('a key without Bearer is refused', {'Authorization': account.key}, '/v2/contacts', NO_CREDENTIAL)
    refused('a wrong token is refused', {'Authorization': 'Bearer wrong'}, '/v2/contacts', WRONG_TOKEN)
    wrong = account.send_as({'X-Keap-API-Key': 'wrong'}, 'GET', '/v2/contacts')
    code = at(wrong.json, 'fault', 'detail', 'errorcode')
    checks.ok('a wrong key is refused with a fault', wrong.status == 401 and isinstance(code, str), wrong)

    def envelope(what, reply, status, words):
        checks.equal(f'{what} is answered with {status}', reply.status, status)
        details = at(reply.json, 'details') or []
        said = [at(reply.json, 'code'), at(reply.json, 'status'), len(details)]
        checks.equal(f'{what} has the envelope of v2', said, [status, words, 1])
        text = [at(reply.json, 'message'), at(details, 0, 'domain'), at(details, 0, 'resource')]
        checks.ok(f'{what} says what and where', all(isinstance(one, str) and one for one in text), reply)

    envelope('an unknown id', account.get('/v2/contacts/987654321'), 404, 'Not Found')
    older = account.get('/v1/contacts/987654321')
    checks.equal('an unknown id of v1 is answered with 404', older.status, 404)
    checks.ok('v1 says a message', at(older.json, 'message'), older)
    optional = account.get('/v1/contacts', optional_properties='custom_fields,no_such_property')
    complaint = at(optional.json, 'message') or ''
    checks.equal('v1 refuses an optional property it does not know', optional.status, 400)
    checks.ok('v1 says so in its words', complaint.startswith(UNRECOGNIZED), optional)
    filters = {
        'an unknown field': 'no_such_field==x',
        'an operator the field has not': 'given_name>A',
        'a star in front': 'given_name==*a',
        'a day without a time': 'start_update_time==2026-01-01',
    }
    for what, condition in filters.items():
        envelope(f'a filter of {what}', account.get('/v2/contacts', filter=condition), 400, 'Bad Request')
    many = ','.join(str(number) for number in range(1, 102))
    opportunities = account.get('/v2/opportunities', filter=f'ids=={many}')
    checks.equal('more than 100 ids of opportunities are refused', opportunities.status, 400)
    envelope('an unknown page token', account.get('/v2/contacts', page_token='no-such-page'), 400, 'Bad Request')
    headers = {**key, 'Content-Type': 'application/json'}
    envelope('broken JSON', account.send_as(headers, 'POST', '/v2/contacts', data=b'{"given_name":'), 400, 'Bad Request')
    envelope('a body without what is required', account.post('/v2/orders', {}), 400, 'Bad Request')
    typed = account.post('/v2/contacts', {'given_name': {'first': 'Zoë'}})
    envelope('a value of a wrong type', typed, 400, 'Bad Request')
    put = account.send('PUT', '/v2/contacts', body={})
    checks.equal('a method the path has not is answered with 405', put.status, 405)
    foreign = account.send_as({**key, 'Host': 'keap.example.com'}, 'GET', '/v2/contacts')
    checks.ok('a foreign Host is refused', 400 <= foreign.status < 500, foreign)
    checks.equal('a foreign Host sees no contact', at(foreign.json, 'contacts'), None)


def is_throttle(body):
    if body == QUOTA:
        return True
    code = at(body, 'fault', 'detail', 'errorcode')
    said = at(body, 'fault', 'faultstring') or ''
    return code in VIOLATIONS and bool(re.fullmatch(VIOLATIONS[code], said)) and body == fault((said, code))


def get_throttled(account, checks):
    first = account.get('/v2/tags')
    checks.equal('a call within the limits is answered', first.status, 200)
    checks.equal('all headers of the limits come', [name for name in HEADERS if first.headers.get(name) is None], [])
    for bucket in ('quota', 'throttle'):
        limit, left, used = (int(first.headers[f'x-keap-product-{bucket}-{end}']) for end in ('limit', 'available', 'used'))
        checks.equal(f'what is left and what is spent of {bucket} is the limit', left + used, limit)
    checks.equal('the quota is of a day', first.headers['x-keap-product-quota-time-unit'], 'day')
    checks.equal('the throttle is of a minute', first.headers['x-keap-product-throttle-time-unit'], 'minute')
    unpiped = [name for name in TENANT_HEADERS if not re.fullmatch(r'\w+\|\w+', first.headers[name] or '')]
    checks.equal('the tenant has two windows, joined by a pipe', unpiped, [])
    stranger = account.send_as({}, 'GET', '/v2/tags')
    told = [name for name in HEADERS if stranger.headers.get(name, 'absent') not in ('', '|')]
    checks.equal('without a key the headers come blank', told, [])

    with ThreadPoolExecutor(30) as pool:
        burst = list(pool.map(lambda _: account.get('/v2/tags'), range(30)))
    throttled = [reply for reply in burst if reply.status == 429]
    checks.ok('some of a burst are answered', any(reply.status == 200 for reply in burst))
    checks.ok('some of a burst are throttled', throttled, [reply.status for reply in burst])
    checks.ok('nothing else happens to a burst', all(reply.status in (200, 429) for reply in burst))
    odd = [reply.text for reply in throttled if not is_throttle(reply.json)]
    checks.equal('the refusals have a known shape', odd[:1], [])
    bare = [name for reply in throttled for name in HEADERS if reply.headers.get(name) is None]
    checks.equal('refusals have the headers too', bare, [])
    waits = [reply.headers.get('retry-after', '1') for reply in throttled]
    checks.ok('retry-after, where it comes, is a number', all(wait.isdigit() for wait in waits), waits)
    time.sleep(max([1, *map(int, waits)]) + 0.2)
    checks.equal('after a while it goes on', account.get('/v2/tags').status, 200)
