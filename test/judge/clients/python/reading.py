"""Who am I, all contacts, filters."""

import re
from datetime import datetime, timedelta, timezone

from account import at, ids_of, spell


def when(text):
    return datetime.fromisoformat(text.replace('Z', '+00:00')) if text else datetime.min.replace(tzinfo=timezone.utc)


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
