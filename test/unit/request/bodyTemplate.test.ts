import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { API_VERSIONS } from '../../../src/keap/catalog/catalogData.ts';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { bodyTemplate } from '../../../src/keap/request/bodyTemplate.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';

const files = new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));

test('the template of every body in the catalog is JSON and has nothing wrong but empty texts', async () => {
  let bodies = 0;
  for (const version of API_VERSIONS) {
    const { operations, schemas } = await files.version(version);
    for (const operation of operations) {
      const { key, requestBody } = operation;
      if (!requestBody) continue;
      bodies++;
      const draft = { ...emptyDraft(key), body: bodyTemplate(requestBody.schema, schemas) };
      const problems = validateDraft(operation, schemas, draft)
        .filter(({ target, message }) => target === 'body' && !/empty|at least/.test(message))
        .map(({ message }) => message);
      assert.deepEqual(problems, [], key);
    }
  }
  assert.ok(bodies > 200, `${bodies} bodies`);
});
