/**
 * npm run -s bench:documents [-- --json] [BYTES…]: from the last byte of an answer to its text on the screen, in a real VS Code,
 * beside the same text opened as an untitled JSON document in the same window, which takes turns with it. Medians; the
 * machine's noise is in them. With `--json` a list of {"bytes","ms","bareMs","ratio"}; else also the whole way from
 * *Send*, and what all of it costs the extension host.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Builder } from '../e2e/builder.ts';
import type { Keap } from '../e2e/keap.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { openAnswerWindow } from './answerWindow.ts';
import type { Cost } from './documents/host.ts';

const json = process.argv.includes('--json');
const wanted = process.argv.slice(2).map(Number).filter(Number.isFinite);
/** Bytes of a body, and how often it is opened; the first time only warms caches. */
const SIZES: readonly (readonly [bytes: number, rounds: number])[] = [
  [1_000, 9],
  [100_000, 9],
  [1_000_000, 9],
  [5_000_000, 7],
  [10_000_000, 5],
  [30_000_000, 5],
];
const SETTLED_MS = 5_000;
const TIMEOUT = 120_000;

interface Opened {
  readonly visibleMs: number;
  readonly cost: Cost;
  /** From *Send*; of an answer alone. */
  readonly sendMs?: number;
}

type Figure = ReturnType<typeof figureOf>;

const ends: (() => Promise<void>)[] = [];
try {
  const figures: Figure[] = [];
  if (!json) console.log('bytes of the body: last byte to visible, beside an untitled document; Send to visible');
  for await (const figure of measure()) {
    figures.push(figure);
    const { bytes, ms, bareMs, ratio, sendMs, ours, bare } = figure;
    if (json) continue;
    console.log(`${bytes.toLocaleString('en')}: ${ms} ms beside ${bareMs} ms, ratio ${ratio}; ${sendMs} ms`);
    console.log(`  the host for the answer:   ${costWords(ours)}`);
    console.log(`  for the untitled document: ${costWords(bare)}`);
  }
  if (json) console.log(JSON.stringify(figures.map(({ bytes, ms, bareMs, ratio }) => ({ bytes, ms, bareMs, ratio }))));
} finally {
  for (const end of ends.reverse()) await end();
}

async function* measure(): AsyncGenerator<Figure> {
  const { workbench, keap, builder, folder, host } = await openAnswerWindow({
    settings: { 'keap.response.askAboveMegabytes': 1024 },
    timeout: TIMEOUT,
    after: (end) => ends.push(end),
  });
  await pause(SETTLED_MS);
  for (const [bytes, rounds] of SIZES.filter(([bytes]) => wanted.length === 0 || wanted.includes(bytes))) {
    const ours: Opened[] = [];
    const bare: Opened[] = [];
    for (let round = 0; round <= rounds; round++) {
      const id = `round${bytes}x${round}x`;
      const body = bodyOf(bytes, id);
      const file = join(folder, 'bare.json');
      writeFileSync(file, JSON.stringify(JSON.parse(body), undefined, 2).replace(id, `${id}bare`));
      const answered = async () => ours.push(await openAnswer({ workbench, builder, keap, body, id, host }));
      const untitled = async () => bare.push(await openBare({ workbench, file, id: `${id}bare`, host }));
      for (const open of round % 2 === 0 ? [answered, untitled] : [untitled, answered]) {
        await open();
        await host('/close');
        await pause(bytes > 1_000_000 ? 1_500 : 500);
      }
    }
    yield figureOf(bytes, ours.slice(1), bare.slice(1));
  }
}

interface Opening {
  readonly workbench: Workbench;
  readonly id: string;
  readonly host: (path: string) => Promise<Cost>;
}

async function openAnswer(
  opening: Opening & { readonly builder: Builder; readonly keap: Keap; readonly body: string },
): Promise<Opened> {
  const { workbench, builder, keap, body, id, host } = opening;
  keap.answerWith((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  await host('/begin');
  const visible = whenVisible(workbench, id);
  // Whatever else goes wrong first is what is told.
  visible.catch(() => undefined);
  const sentAt = await builder.sendButton.evaluate((button) => {
    const now = performance.timeOrigin + performance.now();
    (button as HTMLButtonElement).click();
    return now;
  });
  const visibleAt = await visible;
  const cost = await settled(opening, body.length);
  await builder.resulted('200 OK');
  return { visibleMs: visibleAt - cost.lastByteAt, sendMs: visibleAt - sentAt, cost };
}

async function openBare({ file, ...opening }: Opening & { readonly file: string }): Promise<Opened> {
  const visible = whenVisible(opening.workbench, opening.id);
  visible.catch(() => undefined);
  const opened = opening.host(`/bare?${new URLSearchParams({ file })}`);
  const visibleAt = await visible;
  await opened;
  const cost = await settled(opening, 0);
  return { visibleMs: visibleAt - cost.openedAt, cost };
}

/** What it cost, once VS Code has handed its copy of the document to extensions. */
async function settled({ host }: Opening, bytes: number): Promise<Cost> {
  await pause(bytes > 1_000_000 ? 2_000 : 500);
  return host('/end');
}

/** When a text stands in an editor, in milliseconds since 1970. */
function whenVisible({ page }: Workbench, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const shown = [...document.querySelectorAll('.part.editor .view-lines')];
          if (shown.some((lines) => lines.textContent?.includes(`"${wanted}"`))) {
            resolve(performance.timeOrigin + performance.now());
          } else requestAnimationFrame(look);
        };
        look();
      }),
    text,
  );
}

/** A list of made-up contacts of so many bytes. */
function bodyOf(bytes: number, id: string): string {
  const contacts: unknown[] = [];
  for (let size = 60, index = 0; size < bytes; index++) {
    const contact = {
      id: String(index),
      given_name: 'Ada',
      family_name: `Lovelace ${index}`,
      email_addresses: [{ email: `ada${index}@example.com`, field: 'EMAIL1' }],
      score_value: index * 1.5,
      tag_ids: ['1', '2', '3'],
      notes: `Łódź ${'x'.repeat(40)}`,
    };
    contacts.push(contact);
    size += Buffer.byteLength(JSON.stringify(contact)) + 1;
  }
  return JSON.stringify({ round: id, contacts, next_page_token: '' });
}

function figureOf(bytes: number, ours: readonly Opened[], bare: readonly Opened[]) {
  const ms = Math.round(median(ours.map(({ visibleMs }) => visibleMs)));
  const bareMs = Math.round(median(bare.map(({ visibleMs }) => visibleMs)));
  const sendMs = Math.round(median(ours.map(({ sendMs = 0 }) => sendMs)));
  return { bytes, ms, bareMs, ratio: Math.round((ms / bareMs) * 100) / 100, sendMs, ours, bare };
}

/** How long nothing else could run in the extension host, and how much it grew. */
function costWords(opened: readonly Opened[]): string {
  const of = (what: (cost: Cost) => number) => median(opened.map(({ cost }) => what(cost)));
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
  const until = Math.round(of((cost) => cost.blockedUntilLastByte));
  const early = opened[0]?.sendMs === undefined ? '' : ` (${until} ms until the last byte)`;
  const blocked = `blocked for ${Math.round(of((cost) => cost.blocked))} ms at most${early}`;
  return `${blocked}, grew by ${mb(of((cost) => cost.peak))} MB at most, ${mb(of((cost) => cost.left))} MB at the end`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
