import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

/** Who may import whom: CONTRIBUTING.md. A room is named by the longest of these prefixes that fits. */
const root = join(import.meta.dirname, '../..');
const files = globSync('src/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));

interface Import {
  readonly from: string;
  /** A path within the repository, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
  );
  return [...found].map(([, , type, from, dynamic, bare]) => {
    const name = from ?? dynamic ?? bare ?? '';
    const to = name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)).replaceAll('\\', '/') : name;
    return { from: file, to, typeOnly: type !== undefined };
  });
}

const imports = files.flatMap(importsOf);

function refuse(what: string, wrong: (one: Import) => boolean): void {
  test(what, () => {
    assert.deepEqual(
      imports.filter(wrong).map(({ from, to }) => `${from} imports ${to}`),
      [],
    );
  });
}

const browserSafe = (file: string) =>
  /^src\/keap\/((catalog|request|codegen|xmlrpc)\/|(json|exactJson|appAddress|connection|account\/(customFilterFields|customTableFields|kinds|methodReferences|references|referenceTable|tableKinds)|limits\/(limitState|waitWords)|safety\/(keyShapes|encodedKeys|plainText)|table\/tableWish)\.ts)/.test(
    file,
  );
const inside = (folder: string) => (file: string) => file.startsWith(`${folder}/`);
const isPackage = (to: string) => !to.startsWith('src/');

test('the imports of every room are seen', () => {
  for (const folder of ['src/keap', 'src/sandbox', 'src/protocol', 'src/webview', 'src/vscode']) {
    assert.ok(
      imports.some(({ from }) => inside(folder)(from)),
      `no imports seen in ${folder}`,
    );
  }
});

refuse('the browser-safe core imports nothing but itself', ({ from, to }) => browserSafe(from) && !browserSafe(to));
refuse(
  'the core imports the core, Node, undici in one file and p-queue in one file',
  ({ from, to }) =>
    inside('src/keap')(from) &&
    !inside('src/keap')(to) &&
    !to.startsWith('node:') &&
    !(to === 'undici' && from === 'src/keap/http/undiciTransport.ts') &&
    !(to === 'p-queue' && from === 'src/keap/limits/limiter.ts') &&
    !(to === 'yaml' && from === 'src/keap/apiChanges/documentText.ts') &&
    !(to === 'ignore' && from === 'src/keap/moving/use/ignoredFiles.ts') &&
    !(to === 'csv-parse' && from === 'src/keap/runs/rows/csvRows.ts') &&
    !(to === 'json-p3' && from === 'src/keap/find/jsonPath.ts') &&
    !(to === '@jmespath-community/jmespath' && /^src\/keap\/find\/jmes(Path|Evaluate)\.ts$/.test(from)),
);
refuse(
  'the sandbox imports itself, the core and Node',
  ({ from, to }) =>
    inside('src/sandbox')(from) && !inside('src/sandbox')(to) && !inside('src/keap')(to) && !to.startsWith('node:'),
);
refuse(
  'the protocol imports types of the core',
  ({ from, to, typeOnly }) =>
    inside('src/protocol')(from) && !inside('src/protocol')(to) && !(inside('src/keap')(to) && typeOnly),
);
refuse(
  'the webview imports itself, the protocol, the browser-safe core and its UI library',
  ({ from, to }) =>
    inside('src/webview')(from) &&
    !inside('src/webview')(to) &&
    !inside('src/protocol')(to) &&
    !browserSafe(to) &&
    !/^(lit|@vscode-elements\/elements)(\/|$)/.test(to),
);
refuse('nobody imports the webview', ({ from, to }) => inside('src/webview')(to) && !inside('src/webview')(from));
refuse(
  'only the surfaces and the extension import VS Code, and no other package but Node',
  ({ from, to }) =>
    isPackage(to) &&
    (inside('src/vscode')(from) || from === 'src/extension.ts' || from === 'src/late.ts'
      ? to !== 'vscode' && !to.startsWith('node:')
      : to === 'vscode'),
);

test('no file imports in a circle', () => {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly && to.startsWith('src/')) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) assert.fail(`circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});

test('one store touches SecretStorage', () => {
  const touching = files.filter((file) => /\.secrets\b/.test(readFileSync(join(root, file), 'utf8')));
  assert.deepEqual(touching, ['src/vscode/connections/connectionStore.ts']);
});
