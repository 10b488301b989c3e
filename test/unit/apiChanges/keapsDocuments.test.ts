import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { isUnchanged } from '../../../src/keap/apiChanges/changeWords.ts';
import { reviewDocument } from '../../../src/keap/apiChanges/reviewDocument.ts';
import { parseCatalog } from '../../../src/keap/catalog/catalogData.ts';

/** A folder with Keap's original documents, `keap-v1*.json` and `keap-v2-2*.json`; they are not ours to keep. */
const folder = process.env['KEAP_DOCUMENTS'];
const data = join(import.meta.dirname, '../../../src/keap/catalog/data');

it('Keap’s own documents are read as the built-in catalog, with their descriptions', { skip: !folder }, () => {
  const builtIn = {
    v2: readFileSync(join(data, 'v2.json'), 'utf8'),
    v1: readFileSync(join(data, 'v1.json'), 'utf8'),
  };
  const names = readdirSync(folder ?? '').filter((name) => /^keap-v(1|2-2)[^/]*\.json$/.test(name));
  assert.equal(names.length, 2);
  for (const name of names) {
    const bytes = readFileSync(join(folder ?? '', name));
    const reviewed = reviewDocument({ bytes, yaml: false, date: '2026-11-30', builtIn, inUse: {} });
    assert.ok(isUnchanged(reviewed.changes), name);
    const { operations } = parseCatalog(reviewed.catalog);
    assert.ok(operations.filter(({ description }) => description).length > 0.9 * operations.length, name);
  }
});
