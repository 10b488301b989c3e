import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Converted, convertDraft } from '../../../src/keap/moving/convertDraft.ts';
import { fieldMove } from '../../../src/keap/moving/tables/tableMove.ts';
import { TABLE_MOVES } from '../../../src/keap/moving/tables/tableMoves.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { exampleBody } from '../../../src/keap/request/exampleBody.ts';
import { parseFilter } from '../../../src/keap/request/filter/parseFilter.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { tables } from './realTables.ts';

const query = operation('xmlrpc:DataService.query');

function converted(table: string, conditions: object) {
  const parameters = { 'argument:table': table, 'argument:queryData': JSON.stringify(conditions) };
  const made = convertDraft(query, { ...emptyDraft(query.key), parameters }, catalogs.v2);
  if ('none' in made) return undefined;
  const facts = made.operation.query?.filter ?? { fields: [] };
  const text = String(made.draft.parameters['query:filter'] ?? '');
  return { ...made, text, clauses: parseFilter(text, facts).clauses };
}

/** Numbers from 0 up to a bound, the same ones for a seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const VALUES: readonly unknown[] = [
  ...[
    'Ada',
    5,
    0,
    '5',
    '0',
    true,
    1.5,
    '',
    ' ',
    null,
    [],
    [1, 2],
    ['a;b'],
    ['a', ['b']],
    { a: 1 },
    'a,b',
    ' Ada',
    'A ',
  ],
  ...['a%', '%a', '%', 'a%b', '*', '~null~', '~<>~', '~<>~Ada', '~<>~a%', '~>~5', '~>=~ 5', '~<~5', '~<=~5', '~>~'],
  ...[' ~>~ 5', '~like~x', '~ > ~5', '~>~~<~5', '~<>~~null~', '=5', '>5', '!x', '~>~=5', 'x;given_name==y', 'x;'],
  ...[{ $dateTime: '20260101T00:00:00' }, '2026-01-01 00:00:00', '~>=~2026-01-01', '~<>~2026-01-01', '2026-01%'],
];
const NAMES = ['_Size', '_email', '_a==b;given_name', '_', 'Nothing', '__proto__', 'constructor'];

/** Where a field may stand in a filter, and the path that takes it. */
function placesOf(table: string, field: string): { readonly filters: readonly string[]; readonly path?: string } {
  const filters: string[] = field.startsWith('_') ? [field.slice(1)] : [];
  let path: string | undefined;
  for (const move of TABLE_MOVES[table] ?? []) {
    if (move.within?.field === field) path = move.within.path;
    const {
      at,
      filter,
      between = [],
      beside,
    } = fieldMove(Object.hasOwn(move.fields, field) ? (move.fields[field] ?? {}) : {});
    filters.push(...[filter, at, ...between, beside?.split('==')[0]].filter((each) => each !== undefined));
  }
  return path === undefined ? { filters } : { filters, path };
}

test('each condition of a query stands in the filter or the path of v2, or a note says that it is lost', () => {
  const next = randomFrom(2026);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const names = Object.keys(TABLE_MOVES);
  let asked = 0;
  for (let round = 0; round < 4_000; round++) {
    const table = pick(names);
    const all = (tables.find(({ name }) => name === table)?.fields ?? []).map(({ name }) => name);
    const asksFor = all.filter((field) => placesOf(table, field).path ?? placesOf(table, field).filters.length > 0);
    const fields = next(4) === 0 || asksFor.length === 0 ? all : asksFor;
    const conditions = Object.fromEntries(
      Array.from({ length: 1 + next(3) }, () => [next(6) === 0 ? pick(NAMES) : pick(fields), pick(VALUES)]),
    );
    const made = converted(table, conditions);
    if (!made) continue;
    const context = `${table} ${JSON.stringify(conditions)} → ${made.text} ${JSON.stringify(made.notes)}`;
    const meant = new Set<string>();
    for (const field of Object.keys(conditions)) {
      if (made.notes.some(({ about, kind }) => about === field && kind !== 'differs')) continue;
      const { filters, path } = placesOf(table, field);
      const isInPath = path !== undefined && /^\d+$/.test(String(made.draft.parameters[`path:${path}`]));
      const found = made.clauses.filter((clause) => filters.includes(clause.field));
      assert.ok(isInPath || found.length > 0, context);
      for (const clause of found) meant.add(clause.field);
      asked++;
    }
    for (const { field, operator, values } of made.clauses) {
      assert.ok(meant.has(field) || field === 'phone_fields', context);
      assert.ok(operator !== undefined && values.every((value) => !/[~;%]|^\s*$/.test(value)), context);
    }
  }
  assert.ok(asked > 500, `${asked} conditions were converted`);
});

