import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { type Builder, builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { reloadWindow } from '../reload.ts';

const LIST = 'List contacts 200.json';
const JSON_TYPE = { 'content-type': 'application/json' };

/** What is hard to show: each value has to come out as it came in. */
const AWKWARD = [
  [
    'a large number',
    '{"id":12345678901234567890,"n":-0.10e+2}',
    '{\n  "id": 12345678901234567890,\n  "n": -0.10e+2\n}',
  ],
  ['markup and formulas', '{"notes":"<b>\\"</b>=1+1"}', '{\n  "notes": "<b>\\"</b>=1+1"\n}'],
  ['names of many scripts', '["Łódź","💌","\\ud83d","אבג"]', '[\n  "Łódź",\n  "💌",\n  "\\ud83d",\n  "אבג"\n]'],
  ['empty lists and objects', '{"a":[ ],"b":{ },"c":""}', '{\n  "a": [],\n  "b": {},\n  "c": ""\n}'],
  ['names that come twice', '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
] as const;

/** Facts and actions stand above an answer; it is followed, sent again, saved, and there again after a reload. */
export async function answerDocuments(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, quickInput, workspace } = workbench;
  const answer = (body: string | Buffer, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
    keap.answerWith((_, response) => response.writeHead(200, headers).end(body));
  const lenses = (holds: (all: readonly string[]) => boolean) => eventually(() => editors.lenses(), holds);
  const openedTabs = () => editors.tab(LIST).count();
  const sendAndOpen = async (from: Builder) => {
    await from.send('200 OK');
    await from.openResponse(LIST);
  };

  const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  await list.field('page_size').fill('2');

  await t.test('status, time, size, connection and calls left, then what can be done', async () => {
    await sendAndOpen(list);
    const [facts, ...actions] = await lenses((all) => all.includes('Request'));
    match(facts ?? '', /^200 OK · \d+ ms · \d\.\d KB · Mine · [\d,]+ left this minute$/);
    deepEqual(
      ['Next page', 'Refresh', 'Save as', 'Request'].filter((action) => !actions.includes(action)),
      [],
    );
  });

  await t.test('the next page opens beside its page, until there is none', async () => {
    const first = JSON.parse(await editors.text());
    await editors.lens('Next page');
    await eventually(openedTabs, (count) => count === 2);
    const second = JSON.parse(await editors.text());
    equal(second.contacts.length, 2);
    ok(first.contacts[0].id !== second.contacts[0].id);
    match(keap.calls('GET').at(-1)?.path ?? '', /page_size=2.*page_token=/);
    answer('{"contacts":[{"id":"9"}],"next_page_token":""}');
    await workbench.runCommand('Keap: Next page');
    await eventually(openedTabs, (count) => count === 3);
    const all = await lenses((shown) => shown.includes('Request'));
    ok(!all.includes('Next page'));
  });

  await t.test('refreshing sends again and shows the new answer in the same tab', async () => {
    answer('{"contacts":[{"id":"10"}]}');
    const [tabs, calls] = [await openedTabs(), keap.calls().length];
    await editors.lens('Refresh');
    await editors.showing('"id": "10"');
    equal(keap.calls().length, calls + 1);
    equal(await openedTabs(), tabs);
  });

  await t.test('its request opens in the builder', async () => {
    await editors.lens('Request');
    await editors.opened('List contacts');
    const again = await builder(workbench, 'List contacts');
    match((await again.address.textContent()) ?? '', /page_size=2&page_token=/);
    await again.field('page_token').fill('');
  });

  for (const [what, body, shown] of AWKWARD) {
    await t.test(`${what} is laid out as it came`, async () => {
      answer(body);
      await editors.switchTo('List contacts');
      await sendAndOpen(await builder(workbench, 'List contacts'));
      equal(await editors.text(), shown);
    });
  }

  await t.test('JSON that calls itself something else is JSON, in the charset it came in', async () => {
    answer(Buffer.from('["\u00e9"]', 'latin1'), { 'content-type': 'text/plain; charset=iso-8859-1' });
    await editors.switchTo('List contacts');
    await sendAndOpen(await builder(workbench, 'List contacts'));
    equal(await editors.text(), '[\n  "é"\n]');
  });

  await t.test('JSON that is cut off is shown as it came, and told from whole', async () => {
    answer('{"contacts": [{"id": "1"}, {"id"');
    await editors.switchTo('List contacts');
    const again = await builder(workbench, 'List contacts');
    await again.send('200 OK');
    await again.openResponse('List contacts 200.txt');
    equal(await editors.text(), '{"contacts": [{"id": "1"}, {"id"');
    const [facts] = await lenses((all) => all.length > 0);
    match(facts ?? '', / · not whole JSON · Mine/);
  });

  await t.test('it is saved as it came, byte for byte', async () => {
    const body = '{ "contacts":[ {"id" : 12345678901234567890 } ] }';
    answer(body);
    await editors.switchTo('List contacts');
    await sendAndOpen(await builder(workbench, 'List contacts'));
    await editors.lens('Save as');
    await quickInput.opened();
    await eventually(
      () => quickInput.value(),
      (value) => value.endsWith(LIST),
    );
    await quickInput.accept();
    const saved = await eventually(
      () => {
        try {
          return readFileSync(join(workspace, LIST), 'utf8');
        } catch {
          return '';
        }
      },
      (text) => text.length === body.length,
    );
    equal(saved, body);
  });

  await t.test('after a reload it is there again, with all that can be done', async () => {
    const before = await editors.text();
    await reloadWindow(workbench);
    await editors.showing('12345678901234567890');
    equal(await editors.text(), before);
    await lenses((all) => all.includes('Refresh'));
    await messages.statusBarItem('200 OK').waitFor();
    answer('{"contacts":[{"id":"11"}]}');
    await editors.lens('Refresh');
    await editors.showing('"id": "11"');
  });
}
