import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Catalog, Operation } from '../../src/keap/catalog/operation.ts';
import { resolveSchema, type Schema } from '../../src/keap/catalog/schema.ts';
import { catalogs } from '../unit/catalog/realCatalog.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
for (const format of ['int32', 'int64', 'float', 'double', 'byte', 'binary']) ajv.addFormat(format, true);
for (const catalog of Object.values(catalogs)) {
  const answers = catalog.operations.map(({ responses }) => responses);
  ajv.addSchema({ $id: catalog.version, schemas: catalog.schemas, answers });
}

function validator(operation: Operation, status: number): ValidateFunction {
  const index = catalogs[operation.version].operations.indexOf(operation);
  const validate = ajv.getSchema(`${operation.version}#/answers/${index}/${status}/schema`);
  assert.ok(validate, `${operation.key} declares no schema for ${status}`);
  return validate;
}

/** Properties of a value that its schema does not know, by path: JSON Schema lets them pass, Keap has none. */
function undeclared(value: unknown, schema: Schema | undefined, catalog: Catalog, path: string): string[] {
  const resolved = resolveSchema(schema, catalog.schemas);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => undeclared(item, resolved.items, catalog, `${path}[${index}]`));
  }
  const { properties } = resolved;
  if (typeof value !== 'object' || value === null || !properties) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    Object.hasOwn(properties, name)
      ? undeclared(member, properties[name], catalog, `${path}.${name}`)
      : [`${path}.${name}`],
  );
}

/** What is wrong with the JSON of an answer: what its schema does not allow, and what it does not know. */
export function answerProblems(operation: Operation, status: number, json: unknown): string[] {
  const catalog = catalogs[operation.version];
  const validate = validator(operation, status);
  const problems = validate(json) ? [] : [`${operation.key}: ${ajv.errorsText(validate.errors)}`];
  const extra = undeclared(json, operation.responses[String(status)]?.schema, catalog, '');
  return extra.length > 0 ? [...problems, `${operation.key}: undeclared ${extra.slice(0, 5).join(' ')}`] : problems;
}
