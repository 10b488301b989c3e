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

test('a file of rules made to be slow is not', () => {
  const files = new IgnoredFiles();
  files.add('', `${'*a'.repeat(12)}b\n${'**/a/'.repeat(12)}b\n${'x[0-9]y\n'.repeat(20_000)}`);
  const start = process.cpuUsage();
  for (let count = 0; count < 50; count++) files.has(`${'a/'.repeat(40)}${'a'.repeat(200)}${count}`);
  const { user } = process.cpuUsage(start);
  assert.ok(user < 3_000_000, `${user / 1_000} ms of work`);
});
