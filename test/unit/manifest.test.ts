import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ANSWER_FOLDER } from '../../src/vscode/responses/responseScheme.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const source = globSync('src/{extension.ts,late.ts,vscode/**/*.ts}', { cwd: root })
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');
const contributes = manifest.contributes;
const declared: string[] = contributes.commands.map(({ command }: { command: string }) => command);

function quoted(pattern: RegExp): Set<string> {
  return new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ''));
}

test('every setting is read by the code and every read one declared', () => {
  const settings = Object.keys(contributes.configuration.properties).sort();
  const read = [...quoted(/settings\.(?:get|inspect)\('([\w.]+)'\)/g)].map((name) => `keap.${name}`).sort();
  assert.deepEqual(read, settings);
});

test('every view has a provider, and every provider a view', () => {
  const views = contributes.views.keap.map(({ id }: { id: string }) => id).sort();
  assert.deepEqual([...quoted(/(?:createTreeView|treeDoor)\(\s*'([\w.]+)'/g)].sort(), views);
});

test('context keys of the manifest and of the code are the same', () => {
  const clauses = JSON.stringify([
    contributes.menus,
    contributes.views,
    contributes.viewsWelcome,
    contributes.commands,
  ]);
  const used = new Set(
    [...clauses.matchAll(/(?:^|[ "!(])!?(keap\.(?:started|connected|apiFiltered|\w+Context))\b/g)].map(
      (match) => match[1],
    ),
  );
  assert.deepEqual([...quoted(/(?:'setContext',\s*|contextKey\()'([\w.]+)'/g)].sort(), [...used].sort());
});

test('menus and walkthrough name commands and files that exist', () => {
  const menus = Object.values(contributes.menus).flat() as { command: string }[];
  const links = [
    ...JSON.stringify([contributes.walkthroughs, contributes.viewsWelcome]).matchAll(/command:(keap\.[\w.]+)/g),
  ];
  for (const command of [...menus.map(({ command }) => command), ...links.map((match) => match[1] ?? '')]) {
    assert.ok(declared.includes(command) || command === 'keap.api.focus', command);
  }
  for (const { media } of contributes.walkthroughs[0].steps) assert.ok(existsSync(join(root, media.svg)), media.svg);
  for (const file of [manifest.icon, contributes.viewsContainers.activitybar[0].icon])
    assert.ok(existsSync(join(root, file)));
});

test('commands have an English title in sentence case and the category Keap', () => {
  for (const { command, title, category } of contributes.commands) {
    assert.equal(category, 'Keap', command);
    assert.match(title, /^[A-Z][^.!]*$/, command);
    assert.ok(
      title
        .split(' ')
        .slice(1)
        .every((word: string) => !/^[A-Z][a-z]/.test(word)),
      title,
    );
  }
});

test('@types/vscode is the version of engines.vscode', () => {
  assert.equal(`^${manifest.devDependencies['@types/vscode'].replace(/^\D/, '')}`, manifest.engines.vscode);
});

test('the documents of answers have a language of their own, which is JSON to the eye', () => {
  const language = contributes.languages.find(({ id }: { id: string }) => id === 'keap-answer');
  assert.deepEqual(language.filenamePatterns, [`/${ANSWER_FOLDER.toLowerCase()}*.json`]);
  const [{ path }] = contributes.grammars;
  for (const file of [path, language.configuration]) assert.ok(JSON.parse(readFileSync(join(root, file), 'utf8')));
});
