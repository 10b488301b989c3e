/** npm run package [-- FILE] : builds for production and makes the .vsix; prints its size and what is in it. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '@vscode/vsce';
import { asStrings } from '../src/keap/json.ts';
import { runOrThrow } from '../test/vscode/processes.ts';

const root = join(import.meta.dirname, '..');

/** The packages that the build says it took in: each comes with its licence. */
function bundledPackages(): readonly string[] {
  const names = asStrings(JSON.parse(readFileSync(join(root, 'dist/packages.json'), 'utf8')));
  if (!names?.includes('undici')) throw new Error('dist/packages.json does not name the bundled packages.');
  return names;
}

/** What THIRD-PARTY-LICENSES.txt says of packages. @throws Error where one has no licence */
export function licensesOf(packages: readonly string[]): string {
  const texts = packages.map((name) => {
    const folder = join(root, 'node_modules', name);
    const file = readdirSync(folder).find((candidate) => /^licen[cs]e([.-]|$)/i.test(candidate));
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (!file && license !== 'BSD-3-Clause') throw new Error(`${name} has no licence file.`);
    const text = readFileSync(file ? join(folder, file) : join(root, 'node_modules/lit/LICENSE'), 'utf8');
    return `${name} ${version} (${license})\n${'='.repeat(60)}\n\n${text.trim()}\n`;
  });
  return texts.join('\n\n');
}

/** Builds and packs. @returns where the .vsix is and its size in bytes */
export async function packageExtension(
  file = join(root, 'keap-api-explorer.vsix'),
): Promise<{ file: string; bytes: number }> {
  await runOrThrow(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  writeFileSync(join(root, 'THIRD-PARTY-LICENSES.txt'), licensesOf(bundledPackages()));
  // The repository's address is its owner's to give; until then README's images have no base to be shown from.
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
  await runOrThrow(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', ...options], { cwd: root });
  return { file, bytes: statSync(file).size };
}

if (import.meta.main) {
  const { file, bytes } = await packageExtension(process.argv[2]);
  for (const name of await listFiles({ cwd: root })) console.log(`  ${name}`);
  console.log(`${file}: ${bytes} bytes`);
}
