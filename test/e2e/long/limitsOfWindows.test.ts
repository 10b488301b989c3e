/** Two windows of VS Code on one key: they count together, and a 429 holds both. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { shownText } from '../../vscode/shownText.ts';
import type { Workbench } from '../../vscode/workbench.ts';
import { type Builder, openBuilder } from '../builder.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, startKeap } from '../keap.ts';
import { meterSays, warned } from '../meter.ts';

const vscode = useVsCode();
const A_DAY = 40;

test('windows share the limits of a key', async (t) => {
  const keap = await startKeap(t, { limits: { allowance: { day: A_DAY } } });
  const viewport = { width: 1280, height: 1000 };
  const opened = await vscode.open(t, { env: keap.env, sharedSecrets: true, viewport, timeout: 90_000 });
  const one = opened.workbench;
  const windows = new Map<Workbench, Builder>();
  const answered = async (): Promise<Readonly<Record<string, number>>> => {
    const response = await fetch(`${keap.origin}/sandbox`, { headers: { 'x-keap-api-key': keap.key } });
    return ((await response.json()) as { answered: Record<string, number> }).answered;
  };
  /** Sends from the builder of a window, which stays open. */
  const send = async (workbench: Workbench): Promise<void> => {
    const builder = windows.get(workbench) ?? (await openBuilder(workbench, 'GET /v2/tags', 'List tags'));
    windows.set(workbench, builder);
    await builder.send('200 OK');
  };
  await one.activity('Keap').waitFor();
  await addConnection(one, { key: keap.key, name: 'Mine' });
  await one.runCommand('Keap: Show limits');
  await send(one);
  await meterSays(one, new RegExp(`· ${A_DAY - 2} left$`));

  const two = await opened.another();
  await t.test('a second window counts with the first, and none is refused', async () => {
    await two.messages.statusBarItem('Keap:').waitFor();
    await two.runCommand('Keap: Switch connection');
    await two.quickInput.opened('Switch connection');
    await two.quickInput.pick('Mine');
    await send(two);
    await meterSays(two, new RegExp(`· ${A_DAY - 3} left$`));
    await meterSays(one, new RegExp(`· ${A_DAY - 3} left$`));
    for (let round = 0; round < 2; round++) await Promise.all([send(one), send(two)]);
    await meterSays(one, new RegExp(`· ${A_DAY - 7} left$`));
    await meterSays(two, new RegExp(`· ${A_DAY - 7} left$`));
    equal((await answered())['429'], undefined);
  });

  await t.test('a 429 is told, holds both windows, and the refused call goes again', async () => {
    const builder = windows.get(one);
    ok(builder);
    const before = keap.calls().length;
    let refusals = 0;
    keap.answerWith((_request, response) => {
      refusals++;
      keap.answerWith(undefined);
      const body = { code: '429', message: 'Quota Exceeded', status: 'Request Throttled', details: null };
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '6' }).end(JSON.stringify(body));
    });
    await builder.sendButton.click();
    await builder.result.filter({ hasText: /Sends in \d.*: Keap refused a call \(429\)/ }).waitFor();
    await meterSays(one, /· held until \d\d:\d\d:\d\d$/);
    equal(await warned(one), 'error');
    await meterSays(two, /· held until \d\d:\d\d:\d\d$/);
    const [first] = await one.tree('Limits').read();
    equal(first?.label, 'Held');
    match(
      first?.ariaLabel ?? '',
      /Keap refused a call \(429\) and did not say which limit was hit\. .* by themselves at/,
    );
    await builder.resulted('200 OK');
    deepEqual([refusals, keap.calls().length - before], [1, 2]);
    await meterSays(one, /· \d+ left$/);
    equal(await warned(one), 'usual');
    const pace = await one.tree('Limits').reveal('Pace');
    match(await shownText(pace.locator('.label-description')), /^evenly, \d a second$/);
  });
});
