import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { reviewInThread } from '../../../src/keap/apiChanges/reviewThread.ts';
import { catalogs } from '../catalog/realCatalog.ts';
import { openApiOf } from './openApiOf.ts';

const root = join(import.meta.dirname, '../../..');
const file = join(root, 'src/keap/apiChanges/reviewWorker.ts');
const data = join(root, 'src/keap/catalog/data');
const builtIn = {
  v2: readFileSync(join(data, 'v2.json'), 'utf8'),
  v1: readFileSync(join(data, 'v1.json'), 'utf8'),
};

function review(text: string, { yaml = false, patienceMs = 20_000, signal = new AbortController().signal } = {}) {
  const document = { bytes: new TextEncoder().encode(text), yaml, date: '2026-11-30', builtIn, inUse: {} };
  return reviewInThread(document, { file, signal, patienceMs });
}

/** A schema whose properties all are that schema again: to three levels there are millions. */
function wide(): string {
  const self = { $ref: '#/components/schemas/Wide' };
  const properties = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`p${index}`, self]));
  const content = { 'application/json': { schema: self } };
  const post = { operationId: 'wide', requestBody: { content }, responses: {} };
  const schemas = { Wide: { type: 'object', properties } };
  return JSON.stringify({ openapi: '3.1.0', paths: { '/rest/v2/wide': { post } }, components: { schemas } });
}

describe('The thread that reads descriptions', () => {
  it('gives what it read', async () => {
    const { version, operations } = await review(JSON.stringify(openApiOf(catalogs.v1)));
    assert.deepEqual([version, operations], ['v1', catalogs.v1.operations.length]);
  });

  it('says what is wrong', () =>
    assert.rejects(review('{}'), { name: 'DocumentError', message: /^This is not an OpenAPI 3 document/ }));

  it('is ended where a document takes too long', () =>
    assert.rejects(review(wide(), { patienceMs: 1_500 }), {
      name: 'DocumentError',
      message: /takes far longer to read/,
    }));

  it('says so where a document is nested beyond any stack', () =>
    assert.rejects(review(`a: ${'['.repeat(100_000)}${']'.repeat(100_000)}`, { yaml: true }), {
      name: 'DocumentError',
      message: /nested more deeply|is not YAML/,
    }));

  it('is ended by whoever asked', async () => {
    const controller = new AbortController();
    const reading = review(wide(), { signal: controller.signal });
    controller.abort();
    await assert.rejects(reading, { name: 'AbortError' });
  });
});
