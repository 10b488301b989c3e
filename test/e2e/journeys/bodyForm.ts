import { deepEqual, equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Locator } from 'playwright-core';
import type { AccountWindow } from '../account.ts';
import { type Builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** A body is filled in as a form or typed as JSON: both stay in step, and Keap gets just what was filled in. */
export async function bodyForm(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { page } = workbench;
  const create = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact', 'Form');
  const { frame } = create;

  await t.test('fields become the text, and only those', async () => {
    await add(create, 'given_name');
    await page.keyboard.type('Ada');
    await add(create, 'email_addresses');
    await page.keyboard.type('ada@example.com');
    await create.field('field').selectOption('EMAIL1');
    await add(create, 'custom_fields');
    await press(frame.getByRole('button', { name: 'Remove custom_fields', exact: true }));
    await add(create, 'birth_date');
    await page.keyboard.type('1985-3');
    deepEqual(JSON.parse(await text(create)), {
      given_name: 'Ada',
      email_addresses: [{ email: 'ada@example.com', field: 'EMAIL1' }],
      birth_date: '1985-3',
    });
  });

  await t.test('the text becomes fields, and what is wrong stands beside its own', async () => {
    await create.body.fill(
      '{ "given_name": 12345678901234567890, "shoe": 1,\n "email_addresses": [{"email": "a@example.com"}, {"email": "b@example.com"}] }',
    );
    await show(create, 'Form');
    const given = frame.getByRole('textbox', { name: 'given_name', exact: true });
    equal(await given.inputValue(), '12345678901234567890');
    match(await eventually(() => create.describedBy(given), Boolean), /^given_name must be text, not a number\.$/);
    await press(frame.getByRole('button', { name: 'Remove shoe' }));
    await frame.getByRole('button', { name: 'Move email_addresses 2 up' }).click();
    const email = frame.getByRole('textbox', { name: 'email', exact: true }).first();
    await eventually(
      () => email.inputValue(),
      (value) => value === 'b@example.com',
    );
    await press(frame.getByRole('button', { name: 'Remove email_addresses 2' }));
    equal(
      await text(create),
      '{ "given_name": 12345678901234567890,\n "email_addresses": [{"email": "b@example.com"}] }',
      'What was not touched stays byte for byte.',
    );
  });

  await t.test('a text that is no JSON yet waits, and nothing is lost', async () => {
    await create.body.fill('{"given_name": "Ada",');
    await show(create, 'Form');
    await frame.getByText('The form waits until it is.').waitFor();
    await frame.getByRole('button', { name: 'Edit as JSON' }).click();
    equal(await create.body.inputValue(), '{"given_name": "Ada",');
    await create.body.fill('{"given_name": "Ada"}');
    await show(create, 'Form');
    equal(await frame.getByRole('textbox', { name: 'given_name', exact: true }).inputValue(), 'Ada');
  });

  await t.test('it is sent as it stands', async () => {
    const sent = keap.calls('POST').length;
    await frame.getByRole('button', { name: 'Insert example' }).click();
    await add(create, 'family_name');
    await page.keyboard.type('Lovelace');
    await create.send('201 Created');
    const body: unknown = JSON.parse(keap.calls('POST')[sent]?.body ?? '');
    deepEqual(body, {
      family_name: 'Lovelace',
      email_addresses: [{ email: 'person@example.com', field: 'EMAIL1' }],
    });
  });

  await t.test('mail is typed as it reads and sent as Base64; the choice of the form is kept', async () => {
    const mail = await openBuilder(workbench, 'POST /v2/emails:send', 'Send email', 'Form');
    await mail.field('subject').fill('Hello');
    await add(mail, 'html_content');
    await page.keyboard.type('<p>Grüße</p>');
    const body: unknown = JSON.parse(await text(mail));
    deepEqual(body, { subject: 'Hello', html_content: Buffer.from('<p>Grüße</p>').toString('base64') });
    await mail.body.fill('{"html_content": "<p>Hello</p>"}');
    await show(mail, 'Form');
    await press(mail.frame.getByRole('button', { name: 'Encode it' }));
    deepEqual(JSON.parse(await text(mail)), { html_content: Buffer.from('<p>Hello</p>').toString('base64') });
  });
}

/** Adds a property by its name, and waits until its field has the focus. */
async function add(shown: Builder, name: string): Promise<void> {
  const box = shown.frame.getByRole('combobox', { name: 'Add property', exact: true });
  await box.fill(name);
  await box.press('Enter');
  const within = new RegExp(`^body:${name}\\b`);
  await eventually(
    () => shown.frame.evaluate(() => document.activeElement?.id ?? ''),
    (id) => within.test(id) && !id.endsWith('-add'),
  );
}

/** Presses a button that goes with what it is about: the rest of the page moves. */
async function press(button: Locator): Promise<void> {
  await button.click();
  await button.waitFor({ state: 'hidden' });
}

/** The text of the body, which is then shown. */
async function text(shown: Builder): Promise<string> {
  await show(shown, 'JSON');
  return shown.body.inputValue();
}

async function show({ frame }: Builder, view: 'Form' | 'JSON'): Promise<void> {
  const button: Locator = frame.getByRole('button', { name: view, exact: true });
  await button.click();
  await frame.getByRole('button', { name: view, exact: true, pressed: true }).waitFor();
}
