import { deepEqual, equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

const ADDED = 'A contact is added';
const BODY = '{"given_name": "Ada", "email_addresses": [{"field": "EMAIL1", "email": "ada@example.com"}]}';

/** A hook from its making to its end and back: verified, delivered, failed four times, inactive, verified again. */
export async function hooks(t: TestContext, { workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  const view = workbench.tree('Hooks');
  const switchTo = async (name: string) => {
    await workbench.runCommand('Keap: Switch connection');
    await quickInput.opened('Switch connection');
    await quickInput.pick(name);
    await messages.statusBarItem(`Keap: ${name}`).waitFor();
  };
  const header = (state: string) => page.locator(`.part.sidebar .pane-header${state}`);
  const folded: string[] = [];
  /** The view needs the room of the others. */
  const foldOthers = async () => {
    const others = header('[aria-expanded="true"]:not([aria-label^="Hooks"])');
    while ((await others.count()) > 0) {
      folded.push((await others.first().getAttribute('aria-label')) ?? '');
      await others.first().click();
    }
  };
  const described = (label: string, like: RegExp) =>
    eventually(
      () => view.read(),
      (rows) => rows.some((row) => row.label === label && like.test(row.description)),
    );
  const deliverNow = async (received: number) => {
    await workbench.runCommand('Keap: Deliver hooks of sandbox now');
    await described('Receiver', new RegExp(`^${received} received`));
    await messages.clearNotifications();
  };

  await t.test('of another account, the receiver says that Keap cannot reach it', async () => {
    await workbench.runCommand('Keap: Start hook receiver');
    await quickInput.opened('Start hook receiver');
    await quickInput.accept();
    await messages.notified('The receiver listens on this machine, where Keap cannot reach it.');
    await messages.clearNotifications();
    await foldOthers();
    await described('Receiver', /^0 received · answers 200$/);
    await described('Hooks of Mine', /^not listed yet$/);
  });

  await t.test('one is made for the receiver and verified by it', async () => {
    await switchTo('Sandbox');
    await view.click('Hooks of Sandbox');
    await described('Hooks of Sandbox', /^3 · \d\d:\d\d$/);
    await workbench.runCommand('Keap: Create hook');
    await quickInput.opened('Create hook');
    await quickInput.pick('Contacts');
    await quickInput.pick(ADDED);
    await quickInput.pick('Receiver of this window');
    await described(ADDED, /^Verified · receiver of this window$/);
    await described('Verification', /^secret sent back · \d\d:\d\d:\d\d$/);
  });

  await t.test('a change of the account comes as a document, whose id opens the record', async () => {
    const contact = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
    await contact.body.fill(BODY);
    await contact.send('201 Created');
    await deliverNow(2);
    const delivery = view.rows.filter({ hasText: /id \d+ · 200/ });
    await delivery.click();
    await editors.opened(/^A contact is added \d\d\.\d\d\.\d\d\.json$/);
    match(
      await editors.text(),
      /^\{\n {2}"event_key": "contact\.add",\n {2}"object_type": "contact",\n {2}"object_keys"/,
    );
    await delivery.hover();
    await delivery.getByRole('button', { name: 'Open record of hook' }).click();
    await editors.opened('Get contact 200.json');
    await editors.showing('"given_name": "Ada"');
  });

  await t.test('four tries fail, and it is inactive', async () => {
    await view.inlineAction('Receiver', 'Choose answer of hook receiver');
    await quickInput.pick('500 Internal Server Error');
    await editors.switchTo('Create contact');
    await (await builder(workbench, 'Create contact')).send('201 Created');
    for (let tries = 1; tries <= 4; tries++) await deliverNow(2 + tries);
    await workbench.runCommand('Keap: List hooks');
    await described(ADDED, /^Inactive · receiver of this window$/);
  });

  await t.test('until it is verified again, with the secret that the receiver kept', async () => {
    await view.inlineAction('Receiver', 'Choose answer of hook receiver');
    await quickInput.pick('202 Accepted, no secret');
    await workbench.runCommand('Keap: Verify hook');
    await quickInput.opened('Verify hook');
    const states = (await quickInput.items()).map(({ description }) => description);
    deepEqual(states, ['Verified', 'Unverified', 'Inactive', 'Inactive']);
    await quickInput.rows.filter({ hasText: 'Inactive' }).filter({ hasText: ADDED }).click();
    await messages.pressInNotification('The hook is inactive: the receiver of this window kept', 'Verify with secret');
    await quickInput.messageToBe('The value of X-Hook-Secret that the address got last');
    const secret = await quickInput.value();
    match(secret, /^[\da-f-]{36}$/);
    await quickInput.answer('not-the-secret');
    await messages.notified('The hook was not verified');
    await workbench.runCommand('Keap: Verify hook with secret');
    await quickInput.rows.filter({ hasText: 'Inactive' }).filter({ hasText: ADDED }).click();
    await quickInput.messageToBe('The value of X-Hook-Secret that the address got last');
    equal(await quickInput.value(), secret);
    await quickInput.accept();
    await described(ADDED, /^Verified · receiver of this window$/);
    await described('Receiver', /^7 received · answers 202$/);
  });

  await t.test('it is deleted, and the receiver stops', async () => {
    await workbench.runCommand('Keap: Delete hook');
    await quickInput.opened('Delete hook');
    await quickInput.rows.filter({ hasText: '127.0.0.1' }).click();
    await messages.dialog();
    await messages.pressInDialog('Delete');
    await described('Hooks of Sandbox', /^3 · /);
    await workbench.runCommand('Keap: Stop hook receiver');
    await described('Receiver', /^7 received · stopped$/);
    equal(await messages.statusBarItem(/^7$/).count(), 0);
    await switchTo('Mine');
    // *Get started* is gone by now.
    for (const label of folded) {
      const pane = header(`[aria-label=${JSON.stringify(label)}]`);
      if ((await pane.count()) > 0) await pane.click();
    }
  });
}