test('what compares a condition goes with it', () => {
  const filter = (table: string, conditions: object) => converted(table, conditions)?.text;
  assert.equal(
    filter('Payment', { PayAmt: '~>=~ 12.50', PayDate: '~<~2026-01-02 03:04:05' }),
    'amount>=12.50;until_time==2026-01-02T03:04:05.000Z',
  );
  assert.equal(filter('Contact', { _Size: '~>~5', _Name: 'a%' }), 'Size>5;Name==a*');
  assert.equal(filter('Affiliate', { Status: '1' }), 'status==ACTIVE');
  assert.equal(filter('LeadSourceExpense', { LeadSourceId: 1, Amount: 12.5 }), 'amount==1250');
});

test('what v2 cannot ask for is told, and nothing is asked instead', () => {
  const lost = (table: string, conditions: object) => {
    const made = converted(table, conditions);
    return [made?.text, ...(made?.notes ?? []).map(({ kind, about }) => `${kind} ${about}`)];
  };
  assert.deepEqual(lost('Contact', { LastUpdated: '~<>~2026-01-01' }), ['', 'lost LastUpdated']);
  assert.deepEqual(lost('Contact', { LastUpdated: '~null~' }), ['', 'lost LastUpdated']);
  assert.deepEqual(lost('Contact', { _C: 'x;given_name==y', Id: ' ~>~ 5' }), ['', 'lost _C', 'lost Id']);
  assert.deepEqual(lost('Contact', { Phone1: '555', Phone2: '666' }), [
    'phone_number==555;phone_fields==PHONE1',
    'lost Phone2',
  ]);
  assert.deepEqual(lost('ContactGroupAssign', { GroupId: '~<>~5' }), ['', 'fill GroupId', 'fill tag_id']);
  assert.deepEqual(lost('ContactGroupAssign', { GroupId: [1, 2] }), ['', 'lost GroupId']);
  assert.deepEqual(lost('Campaign', { Name: 'Welcome' }), ['name==Welcome', 'differs Name']);
  assert.deepEqual(lost('Contact', [{ Id: 5 }]), ['', 'lost queryData']);
});

const said = ({ draft, notes }: Pick<Exclude<Converted, { none: string }>, 'draft' | 'notes'>) =>
  JSON.stringify([draft, notes]);

test('each property of a body of v1 does so, too', () => {
  const silent: string[] = [];
  for (const own of catalogs.v1.operations) {
    const example = own.requestBody ? exampleBody(own, catalogs.v1.schemas) : '';
    const convert = (body: string) => convertDraft(own, { ...emptyDraft(own.key), body }, catalogs.v2);
    const whole = convert('{}');
    if (!example.startsWith('{') || 'none' in whole) continue;
    for (const [name, value] of Object.entries(JSON.parse(example))) {
      for (const given of [value, 'x', 0, [5], { a: 1 }]) {
        const made = convert(JSON.stringify({ [name]: given }));
        if (!('none' in made) && said(made) === said(whole)) silent.push(`${own.key} ${name} ${JSON.stringify(given)}`);
      }
    }
  }
  assert.deepEqual(silent, []);
});

test('each parameter of v1 and argument of XML-RPC leaves its mark on the request of v2, or a note says why not', () => {
  const texts = ['5', '0', 'Ada', 'a;b', 'a%', 'true', '2026-01-01T00:00:00Z', ' x', '=5', '1,2'];
  const silent: string[] = [];
  for (const own of [...catalogs.v1.operations, ...catalogs.xmlrpc.operations]) {
    const whole = convertDraft(own, emptyDraft(own.key), catalogs.v2);
    if ('none' in whole) continue;
    for (const { in: place, name } of own.parameters) {
      if (place === 'header') continue;
      for (const text of texts) {
        const draft = { ...emptyDraft(own.key), parameters: { [`${place}:${name}`]: text } };
        const made = convertDraft(own, draft, catalogs.v2);
        if ('none' in made) continue;
        const isThere = said(made) !== said(whole);
        const isFirstPage = text === '0' && (name === 'offset' || name === 'page');
        if (!isThere && !isFirstPage) silent.push(`${own.key} ${name} ${text}`);
      }
    }
  }
  assert.deepEqual(silent, []);
});
