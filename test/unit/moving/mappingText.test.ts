import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counterpartWords } from '../../../src/keap/moving/counterpartWords.ts';
import { mappingText } from '../../../src/keap/moving/mappingText.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { tables } from './realTables.ts';

const text = (key: string, table?: string) => mappingText(operation(key), catalogs.v2, tables, table);

test('a mapping says where every argument goes', () => {
  assert.equal(
    text('xmlrpc:APIEmailService.optIn'),
    `# Opt in email address in REST v2

\`APIEmailService.optIn\`

becomes **Update email address opt-in status**

\`PATCH /v2/emailAddresses/{email}/status\`

| Argument | REST v2 | To know |
| --- | --- | --- |
| \`email\` | \`path email\` |  |
| \`optInReason\` | \`body reason\` |  |
| (always) | \`body opted_in\` | true |

This is our reading of both APIs beside each other, not Keap’s.
`,
  );
});

test('a mapping of a table has its fields, and those that v2 does not have', () => {
  const product = text('xmlrpc:DataService.query', 'Product');
  assert.match(product, /^\| `ProductPrice` \| `price\.amount` \| taken as price; in cents \|$/m);
  assert.match(product, /^REST v2 does not have: .*`LargeImage`/m);
  assert.match(
    text('xmlrpc:ContactService.load'),
    /^\| `Email` \| `email_addresses\[EMAIL1\]\.email` \| filter email; order email \|$/m,
  );
  assert.match(text('xmlrpc:DataService.query'), /^\| `Lead` \| List opportunities \|$/m);
});

test('a mapping says why there is none, and reads v1', () => {
  assert.match(
    text('xmlrpc:ContactService.runActionSequence'),
    /^\*\*No counterpart\.\*\* REST v2 has no action sets/m,
  );
  assert.match(text('v1:listContactsUsingGET'), /^\| `since` \| `filter start_update_time` \|/m);
});

test('what REST v2 has is told in a sentence for every older operation', () => {
  const words = (key: string) => counterpartWords(operation(key), catalogs.v2);
  assert.equal(words('v1:getTagUsingGET'), 'In REST v2: Get tag, `GET /v2/tags/{tag_id}`.');
  assert.equal(words('v1:createUserUsingPOST'), 'REST v2 makes no users: this stays in v1.');
  assert.equal(words('xmlrpc:DataService.load'), 'In REST v2 each table has a counterpart of its own.');
  for (const { key } of [...catalogs.v1.operations, ...catalogs.xmlrpc.operations])
    assert.match(words(key), /REST v2.*\.$/);
});

test('no mapping breaks its table', () => {
  for (const { key } of [...catalogs.v1.operations, ...catalogs.xmlrpc.operations]) {
    for (const block of text(key)
      .split('\n\n')
      .filter((part) => part.startsWith('|'))) {
      const columns = new Set(
        block
          .trim()
          .split('\n')
          .map((row) => row.replaceAll('\\|', '').split('|').length),
      );
      assert.equal(columns.size, 1, `${key}: ${block}`);
    }
  }
});
