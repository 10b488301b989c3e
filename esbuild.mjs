/**
 * npm run build [-- --watch | --production]: bundles the extension (Node, CommonJS) with what it loads only when
 * first needed, the sandbox, and the webview (browser).
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/**
 * Modules with a bundle of their own, so that activation reads none of them. `import('…/NAME.ts')` in the source
 * becomes `require('./NAME.cjs')`.
 */
const LAZY = ['createClient.ts'];

const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' && LAZY.includes(basename(path))
        ? { path: `./${basename(path, '.ts')}.cjs`, external: true }
        : undefined,
    );
  },
};

/**
 * esbuild copies the whole namespace of an external module for each file that imports it: some thousand getters at
 * activation for VS Code's. Only its members are ever used, so the module itself will do.
 */
const plainVscode = {
  name: 'plain-vscode',
  setup(build) {
    build.onEnd(async ({ errors }) => {
      const file = 'dist/extension.cjs';
      if (errors.length > 0) return;
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replaceAll(/[\w$]+\((require\("vscode"\)), ?1\)/g, '$1'));
    });
  },
};

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: production,
  logLevel: 'warning',
  outdir: 'dist',
};

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
  plugins: [lazyBundles],
};

const bundles = [
  {
    ...node,
    entryPoints: ['src/extension.ts', 'src/keap/createClient.ts'],
    entryNames: '[name]',
    plugins: [lazyBundles, plainVscode],
  },
  { ...node, entryPoints: { sandbox: 'src/sandbox/worker.ts' }, define: { 'import.meta.dirname': '__dirname' } },
  {
    ...shared,
    entryPoints: { 'webview/builder': 'src/webview/builder/main.ts' },
    platform: 'browser',
    target: 'chrome136',
    format: 'esm',
  },
];

await rm('dist', { recursive: true, force: true });
await mkdir('dist/webview', { recursive: true });
await cp('src/keap/catalog/data', 'dist/data', { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  await cp(`node_modules/@vscode/codicons/dist/${file}`, `dist/webview/${file}`);
}
if (watch) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  const built = await Promise.all(bundles.map((options) => build(options)));
  if (production) await writeFile('dist/packages.json', JSON.stringify(packagesIn(built)));
}

/** The packages whose code or files came along: each has to bring its licence. */
function packagesIn(results) {
  const files = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const names = files.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set([...names, '@vscode/codicons'])].sort();
}
