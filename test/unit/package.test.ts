import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { licensesOf } from '../../scripts/package.ts';
import { findKeys } from '../../src/keap/safety/keyShapes.ts';

const root = join(import.meta.dirname, '../..');

/** The files that `.vscodeignore` lets into the package: it excludes everything and then names what comes along. */
function packagedFiles(): readonly string[] {
  const [first, ...others] = readFileSync(join(root, '.vscodeignore'), 'utf8').trim().split('\n');
  assert.equal(first, '**');
  assert.ok(others.every((line) => line.startsWith('!')));
  return others.flatMap((line) => globSync(line.slice(1), { cwd: root }));
}

test('the .vsix holds the product alone: no key, no test data, no sources', (t) => {
  // What the build wrote is looked at too: `npm test` builds before this.
  const files = packagedFiles();
  assert.ok(files.includes('package.json') && files.length > 5, files.join());
  t.diagnostic(`${files.length} files`);
  for (const file of files) {
    assert.doesNotMatch(file, /(^|\/)(src|test|scripts|node_modules|\.vscode-test|\.git)\/|\.(ts|map|env|pem|log)$/);
    const text = readFileSync(join(root, file), 'latin1');
    const keys = findKeys(text).filter(({ kind }) => kind !== 'token');
    assert.deepEqual(keys, [], file);
    assert.doesNotMatch(text, /canary|keap-e2e-|BEGIN (RSA |EC )?PRIVATE KEY/i, file);
    assert.ok(!text.includes(root), `${file} names a folder of this machine`);
  }
});

test('NOTICE names every package whose software comes along', () => {
  const sources = globSync('src/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  const imported = sources.flatMap((source) =>
    [...source.matchAll(/(?:from|import) '((?:@[\w-]+\/)?[\w-]+)/g)].flatMap(([, name]) => name ?? []),
  );
  const packages = [...new Set(imported)].filter((name) => name !== 'vscode' && name !== 'node');
  const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
  assert.ok(packages.includes('undici') && packages.includes('csv-parse'), packages.join());
  assert.deepEqual(
    packages.filter((name) => !notice.includes(`\n${name}`)),
    [],
  );
  assert.match(licensesOf(packages), /^ignore \S+ \(MIT\)$/m, 'Each has a licence to come along.');
});
