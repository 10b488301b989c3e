import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import { resolveSchema, type Schema, schemaType } from '../../../src/keap/catalog/schema.ts';
import { schemaAtWay } from '../../../src/keap/moving/bodyPlace.ts';
import { METHOD_MOVES } from '../../../src/keap/moving/methodMoves.ts';
import { METHODS_WITHOUT_MOVE, TABLE_METHODS } from '../../../src/keap/moving/methodsWithoutMove.ts';
import { type Move, placeParts, targetOf } from '../../../src/keap/moving/move.ts';
import { fieldMove, type TableMove } from '../../../src/keap/moving/tables/tableMove.ts';
import { TABLE_MOVES, TABLES_WITHOUT_MOVE } from '../../../src/keap/moving/tables/tableMoves.ts';
import { V1_MOVES } from '../../../src/keap/moving/v1/v1Moves.ts';
import { v1Counterpart, v1Move } from '../../../src/keap/moving/v1/v1Rules.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { tables } from './realTables.ts';

const { schemas } = catalogs.v2;
const v2 = (operationId: string | undefined) => operation(`v2:${operationId}`);

/** What is wrong with the places of a move, as `argument → place`. */
function wrongPlaces(from: string, move: Move, now: Operation): string[] {
  const targets = Object.entries(move.takes).map(([name, entry]) => [name, targetOf(entry)] as const);
  const places = targets.flatMap(([name, target]) =>
    [target.to, ...(target.and ?? [])].flatMap((place) => (place === undefined ? [] : [[name, place] as const])),
  );
  const set = Object.keys(move.sets ?? {}).map((place) => ['(set)', place] as const);
  return [...places, ...set].flatMap(([name, place]) =>
    exists(placeParts(place as Parameters<typeof placeParts>[0]), now) ? [] : [`${from} ${name} → ${now.key} ${place}`],
  );
}

function exists({ kind, name }: ReturnType<typeof placeParts>, now: Operation): boolean {
  if (kind === 'filter') return now.query?.filter?.fields.some((field) => field.name === name) ?? false;
  if (kind === 'body') {
    return schemaAtWay(name.replace(/\[\]$/, ''), now.requestBody?.schema, schemas) !== undefined;
  }
  return now.parameters.some((parameter) => parameter.in === kind && parameter.name === name);
}

/** The schema of one record of a list's answer, or of a read's. */
function recordSchema(now: Operation, records: string | undefined): Schema {
  const answer = resolveSchema(Object.values(now.responses)[0]?.schema, schemas);
  const lists = Object.entries(answer.properties ?? {}).filter(
    ([, property]) => schemaType(resolveSchema(property, schemas)) === 'array',
  );
  const [, list] = lists.find(([name]) => name === records) ?? lists[0] ?? [];
  return list && now.method === 'GET' && !now.path.endsWith('}')
    ? resolveSchema(resolveSchema(list, schemas).items, schemas)
    : records !== undefined && list
      ? resolveSchema(resolveSchema(list, schemas).items, schemas)
      : answer;
}

