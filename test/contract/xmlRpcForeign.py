"""What Python's own client of XML-RPC, unmodified, gets of a sandbox: one JSON document."""

import datetime
import json
import sys
import xmlrpc.client

origin, key = sys.argv[1:]
headers = [('X-Keap-API-Key', key)]
keap = xmlrpc.client.ServerProxy(f'{origin}/crm/xmlrpc/v1', headers=headers, allow_none=True, use_builtin_types=True)
FIRST = 'anything'


def fault_of(call):
    try:
        return repr(call())
    except xmlrpc.client.Fault as fault:
        return [fault.faultCode, fault.faultString]
    except xmlrpc.client.ProtocolError as error:
        return [error.errcode, error.headers.get('content-type')]


made = keap.ContactService.add(FIRST, {
    'FirstName': 'Ñandú <b> & "co"',
    'Birthday': datetime.datetime(1990, 5, 17),
    'ContactNotes': 'two\nlines\tand ]]> an end',
    '_Budget': 12.5,
    '_LoyaltyPoints': 2**31 - 1,
})
loaded = keap.DataService.load(FIRST, 'Contact', made, ['Id', 'FirstName', 'Birthday', 'ContactNotes', '_Budget', '_LoyaltyPoints', 'DateCreated'])
page = keap.DataService.query(FIRST, 'Contact', 1000, 0, {'Id': '~>~ 0'}, ['Id', 'FirstName', 'LastName', 'Email', '_Story'], 'Id', True)
wrong = xmlrpc.client.ServerProxy(f'{origin}/crm/xmlrpc/v1', headers=[('X-Keap-API-Key', 'wrong')])
legacy = xmlrpc.client.ServerProxy(f'{origin}/api/xmlrpc')
multi = xmlrpc.client.ServerProxy(f'{origin}/crm/xmlrpc/v1', headers=headers, encoding='iso-8859-1')

print(json.dumps({
    'made': made,
    'loaded': loaded,
    'created': str(type(loaded['DateCreated']).__name__),
    'count': keap.DataService.count(FIRST, 'Contact', {}),
    'page': len(page),
    'user': keap.DataService.getUserInfo(),
    'owed': keap.InvoiceService.calculateAmountOwed(FIRST, 10001),
    'nothing': keap.ContactService.findByEmail(FIRST, 'nobody@example.com', ['Id']),
    'none': keap.DataService.count(FIRST, 'Contact', None),
    'latin': multi.DataService.count(FIRST, 'Contact', {'FirstName': 'Zoë'}),
    'faults': [
        fault_of(lambda: keap.DataService.count(FIRST, 'Nothing', {})),
        fault_of(lambda: keap.DataService.load(FIRST, 'Contact', 4711, ['Id'])),
        fault_of(lambda: keap.No.such(FIRST)),
        fault_of(lambda: wrong.DataService.count(FIRST, 'Contact', {})),
        fault_of(lambda: legacy.DataService.count('x' * 32, 'User', {})),
    ],
    'legacy': legacy.DataService.count('0123456789abcdef' * 2, 'User', {}),
}, default=str))
