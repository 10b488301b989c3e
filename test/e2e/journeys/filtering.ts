import { deepEqual, equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Locator } from 'playwright-core';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** A filter is built of rows or typed as text: both stay in step, and Keap is asked just what they say. */
export async function filtering(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { page } = workbench;
  const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  const { frame } = list;
  const filter = list.field('filter');

  await t.test('rows become the text and the exact address', async () => {
    await list.field('Condition 1, field').focus();
    await page.keyboard.type('given');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    equal(await filter.inputValue(), 'given_name==');
    deepEqual(
      (await list.field('Condition 1, comparison').locator('option').allInnerTexts()).map((text) => text.trim()),
      ['== is'],
    );
    await list.field('Condition 1, value').fill('A');
    await list.field('Condition 1, value: match what begins with it').check();
    await frame.getByRole('button', { name: 'Add condition' }).click();
    await hasFocus(list.field('Condition 2, field'));
    await page.keyboard.type('ids');
    await list.field('Condition 2, value 1').fill('1');
    await frame.getByRole('button', { name: 'Add value' }).click();
    await hasFocus(list.field('Condition 2, value 2'));
    await page.keyboard.type('2');
    equal(await filter.inputValue(), 'given_name==A*;ids==1,2');
    await list.address.filter({ hasText: 'filter=given_name%3D%3DA%2A%3Bids%3D%3D1,2' }).waitFor();
    await frame.getByRole('button', { name: 'Remove condition 2', exact: true }).click();
    equal(await filter.inputValue(), 'given_name==A*');
  });

  await t.test('text becomes rows, and what is wrong stands beside its condition', async () => {
    await filter.fill('given_name==A*;start_update_time==2026-01-31;email');
    equal(await list.field('Condition 2, field').inputValue(), 'start_update_time');
    equal(await list.field('Condition 3, field').inputValue(), 'email', 'What is no condition yet is a row, too.');
    await filter.blur();
    match(await list.describedBy(filter), /A day alone is refused.* “email” is not a condition/);
    match(await list.describedBy(list.field('Condition 2, value')), /milliseconds and an offset/);
    await frame.getByRole('button', { name: /^Use the start of that day/ }).click();
    match(await filter.inputValue(), /start_update_time==2026-01-31T00:00:00\.000(Z|[+-]\d\d:\d\d);email$/);
    await frame.getByRole('button', { name: 'Remove condition 3', exact: true }).click();
    await frame.getByRole('button', { name: 'Remove condition 2', exact: true }).click();
    equal(await list.describedBy(filter).then((words) => words.includes('not a condition')), false);
  });

  await t.test('an order is a field and a direction, and all of it is sent', async () => {
    await list.field('order_by').fill('email');
    await list.field('Direction of order_by').selectOption('desc');
    await list.send('200 OK');
    const sent = new URL(keap.calls().at(-1)?.path ?? '', 'https://api.example.com');
    equal(sent.searchParams.get('filter'), 'given_name==A*');
    equal(sent.searchParams.get('order_by'), 'email desc');
  });
}

/** The focus goes to what was added a moment after it is drawn; keys pressed sooner would go elsewhere. */
async function hasFocus(control: Locator): Promise<void> {
  await eventually(
    () => control.evaluate((element) => element === document.activeElement),
    (focused) => focused,
  );
}
