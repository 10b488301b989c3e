import { equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { shownText } from '../../vscode/shownText.ts';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { makeKey } from '../leaks.ts';

/** Bad input of every kind gets a clear sentence, and good input arrives byte for byte. */
export async function badInput(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const create = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
  const earlier = keap.calls().length;

  await t.test('an empty and a broken body are not sent', async () => {
    await create.body.fill('');
    await create.send('1 problem to put right before sending.');
    match(await create.describedBy(create.body), /The body is required\./);
    const broken = '{"given_name": "Ada",}\n// “quotes”';
    await create.body.fill(broken);
    await create.send('1 problem to put right before sending.');
    match(await create.describedBy(create.body), /The body is not JSON: \S+/);
    equal(await create.body.inputValue(), broken);
    equal(await create.body.evaluate((area) => area === document.activeElement), true);
    equal(keap.calls().length, earlier);
  });

  await t.test('wrong types are told and may be sent by whoever means it', async () => {
    const text = '{"given_name": 5, "email_addresses": {}, "nick": "A"}';
    await create.body.fill(text);
    await create.send('3 problems found. You can send it anyway.');
    const told = await create.describedBy(create.body);
    match(told, /given_name must be text, not /);
    match(told, /email_addresses must be a list \[ \], not /);
    match(told, /nick is not a property Keap knows here/);
    equal(keap.calls().length, earlier);
    await create.result.getByRole('button', { name: 'Send anyway' }).click();
    await create.resulted(/\d{3} /);
    equal(keap.calls('POST').at(-1)?.body, text);
  });

  await t.test('a key in a field or a body is refused', async () => {
    const key = makeKey();
    await create.body.fill(JSON.stringify({ given_name: key }));
    await create.send('1 problem to put right before sending.');
    match(
      await create.describedBy(create.body),
      /The body holds what looks like a Keap key: keys belong in a connection \(Keap: Add connection\)\./,
    );
    const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
    await get.field('contact_id').fill(key);
    await get.send('1 problem to put right before sending.');
    match(await get.describedBy(get.field('contact_id')), /contact_id holds what looks like a Keap key/);
    equal(keap.calls().length, earlier + 1);
  });

  await t.test('path values arrive encoded, and dots are refused', async () => {
    const get = await builder(workbench, 'Get contact');
    for (const value of ['a/b?c=1&d#e', '100% "sure"', 'Łódź 💌', "it's", '%2F', 'contacts:merge']) {
      await get.field('contact_id').fill(value);
      await get.send(/\d{3} /);
      const sent = keap.calls('GET').at(-1)?.path;
      equal(sent, `/crm/rest/v2/contacts/${encodeURIComponent(value)}`);
      equal(await shownText(get.address), `https://api.infusionsoft.com${sent}`);
    }
    const before = keap.calls().length;
    for (const value of ['.', '..']) {
      await get.field('contact_id').fill(value);
      await get.send('1 problem to put right before sending.');
      match(await get.describedBy(get.field('contact_id')), /contact_id cannot be “\.” or “\.\.”/);
    }
    equal(keap.calls().length, before);
  });

  await t.test('the colon of a custom method stays a colon', async () => {
    const merge = await openBuilder(workbench, 'POST /v2/contacts:merge', 'Merge contacts');
    await merge.frame.getByRole('button', { name: 'Insert template' }).click();
    await merge.sendAndType(/\d{3} /);
    equal(keap.calls('POST').at(-1)?.path, '/crm/rest/v2/contacts:merge');
  });
}
