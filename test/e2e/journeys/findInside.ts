import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

const BODY = `{"contacts":[
  {"id":12345678901234567890,"name":"Ada","amount":10.10,"note":"<b>=1+1</b>"},
  {"id":12345678901234567891,"name":"Łódź","amount":1e2,"note":null}],"count":2}`;

/** An expression is typed with the names of the answer at hand, and what it finds opens as a document that can be edited. */
export async function findInside(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
  await get.field('contact_id').fill('1');
  keap.answerWith((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(BODY));
  await get.send('200 OK');
  await get.openResponse('Get contact 200.json');
  const first = async (label: string | RegExp) => {
    const found = await eventually(
      () => quickInput.items(),
      ([row]) => (typeof label === 'string' ? row?.label === label : label.test(row?.label ?? '')),
    );
    return found[0];
  };

  await t.test('names of the answer complete what is typed', async () => {
    await editors.lens('Find');
    await quickInput.opened('Find in Get contact');
    await quickInput.type('contacts[*].am');
    await first('Nothing found');
    const [, completion] = await eventually(
      () => quickInput.items(),
      (items) => items.some(({ label }) => label === 'amount'),
    );
    equal(completion?.description, 'number · 10.10');
    // Where nothing is found yet, Enter completes.
    await page.keyboard.press('Enter');
    equal((await first('2 results'))?.detail, '10.10 · 1e2');
    await page.keyboard.type(' | [0]');
    await first('A number');
    equal(await quickInput.value(), 'contacts[*].amount | [0]');
  });

  await t.test('what is wrong is said with its place, and nothing typed is lost', async () => {
    await quickInput.type('contacts[?id == 12]');
    match((await first(/^Numbers stand in backticks/))?.description ?? '', /character 17$/);
    await quickInput.accept();
    await first(/^Numbers stand in backticks/);
    equal(await quickInput.value(), 'contacts[?id == 12]');
  });

  await t.test('the result opens beside, digit for digit', async () => {
    await quickInput.type('contacts[?id > `12345678901234567890`]');
    await first('1 result');
    await quickInput.accept();
    await editors.opened(/^contacts\[\?id > .* — Get contact\.json/);
    deepEqual((await editors.text()).split('\n').slice(1, 5), [
      '  {',
      '    "id": 12345678901234567891,',
      '    "name": "Łódź",',
      '    "amount": 1e2,',
    ]);
  });

  await t.test('a result is edited by finding in it, and takes its own place', async () => {
    await workbench.runCommand('Keap: Find in response');
    await quickInput.opened('Find in Get contact');
    equal(await quickInput.value(), 'contacts[?id > `12345678901234567890`]');
    await quickInput.type("$.contacts[?@.name == 'Ada'].note");
    await first('1 result');
    await quickInput.accept();
    await editors.opened(/^\$\.contacts/);
    equal(await editors.text(), '[\n  "<b>=1+1</b>"\n]');
    ok((await editors.tabs()).every(({ label }) => !label.startsWith('contacts[')));
  });

  await t.test('a result follows its answer when that is sent for again', async () => {
    const body = '{"contacts":[{"id":5,"name":"Ada","note":"now another"}]}';
    keap.answerWith((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
    await editors.switchTo('Get contact 200.json');
    await workbench.runCommand('Keap: Refresh response');
    await editors.showing('"note": "now another"');
    await editors.switchTo(/^\$\.contacts/);
    await editors.showing('"now another"');
    equal(await editors.text(), '[\n  "now another"\n]');
  });

  await t.test('expressions used before are at hand', async () => {
    await editors.switchTo('Get contact 200.json');
    await workbench.runCommand('Keap: Find in response');
    await quickInput.opened('Find in Get contact');
    await first("$.contacts[?@.name == 'Ada'].note");
    await quickInput.cancel();
  });

  await t.test('what is no JSON is said to be none', async () => {
    keap.answerWith((_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('Hello'));
    await editors.switchTo('Get contact');
    await get.send('200 OK');
    await get.openResponse('Get contact 200.txt');
    await editors.switchTo('Get contact 200.txt');
    await workbench.runCommand('Keap: Find in response');
    await messages.notified('is not JSON');
  });
}
