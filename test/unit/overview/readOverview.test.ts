import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SendError } from '../../../src/keap/http/sendError.ts';
import { asList } from '../../../src/keap/json.ts';
import {
  ASKED_AFTER,
  KeyRefused,
  type OverviewSource,
  readOverview,
  type SectionRead,
  type Told,
} from '../../../src/keap/overview/readOverview.ts';
import { FEWEST_CALLS, SECTIONS, sectionName } from '../../../src/keap/overview/sections.ts';
import { operation } from '../catalog/realCatalog.ts';

const signal = new AbortController().signal;

/** An account whose every list is empty, but for what `answers` says of an operation and the number of its call. */
function account(answers: Readonly<Record<string, (call: number) => Told>> = {}, mayGoOn = async () => true) {
  const asked: string[] = [];
  const filters: unknown[] = [];
  const progress: string[] = [];
  const source: OverviewSource = {
    ask: async ({ key }, parameters) => {
      asked.push(key);
      filters.push(parameters['query:filter'] ?? []);
      return answers[key]?.(asked.filter((each) => each === key).length) ?? { text: '{}' };
    },
    operation: async (key) => operation(key),
    mayGoOn,
    onCall: (section, call, least) => progress.push(`${sectionName(section)} ${call}/${least}`),
  };
  return { source, asked, filters: () => filters.flat(), progress };
}

const page = (call: number, more: boolean): Told => ({
  text: JSON.stringify({ tags: [{ id: String(call), name: `Tag ${call}` }], next_page_token: more ? `${call}` : '' }),
});

function sectionOf(sections: readonly SectionRead[], name: string): SectionRead | undefined {
  return sections.find(({ section }) => section.path.join('.') === name);
}

test('all of its operations read, and none needs more than it is given', () => {
  for (const { operation: key } of SECTIONS) {
    const { effect, parameters } = operation(key);
    assert.equal(effect, 'reads', key);
    assert.deepEqual(
      parameters.filter(({ required }) => required).map(({ name }) => name),
      [],
      key,
    );
  }
});

test('no operation is asked twice, and whose key it is comes first', async () => {
  const { source, asked, filters, progress } = account();
  const { calls, sections } = await readOverview(source, signal);
  assert.equal(calls, FEWEST_CALLS);
  assert.deepEqual(filters(), ['include_inactive==true'], 'Users that left are users.');
  assert.equal(new Set(asked).size, asked.length);
  assert.equal(asked[0], 'v2:getUserInfo');
  assert.equal(progress[0], `acting user 1/${FEWEST_CALLS}`);
  assert.ok(sections.every(({ gap }) => gap === undefined));
});

test('a list has all its pages, and the calls to come grow with them', async () => {
  const { source, progress } = account({ 'v2:listTags': (call) => page(call, call < 3) });
  const { calls, sections } = await readOverview(source, signal);
  assert.equal(calls, FEWEST_CALLS + 2);
  assert.equal(asList(sectionOf(sections, 'tags')?.value)?.length, 3);
  assert.equal(progress.at(-1), `hooks ${calls}/${calls}`);
});

test('beyond a bound a person is asked, and what comes after a no says that it is missing', async () => {
  const questions: number[] = [];
  const endless = { 'v2:listTags': (call: number) => page(call, true) };
  const { source, asked } = account(endless, async () => {
    questions.push(asked.length);
    return questions.length < 2;
  });
  const { calls, sections } = await readOverview(source, signal);
  assert.deepEqual(questions, [ASKED_AFTER, 2 * ASKED_AFTER]);
  assert.equal(calls, 2 * ASKED_AFTER);
  const tags = sectionOf(sections, 'tags');
  assert.ok((asList(tags?.value) ?? []).length > ASKED_AFTER);
  assert.equal(tags?.gap, `Reading ended after ${calls} calls.`);
  assert.deepEqual([sectionOf(sections, 'hooks')?.value, sectionOf(sections, 'hooks')?.gap], [undefined, tags?.gap]);
});

test('a section that is refused, cannot be read or is not in the catalog says why', async () => {
  const { source } = account({
    'v2:listTags': () => ({ refused: 'Not allowed.', status: 403 }),
    'v2:listCampaigns': () => ({ text: '<html>' }),
  });
  const { sections } = await readOverview(
    { ...source, operation: async (key) => (key.startsWith('v1:') ? undefined : operation(key)) },
    signal,
  );
  assert.deepEqual(
    sections.flatMap(({ section, gap }) => (gap === undefined ? [] : [`${sectionName(section)}: ${gap}`])),
    [
      'tags: Not allowed.',
      'campaigns: Keap answered, but not with JSON.',
      'hooks: The catalog has no operation v1:list_stored_hook_subscriptions.',
    ],
  );
});

test('after a call without an answer no more go out', async () => {
  const { source, asked } = account({
    'v2:listTags': () => {
      throw new SendError('dailyLimit', 'The calls of today are used up.');
    },
  });
  const { sections } = await readOverview(source, signal);
  assert.equal(asked.at(-1), 'v2:listTags');
  assert.equal(sectionOf(sections, 'hooks')?.gap, 'The calls of today are used up.');
  assert.deepEqual(sectionOf(sections, 'users')?.value, []);
});

test('without an answer to the first call, with a refused key or a bug there is no overview', async () => {
  const failing = (error: Error) => ({ 'v2:getUserInfo': () => assert.fail(error) });
  await assert.rejects(
    readOverview(account(failing(new SendError('unreachable', 'Offline.'))).source, signal),
    /Offline/,
  );
  const refused = account({ 'v2:listTags': () => ({ refused: 'The key is revoked.', status: 401 }) });
  await assert.rejects(readOverview(refused.source, signal), KeyRefused);
  const buggy = account({ 'v2:listTags': () => assert.fail(new TypeError('a bug')) });
  await assert.rejects(readOverview(buggy.source, signal), TypeError);
});

test('nothing is asked once someone cancels', async () => {
  const controller = new AbortController();
  const { source, asked } = account({
    'v2:listTags': () => {
      controller.abort();
      return { text: '{}' };
    },
  });
  await assert.rejects(readOverview(source, controller.signal), { name: 'AbortError' });
  assert.equal(asked.at(-1), 'v2:listTags');
});
