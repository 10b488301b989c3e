/** Limits as people meet them: a meter, two windows on one key, a 429, and the end of the day's calls. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { shownText } from '../vscode/shownText.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { type Builder, openBuilder } from './builder.ts';
import { eventually } from './eventually.ts';
import { useVsCode } from './fixture.ts';
import { addConnection, startKeap } from './keap.ts';

const vscode = useVsCode();
const A_DAY = 40;

const meter = (workbench: Workbench) => workbench.messages.statusBarItem('Keap: Mine');
const meterText = async (workbench: Workbench): Promise<string> =>
  (await shownText(meter(workbench))).replaceAll(/\s+/g, ' ');
const meterSays = (workbench: Workbench, expected: RegExp) =>
  eventually(
    () => meterText(workbench),
    (text) => expected.test(text),
  );

/** The background of the meter, which is what warns in most themes. */
async function warned(workbench: Workbench): Promise<'usual' | 'warning' | 'error'> {
  const classes = (await meter(workbench).getAttribute('class')) ?? '';
  return classes.includes('error-kind') ? 'error' : classes.includes('warning-kind') ? 'warning' : 'usual';
}

/** The lines of the view *Limits*, or those of one window, opened. */
async function lines(workbench: Workbench, level: number): Promise<Readonly<Record<string, string>>> {
  const rows = (await workbench.tree('Limits').read()).filter((row) => row.level === level);
  return Object.fromEntries(rows.map(({ label, description }) => [label, description]));
}

test('limits are shown, shared by windows, and kept', async (t) => {
  const keap = await startKeap(t, { limits: { allowance: { day: A_DAY } } });
  const viewport = { width: 1280, height: 1000 };
  const opened = await vscode.open(t, { env: keap.env, sharedSecrets: true, viewport, timeout: 90_000 });
  const one = opened.workbench;
  const windows = new Map<Workbench, Builder>();
  const headers = { 'x-keap-api-key': keap.key };
  /** Another program calls with the same key. */
  const others = async (times: number): Promise<void> => {
    for (let left = times; left > 0; left--) {
      const { status } = await fetch(`${keap.origin}/crm/rest/v2/tags?page_size=1`, { headers });
      equal(status, 200);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const answered = async (): Promise<Readonly<Record<string, number>>> => {
    const response = await fetch(`${keap.origin}/sandbox`, { headers });
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

  await t.test('the status bar says what is left today, as Keap does', async () => {
    await send(one);
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
    await send(one);
    await one.tree('Limits').row('Day').waitFor();
    await eventually(
      () => lines(one, 1),
      (now) => now['Day'] === `${A_DAY - 6} of ${A_DAY} left`,
    );
    const { Waiting, Pace } = await lines(one, 1);
    deepEqual([Waiting, Pace], ['nothing', 'as fast as the limits allow']);
    await one.tree('Limits').expand('Day');
    const day = await lines(one, 2);
    deepEqual([day['Limit'], day['Used here'], day['Used in all']], [`${A_DAY}, announced`, '3', '6']);
  });

  const two = await opened.another();
  await t.test('a second window counts with the first, and none is refused', async () => {
    await two.messages.statusBarItem('Keap:').waitFor();
    await two.runCommand('Keap: Switch connection');
    await two.quickInput.opened('Switch connection');
    await two.quickInput.pick('Mine');
    await send(two);
    await meterSays(two, new RegExp(`· ${A_DAY - 7} left$`));
    await meterSays(one, new RegExp(`· ${A_DAY - 7} left$`));
    for (let round = 0; round < 2; round++) await Promise.all([send(one), send(two)]);
    await meterSays(one, new RegExp(`· ${A_DAY - 11} left$`));
    await meterSays(two, new RegExp(`· ${A_DAY - 11} left$`));
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

  await t.test('the end of the day is near, and then it is there', async () => {
    const left = async () => Number((/(\d+) left/.exec(await meterText(one)) ?? [])[1]);
    await others((await left()) - 4);
    await send(one);
    await meterSays(one, /· 3 left$/);
    equal(await warned(one), 'warning');
    await others(2);
    await send(one);
    await meterSays(one, /· none left until \d\d:\d\d/);
    equal(await warned(one), 'error');
    const builder = windows.get(one);
    ok(builder);
    const before = keap.calls().length;
    await builder.sendButton.click();
    await builder.resulted(/The calls of this key for today are used; .*\d\d:\d\d/);
    equal(keap.calls().length, before);
  });
});
