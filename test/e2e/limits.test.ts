/** Limits as people meet them: a meter, its view, and the end of the day's calls. Two windows on one key: `long`. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { shownText } from '../vscode/shownText.ts';
import { openBuilder } from './builder.ts';
import { eventually } from './eventually.ts';
import { useVsCode } from './fixture.ts';
import { addConnection, startKeap } from './keap.ts';
import { limitLines, meter, meterSays, meterText, warned } from './meter.ts';

const vscode = useVsCode();
const A_DAY = 40;

test('limits are shown and kept', async (t) => {
  const keap = await startKeap(t, { limits: { allowance: { day: A_DAY } } });
  const viewport = { width: 1280, height: 1000 };
  const { workbench: one } = await vscode.open(t, { env: keap.env, viewport });
  const headers = { 'x-keap-api-key': keap.key };
  /** Another program calls with the same key. */
  const others = async (times: number): Promise<void> => {
    for (let left = times; left > 0; left--) {
      const { status } = await fetch(`${keap.origin}/crm/rest/v2/tags?page_size=1`, { headers });
      equal(status, 200);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  await one.activity('Keap').waitFor();
  await addConnection(one, { key: keap.key, name: 'Mine' });
  const builder = await openBuilder(one, 'GET /v2/tags', 'List tags');

  await t.test('the status bar says what is left today, as Keap does', async () => {
    await builder.send('200 OK');
    await meterSays(one, new RegExp(`· ${A_DAY - 2} left$`));
    equal(await warned(one), 'usual');
    match(
      (await meter(one).locator('a').getAttribute('aria-label')) ?? '',
      /, 38 calls left today\. Switch connection\./,
    );
  });

  await t.test('its tooltip says what is used of which limit, and what nobody knows', async () => {
    await meter(one).hover();
    const hover = one.page.locator('.workbench-hover', { hasText: 'Keap requests go to Mine' });
    await hover.waitFor();
    const table = (await hover.locator('tr').allInnerTexts()).map((row) => row.trim().split(/\s*\t\s*/));
    deepEqual(table[0], ['Limit', 'Source', 'Used here', 'Used in all', 'Resets']);
    const [, second, minute, day] = table;
    deepEqual(second?.slice(0, 3), ['Second', '5', 'announced']);
    equal(second?.[4], 'unknown');
    deepEqual(minute?.slice(0, 5), ['Minute', '120', 'announced', '2', '2']);
    deepEqual(day?.slice(0, 5), ['Day', String(A_DAY), 'announced', '2', '2']);
    match(day?.[5] ?? '', /^\d\d:\d\d(:\d\d)?( tomorrow)?$/);
    match(await shownText(hover), /All keys of the app together: 9,998 of 10,000 left this minute/);
    await one.page.mouse.move(900, 300);
  });

  await t.test('the view says it line by line, also what another program used', async () => {
    await others(3);
    await one.runCommand('Keap: Show limits');
    await builder.send('200 OK');
    await one.tree('Limits').row('Day').waitFor();
    await eventually(
      () => limitLines(one, 1),
      (now) => now['Day'] === `${A_DAY - 6} of ${A_DAY} left`,
    );
    const { Waiting, Pace } = await limitLines(one, 1);
    deepEqual([Waiting, Pace], ['nothing', 'as fast as the limits allow']);
    await one.tree('Limits').expand('Day');
    const day = await limitLines(one, 2);
    deepEqual([day['Limit'], day['Used here'], day['Used in all']], [`${A_DAY}, announced`, '3', '6']);
  });

  await t.test('the end of the day is near, and then it is there', async () => {
    const left = async () => Number((/(\d+) left/.exec(await meterText(one)) ?? [])[1]);
    await others((await left()) - 4);
    await builder.send('200 OK');
    await meterSays(one, /· 3 left$/);
    equal(await warned(one), 'warning');
    await others(2);
    await builder.send('200 OK');
    await meterSays(one, /· none left until \d\d:\d\d/);
    equal(await warned(one), 'error');
    const before = keap.calls().length;
    await builder.sendButton.click();
    await builder.resulted(/The calls of this key for today are used; .*\d\d:\d\d/);
    equal(keap.calls().length, before);
  });
});
