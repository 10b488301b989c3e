/** What a person is asked and told around overviews, and which two sides are compared in which way. */
import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import type { Connection } from '../../../src/keap/connection.ts';
import type { Exchange } from '../../../src/keap/exchange.ts';
import { bodyText } from '../../../src/keap/http/httpResponse.ts';
import { asList, asObject, type JsonObject } from '../../../src/keap/json.ts';
import { overviewAnswer } from '../../../src/keap/overview/overviewAnswer.ts';
import { overviewText } from '../../../src/keap/overview/overviewText.ts';
import { FEWEST_CALLS } from '../../../src/keap/overview/sections.ts';
import { exchangeOf, responseOf } from '../answers/samples.ts';

const fake = new URL('./overviewVscode.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: fake, shortCircuit: true } : next(specifier, context),
});
const { told, ran, person, openTabs } = (await import(fake)) as typeof import('./overviewVscode.ts');
const { OverviewReader } = await import('../../../src/vscode/overview/overviewReader.ts');
const { OverviewComparing } = await import('../../../src/vscode/overview/overviewComparing.ts');

const catalog = new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));
const mine: Connection = { ...exchangeOf('a').connection, id: 'c-1', name: 'Mine' };
const idle = { connectionId: 'c-1', windows: [], tenant: [], waiting: 0, held: undefined, mode: 'windows' } as const;

beforeEach(() => {
  told.length = 0;
  ran.length = 0;
  openTabs([]);
  Object.assign(person, { press: () => undefined, pick: '', file: undefined });
});

interface Sent {
  readonly operation: { readonly key: string };
  readonly source?: string;
  readonly background?: boolean;
}

/** @param answer to an operation’s key: a body, or a status with nothing behind it */
function reader(answer: (key: string) => string | number = () => '{}', left?: number) {
  const sent: Sent[] = [];
  const day = { name: 'day', limit: 15_000, source: 'announced', usedHere: 0, resetsAt: undefined } as const;
  const windows = left === undefined ? [] : [{ ...day, usedInAll: 15_000 - left }];
  const sender = {
    limitState: async () => ({ ...idle, windows }),
    send: async (sending: Sent) => {
      sent.push(sending);
      const body = answer(sending.operation.key);
      return { ...exchangeOf('x'), response: typeof body === 'number' ? responseOf('', {}, body) : responseOf(body) };
    },
  };
  const services = { catalog, sender, learn: async () => undefined } as unknown as ConstructorParameters<
    typeof OverviewReader
  >[0];
  return { reader: new OverviewReader(services), sent };
}

test('its calls are the extension’s own and behind those of people', async () => {
  const { reader: overviews, sent } = reader((key) =>
    key === 'v2:getUserInfo' ? '{"tenant_id":"ab103.infusionsoft.com"}' : '{}',
  );
  const overview = await overviews.read(mine);
  assert.equal(sent.length, FEWEST_CALLS);
  assert.ok(sent.every(({ source, background }) => source === 'overview' && background === true));
  assert.match(overview?.operation.title ?? '', /^Account overview ab103 \d{4}-\d\d-\d\d$/);
  assert.deepEqual(told, []);
});

test('a Legacy Key reads none: a sentence, and a way to another key', async () => {
  person.press = ({ buttons }) => buttons[0];
  const { reader: overviews, sent } = reader();
  assert.equal(await overviews.read({ ...mine, kind: 'legacyKey' }), undefined);
  assert.match(told[0]?.message ?? '', /takes no Legacy Key such as that of Mine/);
  assert.deepEqual([sent, ran], [[], [['keap.addConnection']]]);
});

test('with few calls left today it is asked first, and nothing goes out without a yes', async () => {
  const { reader: overviews, sent } = reader(undefined, 100);
  assert.equal(await overviews.read(mine), undefined);
  assert.equal(told[0]?.message, `An overview takes ${FEWEST_CALLS} calls or more, and Mine has 100 left today.`);
  assert.equal(sent.length, 0);
  person.press = ({ buttons }) => buttons.at(-1);
  assert.ok(await overviews.read(mine));
});

test('a refused key is one call and a sentence', async () => {
  person.press = ({ buttons }) => buttons[0];
  const { reader: overviews, sent } = reader(() => 401);
  assert.equal(await overviews.read(mine), undefined);
  assert.equal(sent.length, 1);
  assert.match(told[0]?.message ?? '', /^Mine: Keap does not accept the key/);
  assert.deepEqual(ran, [['keap.verifyConnection', { connection: mine }]]);
});

const endless = (key: string) =>
  key === 'v2:listTags' ? `{"tags":[{"id":"1"}],"next_page_token":"${Math.random()}"}` : '{}';

