"""An account at a sandbox, called by urllib, and what is checked in it."""

import json
import urllib.error
import urllib.parse
import urllib.request
from datetime import timedelta, timezone


def at(value, *path):
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def ids_of(items):
    return sorted(str(item.get('id')) for item in items)


def spell(instant, hours=0):
    local = instant.astimezone(timezone(timedelta(hours=hours)))
    return local.isoformat(timespec='milliseconds').replace('+00:00', 'Z')


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
