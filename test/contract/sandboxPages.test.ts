import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FilterField, Operation } from '../../src/keap/catalog/operation.ts';
import { asObject, type JsonObject } from '../../src/keap/json.ts';
import { statefulOperations } from '../../src/sandbox/coverage.ts';
import { catalogs, operations } from '../unit/catalog/realCatalog.ts';
import { keapClient } from './keapClient.ts';
import { sampleRequest } from './sandboxSupport.ts';

/** Questions asked of every list; each is asked whole, and in pages while somebody else writes. */
const RUNS = 25;

const stateful = new Set(statefulOperations());
const lists = operations.filter(
  ({ key, method, parameters }) =>
    method === 'GET' && stateful.has(key) && parameters.some(({ name }) => name === 'page_token'),
);

interface Question {
  readonly filter: readonly { readonly field: FilterField; readonly operator: string; readonly value: string }[];
  readonly order: string;
  readonly size: number;
}

const pathOf = ({ path }: Operation) => path.replace('/crm/rest', '').replaceAll(/\{[^}]+\}/g, '1');

/** What tells an item of a list apart: its id, that of the tag or record it is about, or all of it. */
function idOf(item: JsonObject): string {
  const about = asObject(item['tag'] ?? item['company']);
  return String(item['id'] ?? about?.['id'] ?? JSON.stringify(item));
}

/** Values that a field of some items has, with some it never has. */
function valuesOf(field: FilterField, items: readonly JsonObject[]): string[] {
  const seen = items
    .flatMap((item) => [item[field.name]].flat())
    .filter((value) => ['string', 'number', 'boolean'].includes(typeof value));
  const found = [...new Set(seen.map(String))].filter((value) => !/[;,*]/.test(value)).slice(0, 20);
  const made = {
    string: ['5', 'nobody'],
    number: ['1', '40'],
    boolean: ['true', 'false'],
    'date-time': ['2026-01-01T00:00:00.000Z', '2025-06-01T02:00:00.000+02:00'],
  };
  const allowed = field.enum ?? (field.kind === 'string' ? [...found, ...made.string] : made[field.kind]);
  return [
    ...allowed,
    ...(field.sentinels ?? []),
    ...(field.prefix && !field.enum ? found.map((value) => `${value.slice(0, 2).replace('*', '')}*`) : []),
  ];
}

/** Never asked for: an arbitrary has to be made of something. */
const NO_FIELDS: readonly FilterField[] = [{ name: 'none', kind: 'string', operators: ['=='] }];

function questions(operation: Operation, items: readonly JsonObject[]): fc.Arbitrary<Question> {
  const fields = (operation.query?.filter?.fields ?? []).filter(
    ({ name }) => name !== 'phone_number' && name !== 'phone_fields',
  );
  const clause = fc.constantFrom(...(fields.length > 0 ? fields : NO_FIELDS)).chain((field) =>
    fc.record({
      field: fc.constant(field),
      operator: fc.constantFrom(...field.operators),
      value: fc.constantFrom(...valuesOf(field, items)),
    }),
  );
  const orders = (operation.query?.orderBy ?? []).flatMap((name) => [`${name} asc`, `${name} desc`]);
  return fc.record({
    filter: (fields.length > 0 ? fc.array(clause, { maxLength: 2 }) : fc.constant([])).map((clauses) =>
      clauses.some(({ field }) => field.name === 'id') ? clauses.filter(({ field }) => field.name !== 'ids') : clauses,
    ),
    order: fc.constantFrom('', ...orders),
    size: fc.integer({ min: 1, max: 25 }),
  });
}

function queryOf({ filter, order }: Question): string {
  const text = filter.map(({ field, operator, value }) => `${field.name}${operator}${value}`).join(';');
  return `filter=${encodeURIComponent(text)}&order_by=${encodeURIComponent(order)}`;
}

/** Whether an item fulfils a clause, by what the item shows; undefined where it does not show that. */
function fulfils(item: JsonObject, { field, operator, value }: Question['filter'][number]): boolean | undefined {
  if (field.kind === 'date-time' || field.sentinels?.includes(value) || field.contains) return undefined;
  if (!Object.hasOwn(item, field.name)) return undefined;
  const own = [item[field.name]].flat().map((one) => String(one).toLowerCase());
  const wanted = value.toLowerCase();
  if (operator === '==') {
    if (value.endsWith('*') && field.prefix) return own.some((one) => one.startsWith(wanted.slice(0, -1)));
    return own.some((one) => one === wanted || (field.kind === 'number' && Number(one) === Number(wanted)));
  }
  if (operator === '!=') return own.every((one) => one !== wanted);
  const [a, b] = [Number(own[0]), Number(wanted)];
  return { '>': a > b, '<': a < b, '>=': a >= b, '<=': a <= b }[operator];
}

describe('Pages of every stateful list', () => {
  it('join to the whole for random filters, orders and sizes, while others write', (context) => {
    let asked = 0;
    let judged = 0;
    let written = 0;
    for (const operation of lists) {
      const { send, pages } = keapClient(120);
      const path = pathOf(operation);
      const max = operation.query?.pageSizeMax ?? 100;
      const create = operations.find((one) => one.method === 'POST' && one.path === operation.path);
      const remove = operations.find(
        (one) =>
          one.method === 'DELETE' &&
          one.path.startsWith(`${operation.path}/{`) &&
          !one.path.slice(operation.path.length + 1).includes('/'),
      );
      const touched = new Set<string>();
      /** Somebody else makes a record, and removes one that was there. */
      const write = (turn: number) => {
        if (create) {
          const { path: to, body } = sampleRequest(create, catalogs.v2);
          const made = send('POST', to, body);
          if (made.status < 300) touched.add(idOf(made.json));
        }
        if (remove && turn % 3 === 0) {
          const victim = pages(path, max).at(-2);
          if (victim && send('DELETE', `${path}/${idOf(victim)}`).status === 204) touched.add(idOf(victim));
        }
        written++;
      };
      const everything = pages(path, max);
      fc.assert(
        fc.property(questions(operation, everything), (question) => {
          const url = `${path}?${queryOf(question)}`;
          const whole = pages(url, max);
          let turn = 0;
          const joined = pages(url, question.size, () => (++turn % 4 === 1 ? write(turn) : undefined));
          const untouched = (items: readonly JsonObject[]) => items.map(idOf).filter((id) => !touched.has(id));
          assert.deepEqual(untouched(joined), untouched(whole), url);
          assert.equal(new Set(joined.map(idOf)).size, joined.length, `${url} repeats itself`);
          const verdicts = (item: JsonObject) => question.filter.map((clause) => fulfils(item, clause));
          for (const item of whole) assert.ok(!verdicts(item).includes(false), `${url} ${JSON.stringify(item)}`);
          const found = new Set(whole.map(idOf));
          for (const item of everything) {
            if (touched.has(idOf(item)) || !verdicts(item).every((verdict) => verdict === true)) continue;
            assert.ok(found.has(idOf(item)), `${url} leaves out ${JSON.stringify(item)}`);
            judged++;
          }
          asked++;
        }),
        { numRuns: RUNS, seed: 7 },
      );
    }
    context.diagnostic(
      `${lists.length} lists, ${asked} questions, ${written} writes between pages, ${judged} items judged`,
    );
    assert.ok(lists.length >= 40 && judged > 1000);
  });
});
