import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Catalog, Operation } from '../../../src/keap/catalog/operation.ts';
import { REPAIRS, repairCatalog } from '../../../src/keap/catalog/repairs.ts';
import type { Schemas } from '../../../src/keap/catalog/schema.ts';
import { catalogs, operation } from './realCatalog.ts';

const PLAIN: Operation = {
  key: 'v1:x',
  version: 'v1',
  method: 'GET',
  path: '/crm/rest/v1/x',
  tag: 'X',
  title: 'Get x',
  effect: 'reads',
  deprecated: false,
  needsInput: false,
  names: [],
  operationId: 'x',
  parameters: [],
  responses: {},
  errors: [],
};

/** Repairs a catalog of one version with these operations and schemas. */
function repaired(operations: readonly Partial<Operation>[], schemas: Schemas = {}): Catalog {
  const version = operations[0]?.version ?? 'v1';
  const source = { title: 'X', version: '1', license: 'MIT' };
  const whole = operations.map((part): Operation => ({ ...PLAIN, version, ...part }));
  return repairCatalog({ version, source, operations: whole, schemas });
}

/** The first operation, repaired. */
function first(operations: readonly Partial<Operation>[], schemas?: Schemas): Operation {
  const [operation] = repaired(operations, schemas).operations;
  assert.ok(operation);
  return operation;
}

const STRINGS = { type: 'array', items: { type: 'string' } } as const;
const BODY = { mediaType: 'application/json', schema: { properties: { title: {} } }, required: false } as const;

