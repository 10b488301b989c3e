"""The journey of journey.ts once more, by an integrator who has Python and its standard library.

    python3 journey.py ORIGIN KEY ORIGIN_WITH_LIMITS KEY_THERE

Prints what failed and how many checks passed; ends with 1 if any failed.
"""

import base64
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

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


def at(value, *path):
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def ids_of(items):
    return sorted(str(item.get('id')) for item in items)


class Reply:
    def __init__(self, status, headers, data):
        self.status = status
        self.headers = headers
        self.data = data
        self.text = data.decode('utf-8', 'replace')
        try:
            self.json = json.loads(data)
        except ValueError:
            self.json = None

    def list(self, name):
        return at(self.json, name) or []

    def __str__(self):
        return f'{self.status} {self.text[:160]}'


class Account:
    def __init__(self, origin, key):
        self.origin = origin
        self.key = key

    def send_as(self, headers, method, path, query=None, data=None):
        """Sends with these headers alone; a status of 400 and above is an answer, too."""
        address = path if path.startswith('http') else f'{self.origin}/crm/rest{path}'
        if query:
            address += '?' + urllib.parse.urlencode(query, quote_via=urllib.parse.quote, safe='!')
        request = urllib.request.Request(address, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Reply(error.code, error.headers, error.read())

    def send(self, method, path, query=None, body=None):
        headers = {'X-Keap-API-Key': self.key}
        data = None
        if body is not None:
            headers['Content-Type'] = 'application/json'
            data = json.dumps(body).encode()
        return self.send_as(headers, method, path, query, data)

    def get(self, path, **query):
        return self.send('GET', path, query)

    def post(self, path, body, **query):
        return self.send('POST', path, query, body)

    def pages(self, path, name, **query):
        items, sizes = [], []
        while True:
            reply = self.get(path, **query)
            if reply.status != 200:
                raise RuntimeError(f'{path}: {reply}')
            items += reply.list(name)
            sizes.append(len(reply.list(name)))
            query['page_token'] = at(reply.json, 'next_page_token')
            if not query['page_token']:
                return items, sizes
            if sizes[-1] == 0:
                raise RuntimeError(f'{path}: an empty page with a token for the next one')


class Checks:
    def __init__(self):
        self.passed = 0
        self.failures = []

    def ok(self, name, held, otherwise=''):
        if held:
            self.passed += 1
        else:
            self.failures.append(f'{name}: {str(otherwise)[:300]}')

    def equal(self, name, actual, expected):
        self.ok(name, actual == expected, f'{str(actual)[:300]} instead of {str(expected)[:300]}')

    def part(self, name, run, *given):
        try:
            return run(*given)
        except Exception as error:  # What breaks ends the part, not the journey.
            self.failures.append(f'{name} broke off: {error!r}')
            return None


def read_who_am_i(account, checks):
    v2 = account.get('/v2/oauth/connect/userinfo')
    checks.equal('userinfo of v2 answers', v2.status, 200)
    checks.ok('userinfo gives an email address', '@' in (at(v2.json, 'email') or ''), v2)
    checks.ok('userinfo gives tenant_id and keap_id', at(v2.json, 'tenant_id') and at(v2.json, 'keap_id'), v2)
    checks.ok('userinfo says whether one is an admin', isinstance(at(v2.json, 'is_admin'), bool), v2)
    v1 = account.get('/v1/oauth/connect/userinfo')
    checks.equal('userinfo of v1 gives the same address', at(v1.json, 'email'), at(v2.json, 'email'))
    bearer = {'Authorization': f'Bearer {account.key}'}
    other = account.send_as(bearer, 'GET', '/v2/oauth/connect/userinfo')
    checks.equal('Authorization: Bearer opens the same account', other.json, v2.json)


def read_all_contacts(account, checks):
    fields = 'id,given_name,family_name,email_addresses,update_time,custom_fields'
    items, sizes = account.pages('/v2/contacts', 'contacts', page_size=400, fields=fields)
    checks.ok('there are contacts on more than one page', len(sizes) > 1, sizes)
    checks.ok('every page of v2 but the last holds 400', all(size == 400 for size in sizes[:-1]), sizes)
    checks.equal('no contact of v2 comes twice', len(set(ids_of(items))), len(items))
    older, counts, following = [], set(), '/v1/contacts?limit=400'
    while True:
        reply = account.get(following)
        if reply.status != 200 or not reply.list('contacts'):
            break
        older += reply.list('contacts')
        counts.add(at(reply.json, 'count'))
        following = at(reply.json, 'next') or ''
        if not following.startswith('http'):
            break
    checks.ok('next of v1 is a whole address', re.match(r'https?://.+offset=', following), following)
    checks.equal('count of v1 is the number of contacts', counts, {len(items)})
    checks.equal('both versions page the same contacts', ids_of(older), ids_of(items))

    since = sorted((when(one['last_updated']) for one in older), reverse=True)[300] + timedelta(milliseconds=1)
    recent = account.get('/v1/contacts', limit=1000, since=spell(since)).list('contacts')
    expected = ids_of(one for one in older if when(one['last_updated']) >= since)
    checks.equal('since of v1 is about the last change', ids_of(recent), expected)
    return items


def when(text):
    return datetime.fromisoformat(text.replace('Z', '+00:00')) if text else datetime.min.replace(tzinfo=timezone.utc)


def spell(instant, hours=0):
    local = instant.astimezone(timezone(timedelta(hours=hours)))
    return local.isoformat(timespec='milliseconds').replace('+00:00', 'Z')


def filter_contacts(account, checks, everyone):
    def expect(what, condition, fits):
        expected = ids_of(one for one in everyone if fits(one))
        checks.ok(f'{what} is in the account', 0 < len(expected) < len(everyone), condition)
        items, _ = account.pages('/v2/contacts', 'contacts', page_size=1000, filter=condition)
        checks.equal(f'{what} is found', ids_of(items), expected)

    def given(one):
        return one.get('given_name') or ''

    def family(one):
        return one.get('family_name') or ''

    start = next(given(one)[:2] for one in everyone if re.match('[A-Z][a-z]{2}', given(one)))

    def begins(one):
        return given(one).lower().startswith(start.lower())

    expect('a beginning of a given name', f'given_name=={start}*', begins)
    spaced = next(family(one) for one in everyone if re.fullmatch('[^*;,]+ [^*;,]+', family(one)))
    expect('a family name with a space', f'family_name=={spaced}', lambda one: family(one) == spaced)
    accented = next(given(one) for one in everyone if not given(one).isascii())
    expect('a given name beyond ASCII', f'given_name=={accented}', lambda one: given(one) == accented)
    expect(
        'both of two conditions',
        f'given_name=={start}*;contact_id<500',
        lambda one: begins(one) and int(one['id']) < 500,
    )
    some = ids_of(everyone[3:6])
    expect('a list of ids', f'ids=={",".join(some)}', lambda one: one['id'] in some)

    times = sorted(when(one.get('update_time')) for one in everyone)
    early = times[len(times) // 4] + timedelta(milliseconds=1)
    late = times[len(times) // 2] + timedelta(milliseconds=1)
    since = f'start_update_time=={spell(early, 2)}'
    expect('what changed since', since, lambda one: when(one.get('update_time')) >= early)
    expect(
        'what changed in between',
        f'{since};end_update_time=={spell(late)}',
        lambda one: early <= when(one.get('update_time')) <= late,
    )

    model = account.get('/v2/contacts/model').list('custom_fields')
    field = next(one for one in model if one['field_type'] == 'TEXT')

    def content(one):
        return next((each.get('content') for each in one.get('custom_fields') or [] if each['id'] == field['id']), None)

    value = next(content(one) for one in everyone if content(one) and not re.search('[*;,]', content(one)))
    for name in (field['field_name'], field['field_name'].upper()):
        expect(f'a custom field named {name}', f'{name}=={value}', lambda one: content(one) == value)

    last = account.get('/v2/contacts', page_size=5, order_by='id desc').list('contacts')
    highest = sorted((int(one['id']) for one in everyone), reverse=True)[:5]
    checks.equal('order_by id desc begins with the highest ids', [int(one['id']) for one in last], highest)
    plain = account.get('/v2/contacts', page_size=5)
    email = at(everyone[100], 'email_addresses', 0, 'email') or 'nobody@example.com'
    ignored = account.get('/v2/contacts', page_size=5, email=email)
    checks.equal('v2 ignores ?email=', ignored.list('contacts'), plain.list('contacts'))


def filter_by_nothing(account, checks):
    def without(path, name, field, condition):
        everything, _ = account.pages(path, name, page_size=1000)
        lacking = [one for one in everything if not one.get(field)]
        checks.ok(f'some of {name} have no {field} and some do', 0 < len(lacking) < len(everything))
        items, _ = account.pages(path, name, page_size=1000, filter=condition)
        checks.equal(f'{name} without {field} are found by {condition}', ids_of(items), ids_of(lacking))

    without('/v2/tags', 'tags', 'category', 'category_id==NONE')
    without('/v2/tags', 'tags', 'description', 'description==NONE')
    without('/v2/tasks', 'tasks', 'assigned_to_user_id', 'user_id==UNASSIGNED')
    for tag in account.pages('/v2/tags', 'tags', page_size=1000)[0]:
        path = f'/v2/tags/{tag["id"]}/contacts'
        items, _ = account.pages(path, 'contacts', page_size=1000)
        if any(not one.get('email') for one in items):
            without(path, 'contacts', 'email', 'email==NONE')
            return
    checks.ok('a tag is on a contact without an address', False)


def write_contact(account, checks):
    email = f'judge.{uuid.uuid4()}@example.com'
    model = account.get('/v2/contacts/model').list('custom_fields')
    field = next(one for one in model if one['field_type'] == 'TEXT')
    name = ['Zoë', 'O’Neil & Søn']
    body = {
        'given_name': name[0],
        'family_name': name[1],
        'email_addresses': [
            {'field': 'EMAIL1', 'email': email},
            {'field': 'EMAIL2', 'email': f'second.{email}'},
        ],
        'phone_numbers': [{'field': 'PHONE1', 'number': '(602) 555-0123'}],
        'addresses': [{'field': 'BILLING', 'line1': '1 High Street', 'locality': 'Leeds', 'country_code': 'GBR'}],
        'custom_fields': [{'id': field['id'], 'content': 'Blue & "green"'}],
    }
    created = account.post('/v2/contacts', body)
    checks.equal('a contact is created with 201', created.status, 201)
    number = created.json['id']
    path = f'/v2/contacts/{number}'

    def read(fields='given_name,family_name,email_addresses,phone_numbers,addresses,custom_fields'):
        return account.get(path, fields=fields).json

    def names(one):
        return [at(one, 'given_name'), at(one, 'family_name')]

    def emails(one):
        return [each.get('email') for each in at(one, 'email_addresses') or []]

    v2 = read()
    checks.equal('v2 reads back its name', names(v2), name)
    checks.equal('v2 reads back both addresses', emails(v2), [email, f'second.{email}'])
    checks.equal('v2 reads back the town', at(v2, 'addresses', 0, 'locality'), 'Leeds')
    checks.ok('v2 reads back the custom field', 'green' in str(at(v2, 'custom_fields')), v2)
    v1 = account.get(f'/v1/contacts/{number}', optional_properties='custom_fields').json
    checks.equal('v1 gives its id as a number', at(v1, 'id'), int(number))
    checks.equal('v1 reads back its name', names(v1), name)
    checks.equal('v1 reads back both addresses', emails(v1), [email, f'second.{email}'])
    checks.ok('v1 gives the custom field when asked', 'green' in str(at(v1, 'custom_fields')), v1)
    found = account.get('/v2/contacts', filter=f'email=={email}')
    checks.equal('v2 finds it by its address', ids_of(found.list('contacts')), [number])
    found = account.get('/v1/contacts', email=email)
    checks.equal('v1 finds it by its address', ids_of(found.list('contacts')), [number])

    only = [{'field': 'EMAIL1', 'email': email}]
    patched = account.send('PATCH', path, body={'email_addresses': only, 'phone_numbers': []})
    checks.equal('a contact is patched with 200', patched.status, 200)
    after = read()
    checks.equal('an array replaces the one before', emails(after), [email])
    checks.equal('an empty array clears', at(after, 'phone_numbers') or [], [])
    checks.equal('what is not sent stays', at(after, 'family_name'), name[1])
    account.send('PATCH', path, {'update_mask': 'given_name'}, {'given_name': 'Zoe', 'family_name': 'Unmasked'})
    masked = read()
    checks.equal('update_mask lets a field through', at(masked, 'given_name'), 'Zoe')
    checks.equal('update_mask holds the others back', at(masked, 'family_name'), name[1])
    seen = account.get(f'/v1/contacts/{number}').json
    checks.equal('v1 sees the changes of v2', [at(seen, 'given_name'), emails(seen)], ['Zoe', [email]])

    again = account.post('/v2/contacts', {'email_addresses': only, 'job_title': 'Judge'}, duplicate_option='Email')
    checks.equal('duplicate_option of v2 updates', [again.status, str(at(again.json, 'id'))], [200, number])
    body = {'duplicate_option': 'Email', 'email_addresses': only, 'middle_name': 'V'}
    put = account.send('PUT', '/v1/contacts', body=body)
    checks.equal('PUT of v1 updates', [put.status, str(at(put.json, 'id'))], [200, number])
    both = read('job_title,middle_name')
    checks.equal('both updates arrived', [at(both, 'job_title'), at(both, 'middle_name')], ['Judge', 'V'])
    return number


def tag_contact(account, checks, number):
    created = account.post('/v2/tags', {'name': f'Judged {uuid.uuid4()}'})
    checks.equal('a tag is created with 201', created.status, 201)
    tag = created.json['id']
    applied = account.post(f'/v2/tags/{tag}/contacts:applyTags', {'contact_ids': [number, '987654321']})
    checks.equal('tags are applied with 200 though one fails', applied.status, 200)
    good, bad = at(applied.json, 'results', number), at(applied.json, 'results', '987654321')
    checks.ok('every contact has a result of its own', good and bad and good != bad, applied)

    def tags(version):
        return [str(at(one, 'tag', 'id')) for one in account.get(f'/{version}/contacts/{number}/tags').list('tags')]

    def tagged():
        return ids_of(account.get(f'/v2/tags/{tag}/contacts').list('contacts'))

    checks.equal('v2 shows the tag on the contact', tags('v2'), [tag])
    checks.equal('v1 shows the tag on the contact', tags('v1'), [tag])
    checks.equal('the tag shows the contact', tagged(), [number])
    removed = account.post(f'/v2/tags/{tag}/contacts:removeTags', {'contact_ids': [number]})
    checks.equal('tags are removed with 204', [removed.status, removed.text], [204, ''])
    checks.equal('the tag is off the contact', [tags('v2'), tags('v1'), tagged()], [[], [], []])


def send_mail(account, checks, number):
    user = account.get('/v2/users').list('users')[0]
    html = base64.b64encode(b'<p>Guilty</p>').decode()
    body = {'contacts': [number], 'subject': 'The verdict', 'user_id': user['id'], 'html_content': html}
    sent = account.post('/v2/emails:send', body)
    checks.equal('mail is accepted with 202 and no body', [sent.status, sent.text], [202, ''])


def delete_contact(account, checks, number):
    deleted = account.send('DELETE', f'/v2/contacts/{number}')
    checks.equal('a contact is deleted with 204', [deleted.status, deleted.text], [204, ''])
    gone = [account.get(f'/{version}/contacts/{number}').status for version in ('v2', 'v1')]
    checks.equal('it is gone in both versions', gone, [404, 404])
    found = account.get('/v2/contacts', filter=f'ids=={number}')
    checks.equal('no list shows it', [found.status, found.list('contacts')], [200, []])


def sell_and_get_paid(account, checks):
    email = [{'field': 'EMAIL1', 'email': f'buyer.{uuid.uuid4()}@example.com'}]
    buyer = account.post('/v2/contacts', {'email_addresses': email}).json['id']
    product = account.post(
        '/v2/products',
        {'name': 'Judge’s gavel', 'price': 1250, 'short_description': 'Of beech', 'active': True},
    )
    checks.equal('a product is created with 201', product.status, 201)
    checks.equal('its price is in cents', at(product.json, 'price', 'amount'), 1250)
    order = account.post(
        '/v2/orders',
        {
            'contact_id': buyer,
            'order_title': 'Two gavels',
            'order_time': spell(datetime.now(timezone.utc)),
            'order_type': 'OFFLINE',
            'order_items': [{'product_id': product.json['id'], 'quantity': 2, 'item_type': 'PRODUCT'}],
        },
    )
    checks.equal('an order is created with 201', order.status, 201)
    number = order.json['id']
    path = f'/v2/orders/{number}'

    def amounts(one):
        return [at(one, name, 'amount') or 0 for name in ('total', 'total_paid', 'total_due')]

    before = account.get(path).json
    checks.equal('the order costs two products', amounts(before), [2500, 0, 2500])
    checks.equal('the order is of the contact', at(before, 'contact', 'id'), buyer)
    v1 = account.get(f'/v1/orders/{number}').json
    checks.equal('v1 counts the same in whole money', [at(v1, 'total'), at(v1, 'total_due')], [25, 25])
    found = account.get('/v2/orders', filter=f'contact_id=={buyer}').list('orders')
    checks.equal('the order is found by its contact', ids_of(found), [number])

    pay = {'payment_amount': 25, 'payment_method_type': 'Cash', 'apply_to_commissions': False}
    paid = account.post(f'{path}/payments', pay)
    checks.equal('a payment is taken with 201', [paid.status, at(paid.json, 'payment_amount')], [201, 25])
    after = account.get(path).json
    # What is due is no balance in Keap, and stays.
    checks.equal('the order shows what is paid', amounts(after)[:2], [2500, 2500])
    checks.equal('the order is paid', at(after, 'status'), 'PAID')
    checks.equal('v2 lists the payment', len(account.get(f'{path}/payments').list('invoice_order_payments')), 1)
    checks.equal('v1 lists the payment', len(account.get(f'/v1/orders/{number}/payments').json), 1)


def form(fields, name, data):
    """A multipart body, which the standard library does not build; returns its type, too."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    head += 'Content-Type: application/octet-stream\r\n\r\n'
    body = b''.join([*parts, head.encode(), data, f'\r\n--{boundary}--\r\n'.encode()])
    return f'multipart/form-data; boundary={boundary}', body


def keep_files(account, checks):
    data = bytes([0, 255, 13, 10, 13, 10, 45, 45]) + os.urandom(5000)
    encoded = base64.b64encode(data).decode()
    fields = {'file_name': 'the verdict.bin', 'file_association': 'COMPANY', 'is_public': 'true'}
    kind, body = form(fields, 'the verdict.bin', data)
    headers = {'X-Keap-API-Key': account.key, 'Content-Type': kind}
    uploaded = account.send_as(headers, 'POST', '/v2/files', data=body)
    checks.equal('a form uploads a file with 201', uploaded.status, 201)
    number = uploaded.json['id']
    checks.equal('v2 says its name', at(uploaded.json, 'file_name'), 'the verdict.bin')
    checks.equal('v2 says its size', at(uploaded.json, 'file_size'), len(data))
    read = account.get(f'/v2/files/{number}:data')
    checks.ok('v2 gives its bytes back', read.data == data, read.status)
    older = account.get(f'/v1/files/{number}', optional_properties='file_data').json
    checks.equal('v1 gives its bytes in Base64', at(older, 'file_data'), encoded)

    body = {'file_name': 'appeal.bin', 'file_data': encoded, 'file_association': 'COMPANY', 'is_public': False}
    sent = account.post('/v1/files', body)
    checks.equal('v1 takes a file in Base64 with 200', sent.status, 200)
    second = at(sent.json, 'file_descriptor', 'id')
    again = account.get(f'/v1/files/{second}', optional_properties='file_data').json
    checks.equal('v1 gives the Base64 back', at(again, 'file_data'), encoded)
    unasked = account.get(f'/v1/files/{second}').json
    checks.ok('v1 gives no data unless asked', not at(unasked, 'file_data'), unasked)
    read = account.get(f'/v2/files/{second}:data')
    checks.ok('v2 gives the same bytes', read.data == data, read.status)


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


def main(origin, key, limited_origin, limited_key):
    account, checks = Account(origin, key), Checks()
    checks.part('userinfo', read_who_am_i, account, checks)
    everyone = checks.part('contacts', read_all_contacts, account, checks)
    checks.part('filters', filter_contacts, account, checks, everyone)
    checks.part('sentinels', filter_by_nothing, account, checks)
    number = checks.part('a contact’s life', write_contact, account, checks)
    for name, run in {'tags': tag_contact, 'mail': send_mail, 'deletion': delete_contact}.items():
        checks.part(name, run, account, checks, number)
    checks.part('orders', sell_and_get_paid, account, checks)
    checks.part('files', keep_files, account, checks)
    checks.part('refusals', get_refused, account, checks)
    checks.part('limits', get_throttled, Account(limited_origin, limited_key), checks)
    for failure in checks.failures:
        print(f'FAIL {failure}')
    print(f'{checks.passed} checks passed, {len(checks.failures)} failed')
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
