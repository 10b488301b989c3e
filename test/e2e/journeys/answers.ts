import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { keyShape } from '../keap.ts';

/** An answer opens as what it is, beside the builder. */
export async function answers(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput, workspace } = workbench;
  const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
  await get.field('contact_id').fill('1');
  await t.test('JSON keeps every digit and stands beside', async () => {
    keap.answerWith((_, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-test': 'one' })
        .end('{"id":12345678901234567890,"amount":0.10000000000000000001,"name":"\\u0141ód\\u017a"}');
    });
    await get.send('200 OK');
    await get.openResponse('Get contact 200.json');
    equal(
      await editors.text(),
      '{\n  "id": 12345678901234567890,\n  "amount": 0.10000000000000000001,\n  "name": "\\u0141ód\\u017a"\n}',
    );
    equal(await page.locator('.part.editor .editor-group-container').count(), 2);
    await get.send('200 OK');
    await get.openResponse('Get contact 200.json');
    equal(await page.locator('.part.editor .editor-group-container').count(), 2, 'Answers share one place.');
    equal(await get.field('contact_id').isVisible(), true);
  });

  await t.test('headers and timing are one click away, in the title and in the status bar', async () => {
    const shown = async (): Promise<unknown> => {
      await editors.opened('Get contact 200 headers.json');
      const text = await editors.text();
      ok(!keyShape.test(text));
      return JSON.parse(text);
    };
    await page.locator('.part.editor').getByRole('button', { name: 'Show response headers and timing' }).click();
    const fromTitle = await shown();
    ok(typeof fromTitle === 'object' && fromTitle !== null && 'response' in fromTitle && 'timing' in fromTitle);
    const { response, timing } = fromTitle;
    ok(typeof response === 'object' && response !== null && 'headers' in response && 'status' in response);
    equal(response.status, 200);
    equal(Reflect.get(Object(response.headers), 'x-test'), 'one');
    ok(Reflect.get(Object(timing), 'totalMs') >= 0);
    await editors.tab(/^Get contact 200\.json/).click();
    await messages.statusBarItem('200 OK').click();
    deepEqual(await shown(), fromTitle);
  });

  await t.test('an answer without a body shows its head', async () => {
    keap.answerWith((_, response) => response.writeHead(204, { 'x-test': 'two' }).end());
    await get.send(/204 No Content · .+ · 0 B/);
    await get.openResponse('Get contact 204 (no body).json');
    match(await editors.text(), /"x-test": "two"/);
  });

  await t.test('bytes are offered as a file', async () => {
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255, 254, 10]);
    keap.answerWith((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(bytes));
    await get.sendButton.click();
    await messages.notified('Get contact answered 200 OK with 10 B that are not text (png).');
    await get.resulted('200 OK');
    await messages.pressInNotification('that are not text', 'Save as…');
    await quickInput.opened();
    // The dialog fills in its own proposal a moment after it opens.
    await eventually(
      () => quickInput.value(),
      (value) => value.endsWith('Get contact 200.png'),
    );
    await quickInput.accept();
    const target = join(workspace, 'Get contact 200.png');
    const saved = await eventually(
      () => {
        try {
          return readFileSync(target);
        } catch {
          return undefined;
        }
      },
      (file) => file?.length === bytes.length,
    );
    deepEqual(saved, bytes);
  });

  await t.test('HTML opens as HTML', async () => {
    keap.answerWith((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>\n'));
    await get.send('200 OK');
    await get.openResponse('Get contact 200.html');
    equal(await editors.text(), '<h1>Hello</h1>\n');
    await messages.statusBarItem(/^HTML$/).waitFor();
  });
}