test('every method of XML-RPC has a counterpart or a reason, and every argument of one that has a place or a note', () => {
  const wrong: string[] = [];
  for (const { operationId, parameters, call } of catalogs.xmlrpc.operations) {
    const isTable = Object.hasOwn(TABLE_METHODS, operationId);
    const move = METHOD_MOVES[operationId];
    const kinds = [isTable, move !== undefined, METHODS_WITHOUT_MOVE[operationId] !== undefined];
    if (kinds.filter(Boolean).length !== 1) wrong.push(`${operationId} is in ${kinds.filter(Boolean).length} tables`);
    if (move === undefined) continue;
    if (`v2:${move.to}` !== call?.counterpart) wrong.push(`${operationId}: ${move.to} is not ${call?.counterpart}`);
    wrong.push(...wrongPlaces(operationId, move, v2(move.to)));
    const named = parameters.filter(({ name }) => !Object.hasOwn(move.takes, name));
    wrong.push(...named.map(({ name }) => `${operationId}: nothing is said of ${name}`));
    for (const [name, entry] of Object.entries(move.takes)) {
      const target = targetOf(entry);
      for (const table of [target.fieldsOf, target.valuesOf])
        if (table !== undefined && !TABLE_MOVES[table]) wrong.push(`${operationId} ${name}: no table ${table}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('every table has a counterpart or a reason, and every place of its fields exists in v2', () => {
  const wrong: string[] = [];
  for (const table of tables) {
    const moves = TABLE_MOVES[table.name];
    if ((moves === undefined) === (TABLES_WITHOUT_MOVE[table.name] === undefined))
      wrong.push(`${table.name}: both or neither`);
    for (const move of moves ?? [])
      wrong.push(...wrongFields(table.name, move, new Set(table.fields.map(({ name }) => name))));
  }
  for (const name of [...Object.keys(TABLE_MOVES), ...Object.keys(TABLES_WITHOUT_MOVE)])
    if (!tables.some((table) => table.name === name)) wrong.push(`there is no table ${name}`);
  assert.deepEqual(wrong, []);
});

function wrongFields(table: string, move: TableMove, known: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  const list = move.list === undefined ? undefined : v2(move.list);
  const reads = [list, move.read === undefined ? undefined : v2(move.read)].filter((each) => each !== undefined);
  const writes = [move.create, move.change].flatMap((each) => (each === undefined ? [] : [v2(each)]));
  if (move.remove !== undefined) v2(move.remove);
  if (move.within && !list?.parameters.some(({ in: place, name }) => place === 'path' && name === move.within?.path))
    wrong.push(`${table}: no path ${move.within.path}`);
  for (const [field, entry] of Object.entries(move.fields)) {
    const { at, body, filter, between = [], order, beside } = fieldMove(entry);
    if (!known.has(field)) wrong.push(`${table}.${field} is no field`);
    if (at !== undefined && !reads.some((each) => schemaAtWay(at, recordSchema(each, move.records), schemas)))
      wrong.push(`${table}.${field}: nothing at ${at} of ${reads.map(({ key }) => key)}`);
    if (typeof body === 'string' && !writes.some((each) => schemaAtWay(body, each.requestBody?.schema, schemas)))
      wrong.push(`${table}.${field}: no body ${body}`);
    for (const name of [filter, ...between, beside?.split('==')[0]])
      if (name !== undefined && !list?.query?.filter?.fields.some((each) => each.name === name))
        wrong.push(`${table}.${field}: no filter ${name}`);
    if (order !== undefined && !list?.query?.orderBy?.includes(order))
      wrong.push(`${table}.${field}: no order ${order}`);
  }
  return wrong;
}

test('every operation of v1 has a counterpart or a reason, and every parameter a place or a note', () => {
  const wrong: string[] = [];
  for (const old of catalogs.v1.operations) {
    const reviewed = V1_MOVES[old.operationId];
    const found = v1Counterpart(old, catalogs.v2.operations);
    if (found === undefined) {
      if (!reviewed || !('none' in reviewed)) wrong.push(`${old.operationId} has neither`);
      continue;
    }
    const move = v1Move(old, v2(found));
    wrong.push(...wrongPlaces(old.operationId, move, v2(found)));
    const unsaid = old.parameters.filter(({ name }) => !Object.hasOwn(move.takes, name));
    wrong.push(...unsaid.map(({ name }) => `${old.operationId}: nothing is said of ${name}`));
    for (const name of Object.keys(move.takes)) {
      const isBody = name.startsWith('body.');
      const known = isBody
        ? schemaAtWay(name.slice(5), old.requestBody?.schema, catalogs.v1.schemas)
        : old.parameters.find((parameter) => parameter.name === name);
      if (!known) wrong.push(`${old.operationId} has no ${name}`);
    }
  }
  for (const name of Object.keys(V1_MOVES)) operation(`v1:${name}`);
  assert.deepEqual(wrong, []);
});
