/** The bundles of the extension, as esbuild builds them; CONTRIBUTING.md says why they are these. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/**
 * Modules with a bundle of their own, so that activation reads none of them. `import('…/NAME.ts')` in the source
 * becomes `require('./NAME.cjs')`.
 */
const LAZY = [
  'src/late.ts',
  'src/keap/createClient.ts',
  'src/keap/apiChanges/takenReader.ts',
  'src/keap/xmlRpcFiles.ts',
];

const lazyBundles: Plugin = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
      const name = basename(path, '.ts');
      const lazy = kind === 'dynamic-import' && LAZY.some((file) => basename(file, '.ts') === name);
      return lazy ? { path: `./${name}.cjs`, external: true } : undefined;
    });
  },
};

/**
 * esbuild copies the whole namespace of an external module for each file that imports it: some thousand getters at
 * activation for VS Code's. Only its members are ever used, so the module itself will do.
 */
const plainVscode: Plugin = {
  name: 'plain-vscode',
  setup(build) {
    build.onEnd(async ({ errors }) => {
      if (errors.length > 0) return;
      for (const source of HOST) {
        const file = join(build.initialOptions.outdir ?? '', `${basename(source, '.ts')}.cjs`);
        const text = await readFile(file, 'utf8');
        await writeFile(file, text.replaceAll(/[\w$]+\((require\("vscode"\)), ?1\)/g, '$1'));
      }
    });
  },
};

const HOST = ['src/extension.ts', ...LAZY];

const shared = { bundle: true, legalComments: 'none', outdir: 'dist' } satisfies BuildOptions;

const node = {
  ...shared,
  platform: 'node',
  // The Node of the extension host in engines.vscode.
  target: 'node22.19',
  format: 'cjs',
  external: ['vscode'],
  outExtension: { '.js': '.cjs' },
  mainFields: ['module', 'main'],
  supported: { 'dynamic-import': false },
} satisfies BuildOptions;

/** What runs in the extension host: what activation loads, and what loads later. */
export const hostBundles = {
  ...node,
  entryPoints: HOST,
  entryNames: '[name]',
  plugins: [lazyBundles, plainVscode],
} satisfies BuildOptions;

/** The sandbox, in a thread of its own. */
export const sandboxBundle = {
  ...node,
  entryPoints: { sandbox: 'src/sandbox/worker.ts' },
  define: { 'import.meta.dirname': '__dirname' },
} satisfies BuildOptions;

/** What reads whole answers, in a thread of its own. */
export const answersBundle = {
  ...node,
  entryPoints: { answers: 'src/keap/answerThread/worker.ts' },
} satisfies BuildOptions;

/** What reads API descriptions of anyone's, in a thread of its own. */
export const reviewBundle = {
  ...node,
  entryPoints: { review: 'src/keap/apiChanges/reviewWorker.ts' },
} satisfies BuildOptions;

/** The pages of webviews. */
export const webviewBundles = {
  ...shared,
  entryPoints: {
    'webview/builder': 'src/webview/builder/main.ts',
    'webview/table': 'src/webview/table/main.ts',
    'webview/rowRun': 'src/webview/rowRun/main.ts',
  },
  platform: 'browser',
  target: 'chrome136',
  format: 'esm',
} satisfies BuildOptions;
