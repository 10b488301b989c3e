import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { asObject } from '../../../src/keap/json.ts';
import { index } from '../catalog/realCatalog.ts';

/** As much of VS Code's addresses as these are made of. */
const stub = `export const Uri = { from: (parts) => ({ ...parts }) };`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: `data:text/javascript,${encodeURIComponent(stub)}`, shortCircuit: true }
      : next(specifier, context),
});
const { bodyUri, MOST_SCHEMAS, numberFor, readBodyUri, schemaUri } = await import(
  '../../../src/vscode/bodies/bodyAddress.ts'
);

test('the address of a body says which it is, for every operation', () => {
  // Methods of XML-RPC have no body.
  for (const operation of index.filter(({ version }) => version !== 'xmlrpc')) {
    const uri = bodyUri(operation, 3);
    assert.deepEqual(readBodyUri(uri), { number: 3, operationKey: operation.key });
    assert.match(uri.path, /^\/v\d\/\w+\/[^/\\:*?"<>|]+ body\.json$/);
  }
  const strange = { ...bodyUri({ key: 'v2:createTag', title: 'Create tag' }, 1), path: '/v2' } as ReturnType<
    typeof bodyUri
  >;
  assert.equal(readBodyUri(strange), undefined);
});

test('the manifest tells VS Code of as many schemas as there are numbers', () => {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'));
  const declared = asObject(asObject(manifest)?.['contributes'])?.['jsonValidation'];
  const expected = Array.from({ length: MOST_SCHEMAS }, (_, at) => {
    const { scheme, authority } = bodyUri({ key: 'v2:createTag', title: 'Create tag' }, at + 1);
    const schema = schemaUri(at + 1);
    return { fileMatch: `${scheme}://${authority}/**`, url: `${schema.scheme}://${schema.authority}${schema.path}` };
  });
  assert.deepEqual(declared, expected);
});

test('a document keeps its number, and gets one that nobody had while there is one', () => {
  const tab = (number: number, operationKey: string) => ({ number, operationKey });
  assert.equal(numberFor('v2:a', [], new Map()), 1);
  assert.equal(numberFor('v2:b', [tab(2, 'v2:b')], new Map()), 2);
  assert.equal(numberFor('v2:c', [tab(1, 'v2:a')], new Map([[2, 'v2:b']])), 3);
  assert.equal(numberFor('v2:b', [tab(1, 'v2:a')], new Map([[2, 'v2:b']])), 2, 'Closed and opened again.');
  const all = Array.from({ length: MOST_SCHEMAS }, (_, at) => at + 1);
  const known = new Map(all.map((number) => [number, `v2:${number}`]));
  assert.equal(numberFor('v2:new', [tab(1, 'v2:1')], known), 2, 'Closed ones give way at last.');
  const open = all.map((number) => tab(number, `v2:${number}`));
  assert.equal(numberFor('v2:new', open, known), 0);
});
