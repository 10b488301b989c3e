/**
 * npm run build [-- --watch | --production]: bundles the extension (Node, CommonJS) with what it loads only when
 * first needed, the sandbox, the reader of whole answers, and the webview (browser).
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { answersBundle, hostBundles, reviewBundle, sandboxBundle, webviewBundles } from './scripts/bundles.ts';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const bundles = [hostBundles, sandboxBundle, answersBundle, reviewBundle, webviewBundles].map((options) => ({
  ...options,
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: production,
  logLevel: watch ? 'info' : 'warning',
}));

await rm('dist', { recursive: true, force: true });
await mkdir('dist/webview', { recursive: true });
await cp('src/keap/catalog/data', 'dist/data', { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  await cp(`node_modules/@vscode/codicons/dist/${file}`, `dist/webview/${file}`);
}
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
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
