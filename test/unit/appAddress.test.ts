import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appOfOrigin, appOrigin, readAppName } from '../../src/keap/appAddress.ts';

test('an app is known by its name and by any address of it', () => {
  const typed = [
    'ab103',
    '  AB103\t',
    'ab103.infusionsoft.com',
    'AB103.Infusionsoft.com',
    'ab103.infusionsoft.com/',
    'ab103.infusionsoft.com:443',
    'https://ab103.infusionsoft.com',
    'http://ab103.infusionsoft.com/app/nav',
    'https://ab103.infusionsoft.com:443/api/xmlrpc',
    'https://ab103.infusionsoft.com/Contact/manageContact.jsp?view=edit&ID=1#tab',
    'https://ab103.infusionsoft.com/x?mail=ada@example.com',
  ];
  for (const text of typed) assert.equal(readAppName(text), 'ab103', text);
  assert.equal(appOfOrigin(appOrigin('ab103')), 'ab103');
});

test('nothing else is an app', () => {
  const typed = [
    '',
    ' ',
    'ab 103',
    'ab-103',
    'evil.com#',
    'evil.com',
    'evil.com#.infusionsoft.com',
    'evil.com/.infusionsoft.com',
    'evil.com\\.infusionsoft.com',
    'a@evil.com',
    'ann@ab103.infusionsoft.com',
    'https://ann:pass@ab103.infusionsoft.com',
    'ab103.infusionsoft.com@evil.com',
    'ab103.infusionsoft.com#@evil.com',
    'ab103.infusionsoft.com?@evil.com',
    'ab103.infusionsoft.com\\@evil.com',
    'ab103.infusionsoft.com.evil.com',
    'ab103.infusionsoft.com:8443',
    'ab103.infusionsoft.com:443.evil.com',
    'x.ab103.infusionsoft.com',
    'infusionsoft.com',
    '.infusionsoft.com',
    'https://ab103',
    'ftp://ab103.infusionsoft.com',
    'javascript:ab103',
    'xn--ab103-kva',
    '\u0430b103',
    'a\u200bb103',
    '\uff41b103',
    '\u212aeap',
    'ab103\nevil',
    'ab103.infusionsoft.com/\nevil',
    'a'.repeat(61),
    ...['api', 'API', 'accounts', 'signin', 'www', 'crm', 'developer', 'https://api.infusionsoft.com/crm'],
    ...['help', 'Community', 'developers', 'marketplace', 'https://help.infusionsoft.com/help/api-key'],
  ];
  for (const text of typed) assert.equal(readAppName(text), undefined, JSON.stringify(text));
});