test('a list that goes on is asked about: what came is shown, or nothing at all', async () => {
  person.press = ({ buttons }) => buttons[0];
  const overview = await reader(endless).reader.read(mine);
  assert.deepEqual(told[0], {
    message: 'The overview of Mine took 60 calls, and there is more.',
    buttons: ['Show what came', 'Read on'],
  });
  const { tags } = JSON.parse(await bodyText((overview as Exchange).response)) as JsonObject;
  assert.ok((asList(asObject(tags)?.['first']) ?? []).length > 10);
  person.press = () => undefined;
  await assert.rejects(reader(endless).reader.read(mine), { name: 'AbortError' });
});

interface Compared {
  readonly titles: readonly string[];
  readonly options: unknown;
}

function made(app: string, readAt: number, connection = mine): Exchange {
  const text = overviewText({ sections: [], calls: 18 }, { app, connection: connection.name, readAt, limits: idle });
  return overviewAnswer({ connection, app, readAt, text, calls: 18, ms: 1 });
}

function comparing(read: (connection: Connection) => Exchange | undefined, open: readonly Exchange[] = []) {
  const compared: Compared[] = [];
  const services = {
    read: async (connection: Connection) => read(connection),
    connecting: { connections: { get: (id: string) => (id === mine.id ? mine : undefined) } },
    documents: { answerBehind: async (uri: Exchange) => ({ exchange: uri }) },
    comparisons: {
      show: async (...[left, right, options]: { named: { connection: { name: string }; at: number } }[]) => {
        const titles = [left, right].map((side) => `${side?.named.connection.name} ${side?.named.at}`);
        compared.push({ titles, options });
        return true;
      },
    },
  };
  openTabs(open);
  return {
    compared,
    comparing: new OverviewComparing(services as unknown as ConstructorParameters<typeof OverviewComparing>[0]),
  };
}

const sameAccount = { hideVolatile: true, hideIds: false, volatile: ['about'] };
const acrossAccounts = { hideVolatile: true, hideIds: true, volatile: ['about', 'published_date'] };

test('two dates of an account: the older one on the left, ids kept', async () => {
  person.pick = 'The same account now';
  const { compared, comparing: it } = comparing(() => made('ab103', 2_000));
  await it.compare(made('ab103', 1_000));
  assert.deepEqual(compared, [{ titles: ['ab103 1000', 'ab103 2000'], options: sameAccount }]);
  assert.match(told[0]?.message ?? '', /^Both overviews say the same/);

  const text = await bodyText(made('ab103', 500).response);
  Object.assign(person, { pick: 'A file…', file: { path: '/a/before.json', bytes: Buffer.from(text) } });
  await it.compare(made('ab103', 1_000));
  assert.deepEqual(compared[1], { titles: ['ab103 500', 'ab103 1000'], options: sameAccount });
});

test('two accounts: the one that was asked about on the left, without ids', async () => {
  const other = made('cd204', 1_000);
  const own = made('ab103', 2_000);
  person.pick = other.operation.title;
  const { compared, comparing: it } = comparing(() => undefined, [own, other]);
  await it.compare(own);
  assert.deepEqual(compared, [{ titles: ['ab103 2000', 'cd204 1000'], options: acrossAccounts }]);
});

test('of a connection the overview is read once it is known what with', async () => {
  const reads: string[] = [];
  const text = await bodyText(made('cd204', 500).response);
  const { compared, comparing: it } = comparing(({ name }) => {
    reads.push(name);
    return made('ab103', 2_000);
  });
  person.pick = 'A file…';
  await it.compare(mine);
  assert.deepEqual([reads, compared], [[], []]);
  person.file = { path: '/a/theirs.json', bytes: Buffer.from(text) };
  await it.compare(mine);
  assert.deepEqual(reads, ['Mine']);
  assert.deepEqual(compared[0]?.titles, ['ab103 2000', 'cd204 500']);
});

test('a file that is no overview, and a connection that is gone, are told', async () => {
  Object.assign(person, { pick: 'A file…', file: { path: '/a/contacts.json', bytes: Buffer.from('{"a":1}') } });
  const { compared, comparing: it } = comparing(() => undefined);
  await it.compare(made('ab103', 1_000));
  person.pick = 'The same account now';
  await it.compare(made('ab103', 1_000, { ...mine, id: 'gone', name: 'Old' }));
  assert.deepEqual(
    told.map(({ message }) => message),
    [
      'contacts.json is no account overview. Choose a file that was saved from one.',
      'Old, the connection of this overview, was removed.',
    ],
  );
  assert.deepEqual(compared, []);
});
