import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** Ids are picked by name. Only that fetches anything, each list once, and what is known is shown beside ids. */
export async function pickers(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { page, quickInput } = workbench;
  const gets = () => keap.calls('GET').map(({ path }) => path.replace(/^\/crm\/rest|\?.*$/g, ''));
  const before = gets().length;
  const since = () => gets().slice(before);

  await t.test('a parameter: the list is fetched when the picker opens, and the id is as if typed', async () => {
    const get = await openBuilder(workbench, 'GET /v2/tags/{tag_id}', 'Get tag');
    const field = get.field('tag_id');
    await field.fill('2');
    await get.address.filter({ hasText: '/tags/2' }).waitFor();
    deepEqual(since(), [], 'Opening, typing and looking send nothing.');
    await get.frame.getByRole('button', { name: 'Pick a tag for tag_id' }).click();
    await quickInput.opened('tag_id: tags of Mine, fetched just now, 1 call');
    deepEqual(since(), ['/v2/tags']);
    match(await quickInput.placeholder(), /^Search \d+ tags by name or id$/);
    const items = await quickInput.items();
    const other = items.find(({ description }) => /^\d+ · /.test(description) && !description.startsWith('2 '));
    ok(other, 'A tag has its id and its category.');
    await quickInput.pick(other.label);
    await quickInput.closed();
    const id = /^\d+/.exec(other.description)?.[0] ?? '';
    await get.address.filter({ hasText: `/tags/${id}` }).waitFor();
    equal(await field.inputValue(), id);
    await get.frame.getByText(other.label, { exact: true }).waitFor();
    match(await get.describedBy(field), new RegExp(other.label.replace(/\W/g, '.')));
    await field.fill('2');
    await eventually(
      () => get.describedBy(field),
      (words) => words !== '' && !words.includes(other.label),
    );
    deepEqual(since(), ['/v2/tags'], 'A name that is known costs nothing.');
  });

  await t.test('a filter: several ids, a custom field by its label, and nothing fetched twice', async () => {
    const list = await openBuilder(workbench, 'GET /v2/tags', 'List tags');
    await list.field('filter').fill('tag_ids==2');
    await list.frame.getByRole('button', { name: 'Pick tags for Condition 1, value' }).click();
    await quickInput.opened('tag_ids: tags of Mine');
    const ticked = (await quickInput.items()).filter(({ checked }) => checked);
    equal(ticked.length, 1, 'What stands there is ticked.');
    const more = (await quickInput.items()).find(({ checked, description }) => !checked && /^\d+ /.test(description));
    await quickInput.rows
      .filter({ hasText: more?.label ?? '?' })
      .first()
      .click();
    await quickInput.input.press('Enter');
    await quickInput.closed();
    await eventually(
      () => list.field('filter').inputValue(),
      (filter) => /^tag_ids==2,\d+$/.test(filter),
    );
    const contacts = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await contacts.field('filter').fill('');
    await contacts.frame.getByRole('button', { name: 'Pick a contact custom field for Condition 1, field' }).click();
    await quickInput.opened('Filter by: contact custom fields of Mine, fetched just now, 1 call');
    await quickInput.pick('Favourite colour');
    await quickInput.closed();
    await eventually(
      () => contacts.field('filter').inputValue(),
      (filter) => filter === 'FavouriteColour==',
    );
    await contacts.frame.getByText('Custom field “Favourite colour”.').waitFor();
    await contacts.field('filter').fill('Budget==1');
    await eventually(
      () => contacts.field('Condition 1, comparison').locator('option').count(),
      (count) => count === 5,
    );
    deepEqual(since(), ['/v2/tags', '/v2/contacts/model']);
  });

  await t.test('a body: a province asks for the country that stands beside it', async () => {
    const create = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
    await create.frame.getByRole('button', { name: 'JSON', exact: true }).click();
    await create.body.fill('{"addresses": [{"field": "BILLING", "country_code": "USA", "region_code": ""}]}');
    await create.frame.getByRole('button', { name: 'Form', exact: true }).click();
    await create.frame.getByRole('button', { name: 'Pick a province for region_code' }).click();
    await quickInput.opened('region_code: provinces of Mine, fetched just now');
    await quickInput.answer('Arizona');
    await quickInput.closed();
    await create.frame.getByRole('button', { name: 'JSON', exact: true }).click();
    await eventually(
      () => create.body.inputValue(),
      (text) => text.includes('"region_code": "US-AZ"'),
    );
    equal(since().at(-1), '/v2/locales/countries/USA/provinces');
    await create.body.fill('{"owner_id": ""}');
    await create.body.evaluate((area) => area instanceof HTMLTextAreaElement && area.setSelectionRange(14, 14));
    await create.frame.getByRole('button', { name: 'Insert id…' }).click();
    await quickInput.opened('owner_id: users of Mine, fetched just now');
    await quickInput.pick('Bo Castle');
    await quickInput.closed();
    await eventually(
      () => create.body.inputValue(),
      (text) => text === '{"owner_id": "2"}',
    );
    await create.frame.getByRole('button', { name: 'Form', exact: true }).click();
  });

  await t.test('a refusal is a sentence in the picker, and trying again is a row of it', async () => {
    const get = await openBuilder(workbench, 'GET /v2/products/{product_id}', 'Get product');
    keap.answerWith((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end('{"code":403,"message":"No permission","status":"Forbidden","details":[]}');
    });
    await get.frame.getByRole('button', { name: 'Pick a product for product_id' }).click();
    const refused = quickInput.rows.filter({ hasText: 'No permission' });
    await refused.waitFor();
    keap.answerWith(undefined);
    await refused.click();
    await quickInput.row('Gardening gloves').waitFor();
    await quickInput.pick('Gardening gloves');
    await quickInput.closed();
    await get.address.filter({ hasText: '/products/1' }).waitFor();
    equal(await get.field('product_id').inputValue(), '1');
  });

  await t.test('the palette copies an id', async () => {
    await workbench.runCommand('Keap: Look up id');
    await quickInput.opened('Look up an id in Mine');
    await quickInput.answer('Tag category');
    await quickInput.opened('Copy the id: tag categories of Mine, fetched just now');
    const [first] = await quickInput.items();
    await quickInput.pick(first?.label ?? '');
    await quickInput.closed();
    await workbench.messages.statusBarItem(`Copied ${/^\d+/.exec(first?.description ?? '')?.[0]}`).waitFor();
    await page.keyboard.press('Escape');
  });
}
