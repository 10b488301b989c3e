import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const folder = join(import.meta.dirname, '../../src/keap/catalog/data');
const PROSE = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'title']);

/** Members of objects whose names are Keap's, not ours: a contact may well have a `description`. */
const NAMED_BY_KEAP = new Set(['properties', 'schemas', 'responses']);

/** Our own words: titles of operations, and the document we read. */
const OURS = /^(source\.title|(operations|methods)\.\d+\.title)$/;

function visit(value: unknown, path: string, see: (path: string, name: string, value: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const named = !Array.isArray(value) && NAMED_BY_KEAP.has(path.split('.').at(-1) ?? '');
  // A property may itself be called `properties`; its schema must not be taken for a list of names.
  for (const [name, member] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!named) see(at, name, member);
    visit(member, named ? `${at}.#` : at, see);
  }
}

describe('The catalog’s files hold facts, none of Keap’s prose', () => {
  const files = readdirSync(folder);

  it('are the five we know', () => {
    assert.deepEqual(files.sort(), ['index.json', 'v1.json', 'v2.json', 'xmlrpc-tables.json', 'xmlrpc.json']);
  });

  for (const file of files) {
    const content = JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;

    it(`${file} has no member that would hold a description`, () => {
      visit(content, '', (path, name) => assert.ok(!PROSE.has(name) || OURS.test(path), path));
    });

    it(`${file} has no sentence`, () => {
      visit(content, '', (path, _name, value) => {
        if (typeof value !== 'string' || OURS.test(path)) return;
        assert.ok(value.split(/\s+/).length <= 8 && !/[a-z]{3,}\. /.test(value), `${path}: ${value}`);
      });
    });
  }
});
