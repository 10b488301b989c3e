import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IgnoredFiles } from '../../../src/keap/moving/use/ignoredFiles.ts';

test('what git passes over is passed over, deeper rules counting for more', () => {
  const files = new IgnoredFiles();
  files.add('lib', '!kept.php\n/own/');
  files.add('', 'vendor/\n*.min.js\n*.php\n');
  const ignored = [
    'a.js',
    'a.min.js',
    'web/vendor/x.js',
    'lib/kept.php',
    'lib/other.php',
    'lib/own/a.js',
    'own/a.js',
    '../x',
  ];
  assert.deepEqual(
    ignored.filter((path) => files.has(path)),
    ['a.min.js', 'web/vendor/x.js', 'lib/other.php', 'lib/own/a.js'],
  );
});
