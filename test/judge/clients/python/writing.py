"""A contact's life, tags, mail, an order that is paid, files."""

import base64
import os
import uuid
from datetime import datetime, timezone

from account import at, ids_of, spell


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
