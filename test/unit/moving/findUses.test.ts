import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findUses } from '../../../src/keap/moving/use/findUses.ts';
import { languageOf } from '../../../src/keap/moving/use/language.ts';
import { ISDK_FUNCTIONS, PHP_ACCESSORS, RUBY_NAMES, rubyMethod } from '../../../src/keap/moving/use/sdkNames.ts';
import { known } from './knownNames.ts';

const folder = join(import.meta.dirname, '../../fixtures/olderCalls');

function usesIn(name: string): string[] {
  const language = languageOf(name) ?? assert.fail(name);
  return findUses(readFileSync(join(folder, name), 'utf8'), language, known).map(
    ({ line, column, place, name: seen, table, keys }) =>
      `${line + 1}:${column + 1} ${place} ${seen}${table === undefined ? '' : ` of ${table}`} ${keys.map((key) => key.replace(/^xmlrpc:.*/, '')).join(' ')}`.trim(),
  );
}

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'Client.cs': [
    '2:21 string the address /crm/xmlrpc/v1',
    '5:20 string InvoiceService.createBlankOrder',
    '7:21 comment DataService.load',
    '8:21 string FunnelService.achieveGoal',
  ],
  'Client.java': [
    '4:42 string the address /api/xmlrpc',
    '5:28 string DataService.load of Company',
    '7:86 string /v1/tasks/{} v1:updatePropertiesOnTaskUsingPATCH',
  ],
  'client.js': [
    '2:81 string the address /crm/xmlrpc/v1',
    '3:27 comment ContactService.load',
    '4:20 string DataService.query of Contact',
    '5:20 string ContactService.…',
    '6:46 string /v1/contacts/{}/tags v1:listAppliedTagsUsingGET',
    '7:42 string /v1/contacts v1:createOrUpdateContactUsingPUT',
    '8:21 string /v1/opportunities/{} v1:updatePropertiesOnOpportunityUsingPATCH',
  ],
  'gem.rb': [
    '1:16 comment DataService.add',
    '3:19 code ContactService.add',
    '4:14 code DataService.query of Job',
    '5:14 code ContactService.runActionSequence',
    '6:22 string /v1/orders/{}/payments v1:createPaymentOnOrderUsingPOST',
  ],
  'isdk.php': [
    '5:13 code ContactService.add',
    '6:7 code ContactService.addToGroup',
    '7:16 code DataService.query of Lead',
    '8:1 code DataService.update',
    '10:42 string the address /api/xmlrpc',
  ],
  'proxy.py': [
    '1:18 string ContactService.merge',
    '3:45 string the address /api/xmlrpc',
    '4:15 code DataService.query of Contact',
    '5:14 code ContactService.addToGroup',
    '6:47 string /v1/tags/{}/contacts/{} v1:removeTagFromContactIdUsingDELETE',
  ],
  'sdk.php': [
    '3:24 comment ContactService.load',
    '5:27 code ContactService.addWithDupCheck',
    '6:24 code DataService.query of ContactGroupAssign',
    '7:16 code InvoiceService.chargeInvoice',
    '9:23 code SearchService.quickSearch',
  ],
};

const uses = (text: string, path = 'a.js') => findUses(text, languageOf(path) ?? 'javascript', known);

describe('Uses of the older APIs in source code', () => {
  for (const name of readdirSync(folder)) {
    it(`in ${name}`, () => {
      const found = usesIn(name);
      if (name.startsWith('lookalikes')) assert.deepEqual(found, []);
      else assert.deepEqual(found, EXPECTED[name]);
    });
  }

  it('are shown without keys, and within a line that can be read', () => {
    const legacy = 'ab'.repeat(16);
    const key = `KeapAK-${'0123456789'.repeat(5)}`;
    const shown = uses(`call('ContactService.load', '${legacy}', '${key}'); // ${'x'.repeat(400)} keap`)[0]?.text ?? '';
    assert.match(shown, /^call\('ContactService\.load', '\*\*\*\*\*', 'KeapAK-\*\*\*\*\*'\);/);
    assert.ok(shown.length <= 170 && !shown.includes(legacy.slice(0, 12)));
  });

  it('are seen where an address is put together', () => {
    const path = (text: string) => uses(`${text} // keap`).map(({ name, keys }) => `${name} ${keys.length}`);
    assert.deepEqual(path("axios.post('/crm/rest/v1/contacts/' + contact.id + '/emails', mail)"), [
      '/v1/contacts/{}/emails 1',
    ]);
    assert.deepEqual(path("'/crm/rest/v1/campaigns/' + a + '/sequences/' + b + '/contacts'"), [
      '/v1/campaigns/{}/sequences/{}/contacts 2',
    ]);
    assert.deepEqual(path("const base = 'https://api.infusionsoft.com/crm/rest/v1';"), ['the address /crm/rest/v1 0']);
    assert.deepEqual(path("get('/crm/rest/v2/contacts')"), []);
    assert.deepEqual(path("get('/crm/rest/v1/unknown/things')"), []);
  });

  it('call methods that there are, by every name that a library has for one', () => {
    const named = [...Object.keys(RUBY_NAMES).map(rubyMethod), ...Object.values(ISDK_FUNCTIONS)];
    assert.deepEqual(
      named.filter((name) => !known.methods.has(name ?? '')),
      [],
    );
    const services = new Set([...known.methods].map((name) => name.split('.')[0]));
    assert.deepEqual(
      Object.values(PHP_ACCESSORS).filter((service) => !services.has(service)),
      [],
    );
  });

  it('are found in time in a text made to be slow', () => {
    const hostile = [
      `${'ContactService.'.repeat(5_000)}${"'/crm/rest/v1/'+".repeat(2_000)}${'->x('.repeat(5_000)}`,
      `->a(${' '.repeat(40_000)}`,
      `\`${'ContactService.add '.repeat(20_000)}\``,
      '/crm/rest/v1/'.repeat(20_000),
      `'ContactService.add'${'\n'.repeat(300_000)}`,
    ];
    const start = process.cpuUsage();
    for (const text of hostile)
      for (const path of ['a.php', 'a.js', 'a.py', 'a.rb', 'a.cs', 'a.java']) uses(`keap ${text}`, path);
    const { user } = process.cpuUsage(start);
    assert.ok(user < 2_000_000, `${user / 1_000} ms of work`);
  });
});