describe('Repairs', () => {
  it('say where and what is wrong in a sentence', () => {
    for (const { where, wrong } of REPAIRS) {
      assert.notEqual(where, '');
      assert.match(wrong, /^[A-Z].*\.$/);
    }
  });

  it('leave a catalog without defects untouched, ours too', () => {
    for (const catalog of Object.values(catalogs)) {
      for (const { where, mend } of REPAIRS) assert.equal(mend(catalog), catalog, `${catalog.version}: ${where}`);
    }
  });

  it('name the path parameter of v1’s notes as the path does', () => {
    const note = {
      key: 'v1:updateNoteUsingPUT',
      path: '/crm/rest/v1/notes/{noteId}',
      parameters: [{ name: 'note', in: 'path', required: true, schema: { type: 'integer' } }],
    } as const;
    assert.deepEqual(first([note]).parameters, [{ ...note.parameters[0], name: 'noteId' }]);
    assert.deepEqual(first([{ ...note, path: '/crm/rest/v1/notes/{note}' }]).parameters, note.parameters);
    assert.deepEqual(
      operation('v1:updateNoteUsingPUT').parameters.map(({ name }) => name),
      ['noteId'],
    );
  });

  it('give PATCH of v1’s opportunities the body of PUT, and settle what follows from it', () => {
    const patch = { key: 'v1:updatePropertiesOnOpportunityUsingPATCH' };
    const mended = first([patch, { key: 'v1:updateOpportunityUsingPUT', requestBody: BODY }]);
    assert.deepEqual(mended.requestBody, { ...BODY, required: true });
    assert.equal(mended.needsInput, true);
    assert.deepEqual(mended.names, ['title']);
    assert.equal(first([patch]).requestBody, undefined);
    const own = { ...BODY, schema: { type: 'object' }, required: true } as const;
    const owned = first([
      { ...patch, requestBody: own },
      { key: 'v1:updateOpportunityUsingPUT', requestBody: BODY },
    ]);
    assert.deepEqual(owned.requestBody, own);
  });

  it('require the bodies of v1, not of v2', () => {
    assert.equal(first([{ requestBody: BODY }]).requestBody?.required, true);
    assert.equal(first([{ version: 'v2', requestBody: BODY }]).requestBody?.required, false);
  });

  it('join optional_properties and fields by comma', () => {
    const parameter = { in: 'query', required: false, schema: STRINGS } as const;
    const explode = (part: Partial<Operation>): unknown => first([part]).parameters[0]?.explode;
    assert.equal(explode({ parameters: [{ ...parameter, name: 'optional_properties', explode: true }] }), false);
    assert.equal(explode({ version: 'v2', parameters: [{ ...parameter, name: 'fields' }] }), false);
    assert.equal(explode({ version: 'v2', parameters: [{ ...parameter, name: 'update_mask' }] }), undefined);
  });

  it('put the allowed values of a list on its items', () => {
    const schema = { ...STRINGS, enum: ['a', 'b'] };
    const mended = first([{ parameters: [{ name: 'update_mask', in: 'query', required: false, schema }] }]);
    assert.deepEqual(mended.parameters[0]?.schema, { type: 'array', items: { type: 'string', enum: ['a', 'b'] } });
  });

  it('open the content of a custom field', () => {
    const field = (content: object): Schemas => ({ CustomFieldValue: { type: 'object', properties: { content } } });
    assert.deepEqual(repaired([{}], field({ type: 'object' })).schemas, field({}));
    assert.deepEqual(repaired([{}], field({ type: 'string' })).schemas, field({ type: 'string' }));
  });

  it('give v1’s tasks and appointments the id they are found by', () => {
    const schemas = (properties: object): Schemas => ({ Task: { type: 'object', properties: { ...properties } } });
    const id = { type: 'integer', format: 'int64', readOnly: true };
    assert.deepEqual(repaired([{}], schemas({ title: {} })).schemas, schemas({ id, title: {} }));
    assert.deepEqual(repaired([{}], schemas({ id: {} })).schemas, schemas({ id: {} }));
    assert.deepEqual(repaired([{ version: 'v2' }], schemas({ title: {} })).schemas, schemas({ title: {} }));
  });

  it('say which texts are Base64, however deep', () => {
    const file = (file_data: object): Schemas => ({
      Mail: { properties: { files: { type: 'array', items: { type: 'object', properties: { file_data } } } } },
    });
    assert.deepEqual(repaired([{}], file({ type: 'string' })).schemas, file({ type: 'string', format: 'byte' }));
    assert.deepEqual(
      repaired([{}], file({ type: 'string', format: 'x' })).schemas,
      file({ type: 'string', format: 'x' }),
    );
  });

  it('take the parameters of runReport apart', () => {
    const parameters = [
      { name: 'report_id', in: 'path', required: true, schema: {} },
      { name: 'runReportRequest', in: 'query', required: true, schema: { $ref: '#/schemas/RunReportRequest' } },
    ] as const;
    const schemas = { RunReportRequest: { properties: { page_token: { type: 'string' }, page_size: {} } } } as const;
    const path = '/crm/rest/v2/reporting/reports/{report_id}:run';
    const mended = first([{ key: 'v2:runReport', version: 'v2', path, parameters }], schemas);
    assert.deepEqual(mended.parameters, [
      parameters[0],
      { name: 'page_token', in: 'query', required: false, schema: { type: 'string' } },
      { name: 'page_size', in: 'query', required: false, schema: {} },
    ]);
    assert.equal(mended.deprecated, true);
    assert.deepEqual(
      operation('v2:runReport').parameters.map(({ name }) => name),
      ['report_id', 'page_token', 'order_by', 'page_size', 'fields'],
    );
  });

  it('flag the old rates of commissions', () => {
    const { schemas } = repaired([{ version: 'v2' }], {
      ProductCommission: { properties: { percentage: { type: 'number' } } },
    });
    assert.deepEqual(schemas['ProductCommission']?.properties, { percentage: { type: 'number', deprecated: true } });
  });

  it('answer files as bytes', () => {
    const responses = { 200: { mediaType: 'application/json', schema: { type: 'string', format: 'byte' } } } as const;
    const bytes = { 200: { mediaType: 'application/octet-stream', schema: { type: 'string', format: 'binary' } } };
    for (const key of ['v2:getFileData', 'v2:getFileData_1']) {
      assert.deepEqual(first([{ key, version: 'v2', responses }]).responses, bytes);
      assert.deepEqual(operation(key).responses, bytes);
    }
    assert.deepEqual(first([{ key: 'v2:other', version: 'v2', responses }]).responses, responses);
  });

  it('spell the values of an integer as integers', () => {
    const task = { Task: { properties: { remind_time_mins: { type: 'integer', enum: ['5', '10'] } } } } as const;
    const { schemas } = repaired([{ version: 'v2' }], task);
    assert.deepEqual(schemas['Task']?.properties?.['remind_time_mins'], { type: 'integer', enum: [5, 10] });
  });

  it('know v2’s times by their names', () => {
    const cat = { Cat: { properties: { born_time: { type: 'string' }, time_zone: { type: 'string' } } } } as const;
    assert.deepEqual(repaired([{ version: 'v2' }], cat).schemas['Cat']?.properties, {
      born_time: { type: 'string', format: 'date-time' },
      time_zone: { type: 'string' },
    });
    assert.deepEqual(repaired([{ version: 'v1' }], cat).schemas, cat);
  });
});
