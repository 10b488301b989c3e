/**
 * npm run -s bench:table : the table of an answer in a real VS Code. Frames while 10,000 rows of 40 columns are scrolled;
 * then an answer of 200 MB: how long its table takes to show, to sort, to filter and to export, and what that costs the
 * extension host. The machine's noise is in it.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openBuilder } from '../e2e/builder.ts';
import { awkwardList } from '../e2e/journeys/awkwardList.ts';
import { type Table, tableOf } from '../e2e/table.ts';
import { type AnswerWindow, openAnswerWindow } from './answerWindow.ts';

const ROWS = 10_000;
const MORE_COLUMNS = 28;
const LARGE_BYTES = 200_000_000;
const TIMEOUT = 300_000;

const ends: (() => Promise<void>)[] = [];
try {
  const window = await openAnswerWindow({
    settings: {
      'keap.response.maxMegabytes': 1024,
      'keap.response.askAboveMegabytes': 40,
      'files.simpleDialog.enable': true,
    },
    timeout: TIMEOUT,
    after: (end) => ends.push(end),
  });
  await scrolling(window);
  await large(window);
} finally {
  for (const end of ends.reverse()) await end();
}

/** Frames while a table is scrolled by the wheel, then by its bar from end to end. */
async function scrolling(window: AnswerWindow): Promise<void> {
  const { workbench, keap, builder } = window;
  const text = awkwardList(ROWS, MORE_COLUMNS);
  keap.answerWith((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text));
  await builder.send('200 OK');
  await workbench.editors.switchTo('List contacts 200.json');
  await workbench.runCommand('Keap: Open as table');
  const table = await tableOf(workbench, 'List contacts');
  await table.counts('10,000 rows');
  await workbench.runCommand('View: Close Editors in Other Groups').catch(() => undefined);
  await pause(3_000);
  const devtools = await workbench.context.newCDPSession(workbench.page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** What the window's thread did so far, whatever else the machine was doing. */
  const cpuMs = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const ours = metrics.filter(({ name }) => /^(Script|RecalcStyle|Layout)Duration$/.test(name));
    return ours.reduce((sum, { value }) => sum + value * 1000, 0);
  };
  for (const [how, pixels] of [
    ['by the wheel, 120 pixels a frame', 120],
    ['by the bar, 1,200 pixels a frame', 1_200],
  ] as const) {
    const before = await cpuMs();
    const frames = await framesOf(table, pixels);
    const after = await cpuMs();
    console.log(`10,000 rows of 40 columns scrolled ${how}: frames ${words(frames.map(({ ms }) => ms))},`);
    console.log(`  of which the page was busy for ${words(frames.map(({ busy }) => busy))};`);
    console.log(
      `  scripts, styles and layout of the window took ${((after - before) / frames.length).toFixed(1)} ms of CPU each`,
    );
  }
}

interface Frame {
  /** From the frame before. */
  readonly ms: number;
  /** Until what it had to do was done, drawing included. */
  readonly busy: number;
}

/** Scrolls for 300 frames, down and across. */
function framesOf({ grid }: Table, pixels: number): Promise<Frame[]> {
  return grid.evaluate(
    (element, by) =>
      new Promise<Frame[]>((resolve) => {
        const frames: { ms: number; busy: number }[] = [];
        const { port1, port2 } = new MessageChannel();
        element.scrollTop = 0;
        let last = performance.now();
        let begun = last;
        port1.onmessage = () => {
          frames.push({ ms: begun - last, busy: performance.now() - begun });
          last = begun;
          if (frames.length < 300) requestAnimationFrame(step);
          else resolve(frames.slice(1));
        };
        const step = () => {
          begun = performance.now();
          element.scrollTop += by;
          element.scrollLeft += frames.length < 150 ? 20 : -20;
          // Comes after all that this frame has to do.
          port2.postMessage(null);
        };
        requestAnimationFrame(step);
      }),
    pixels,
  );
}

/** Median, the one that 99 of 100 are below, and the longest. */
function words(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  return `median ${at(0.5)}, 99 of 100 below ${at(0.99)}, longest ${at(1)} ms`;
}

async function large({ workbench, keap, folder, host }: AnswerWindow): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  const builder = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  const { messages } = workbench;
  const one = Buffer.from(
    awkwardList(50_000, MORE_COLUMNS).replace(/^\{"contacts":\[|\],"next_page_token":""\}$/g, ''),
  );
  const times = Math.ceil(LARGE_BYTES / one.length);
  keap.answerWith(async (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"contacts":[');
    for (let at = 0; at < times; at++) {
      const flows = response.write(Buffer.concat([Buffer.from(at === 0 ? '' : ','), one]));
      if (!flows) await new Promise((resolve) => response.once('drain', resolve));
    }
    response.end('],"next_page_token":""}');
  });
  const rows = (times * 50_000).toLocaleString('en-US');
  await builder.sendButton.click();
  await messages.notified('VS Code opens no document of this size.');
  await pause(3_000);
  await timed(host, 'show a table', async () => {
    await messages.pressInNotification('VS Code opens no document of this size.', 'Open as table');
    await (await tableOf(workbench, 'List contacts')).counts(`${rows} rows`);
  });
  const table = await tableOf(workbench, 'List contacts');
  await timed(host, 'find all columns', () =>
    table.frame.getByText('Looking for columns').waitFor({ state: 'hidden', timeout: TIMEOUT }),
  );
  await timed(host, 'sort by a number', async () => {
    await (await table.menu('id')).getByRole('button', { name: 'Sort descending' }).click();
    await table.counts(`${rows} rows`);
  });
  await timed(host, 'filter by a text', async () => {
    await table.filter.fill('given 12');
    await table.frame.locator('.count').getByText(` of ${rows} rows`).waitFor({ timeout: TIMEOUT });
  });
  await table.filter.fill('');
  await table.counts(`${rows} rows`);
  await timed(host, 'export everything as CSV', async () => {
    await table.export(['Everything', 'CSV for Excel'], 'List contacts.csv');
    await messages.notification(`Exported ${rows} rows to List contacts.csv.`).waitFor({ timeout: TIMEOUT });
  });
  console.log(`The file has ${(statSync(join(folder, 'List contacts.csv')).size / 1e6).toFixed(0)} MB.`);
}

/** Prints how long something took, and what it cost the extension host. */
async function timed(host: AnswerWindow['host'], what: string, work: () => Promise<unknown>): Promise<void> {
  await host('/begin');
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { blocked, peak, left } = await host('/end');
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0);
  console.log(
    `200 MB, to ${what}: ${seconds.toFixed(1)} s; the extension host blocked for ${blocked.toFixed(0)} ms at most, grown by ${mb(peak)} MB at its highest, by ${mb(left)} MB in the end`,
  );
}
