import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Effect } from '../../../src/keap/catalog/operation.ts';
import {
  effectOfRequest,
  REVIEWED_TABLES,
  TABLES_AS_THE_METHOD,
} from '../../../src/keap/catalog/xmlrpc/tableEffects.ts';
import { TABLE_MOVES } from '../../../src/keap/moving/tables/tableMoves.ts';
import { readXmlRpcFiles } from '../../../src/keap/xmlRpcFiles.ts';
import { operation } from './realCatalog.ts';

const ADD = operation('xmlrpc:DataService.add');
const UPDATE = operation('xmlrpc:DataService.update');
const on = (table: string) => ({ 'argument:table': table });

describe('The effect of a call that writes to a table', () => {
  it('is reviewed for each table there is, once', async () => {
    const { tables } = await readXmlRpcFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));
    const reviewed = [...REVIEWED_TABLES.flatMap(({ names }) => names), ...TABLES_AS_THE_METHOD];
    assert.deepEqual(reviewed.toSorted(), tables.map(({ name }) => name).toSorted());
  });

  it('is that of the same records in REST v2', () => {
    const MILD: readonly Effect[] = ['reads', 'creates', 'changes', 'deletes'];
    const milder = Object.entries(TABLE_MOVES).flatMap(([table, moves]) =>
      moves.flatMap(({ create, change }) =>
        [[ADD, create] as const, [UPDATE, change] as const].flatMap(([call, id]) => {
          const there = id === undefined ? 'reads' : operation(`v2:${id}`).effect;
          const here = effectOfRequest(call, on(table));
          return MILD.includes(there) || there === here ? [] : [`${table}: ${here}, in v2 ${there}`];
        }),
      ),
    );
    assert.deepEqual(milder, []);
  });

  it('is the gravest where the table is unknown or left empty', () => {
    for (const inputs of [on('recurringorder'), on('Nothing'), on(' '), on('constructor'), {}]) {
      assert.equal(effectOfRequest(ADD, inputs), 'moves money');
    }
    assert.equal(effectOfRequest(UPDATE, on(' RecurringOrder ')), 'moves money');
    assert.equal(effectOfRequest(UPDATE, on('DataFormField')), 'changes schema');
    assert.equal(effectOfRequest(ADD, on('ContactGroupAssign')), 'starts automation');
  });

  it('is the method’s own wherever that is all', () => {
    assert.deepEqual(
      [ADD, UPDATE].map((each) => effectOfRequest(each, on('Contact'))),
      ['creates', 'changes'],
    );
    assert.equal(effectOfRequest(operation('xmlrpc:DataService.query'), on('Invoice')), 'reads');
    assert.equal(effectOfRequest(operation('xmlrpc:DataService.delete'), on('Contact')), 'deletes');
    assert.equal(effectOfRequest(operation('xmlrpc:ContactService.add'), {}), 'creates');
    assert.equal(effectOfRequest(operation('v2:createContact'), on('Invoice')), 'creates');
  });
});
