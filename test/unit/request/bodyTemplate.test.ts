import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { API_VERSIONS } from '../../../src/keap/catalog/catalogData.ts';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { checkBody } from '../../../src/keap/request/bodyCheck.ts';
import { bodyTemplate } from '../../../src/keap/request/bodyTemplate.ts';

const files = new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));

test('the template of every body in the catalog is JSON and has nothing wrong but empty texts', async () => {
  let bodies = 0;
  for (const version of API_VERSIONS) {
    const { operations, schemas } = await files.version(version);
    for (const { key, requestBody } of operations) {
      if (!requestBody) continue;
      bodies++;
      const value: unknown = JSON.parse(bodyTemplate(requestBody.schema, schemas));
      const problems = checkBody(value, requestBody.schema, schemas).filter(
        ({ message }) => !/empty|at least/.test(message),
      );
      assert.deepEqual(problems, [], key);
    }
  }
  assert.ok(bodies > 200, `${bodies} bodies`);
});
