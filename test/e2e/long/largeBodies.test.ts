/** Requests and answers of many megabytes, as a person makes them. */
import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { openBuilder } from '../builder.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, startKeap } from '../keap.ts';

const vscode = useVsCode();
const MEGABYTE = 2 ** 20;

test('large bodies, there and back', async (t) => {
  const keap = await startKeap(t);
  const files = { '.vscode/settings.json': JSON.stringify({ 'keap.response.maxMegabytes': 8 }) };
  const { workbench } = await vscode.open(t, { env: keap.env, viewport: { width: 1500, height: 900 }, files });
  const { editors, page } = workbench;
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Mine' });

  await t.test('ten megabytes arrive whole', async () => {
    const large = JSON.stringify({ given_name: 'Ada', notes: 'Łódź 💌 '.repeat((10 * MEGABYTE) / 13) });
    await editors.setClipboard(large);
    const create = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
    await create.body.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+v');
    keap.answerWith((request, response) => {
      request.resume().on('end', () => response.writeHead(201, { 'content-type': 'application/json' }).end('{}'));
    });
    await create.sendButton.click();
    const anyway = create.result.getByRole('button', { name: 'Send anyway' });
    const answered = create.result.filter({ hasText: '201 Created' });
    await anyway.or(answered).first().waitFor();
    if (await anyway.isVisible()) await anyway.click();
    await create.resulted('201 Created');
    // Not `equal`: a difference of this size takes minutes to print.
    equal(keap.calls('POST').at(-1)?.body === large, true);
    await create.frame.getByText('Only the first part of').waitFor();
    await create.frame.getByRole('button', { name: 'Remove', exact: true }).click();
  });

  await t.test('a huge answer opens, and one beyond the limit says so', async () => {
    let items = 10_000;
    keap.answerWith((_, response) => {
      const contacts = Array.from({ length: items }, (_item, index) => ({
        id: String(index),
        given_name: 'Ada'.repeat(30),
      }));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ contacts }));
    });
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send(/200 OK · .+ · \d\.\d MB/);
    await list.openResponse('List contacts 200.json');
    await editors.showing('"contacts": [');
    items = 80_000;
    const again = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await again.send('The answer is larger than 8 MB; raise the setting keap.response.maxMegabytes or ask for less.');
  });
});
