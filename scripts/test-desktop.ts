/** npm run test:desktop: the integration suite in a desktop VS Code that @vscode/test-electron downloads. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { bundleIntegration } from '../test/vscode/integration.ts';
import { plainEnvironment, runToEnd, startGroup } from '../test/vscode/processes.ts';
import { PROJECT_ROOT } from '../test/vscode/serverInstall.ts';

const ELSEWHERE = '`npm test` runs the same suite in the VS Code server.';

function fail(sentence: string, error?: unknown): never {
  const reason = error instanceof Error ? ` (${error.message.split('\n')[0]})` : '';
  console.error(sentence.replace('%', reason));
  process.exit(1);
}

/** On Linux without a display, runs this script again under xvfb-run, which brings one. */
async function bringDisplay(): Promise<void> {
  if (process.platform !== 'linux') return;
  if (process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined) return;
  const there = await runToEnd('xvfb-run', ['--help']).catch(() => undefined);
  if (there === undefined) {
    fail(`The desktop VS Code needs a display and there is none: install xvfb, or run this on a desktop; ${ELSEWHERE}`);
  }
  const again = startGroup('xvfb-run', ['-a', process.execPath, import.meta.filename], { stdio: 'inherit' });
  process.exit((await again.exited) ?? 1);
}

await runToEnd(process.execPath, ['esbuild.mjs'], { cwd: PROJECT_ROOT }).then(({ code, output }) => {
  if (code !== 0) fail(`The extension does not build: ${output}`);
});
const tests = await bundleIntegration();

const vscodeExecutablePath = await downloadAndUnzipVSCode({
  cachePath: join(PROJECT_ROOT, '.vscode-test'),
  timeout: 60_000,
}).catch((error: unknown) =>
  fail(`VS Code could not be downloaded%: check the network or a proxy, then try again; ${ELSEWHERE}`, error),
);
await bringDisplay();

const folder = mkdtempSync(join(tmpdir(), 'keap-desktop-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
try {
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: PROJECT_ROOT,
    extensionTestsPath: tests,
    extensionTestsEnv: plainEnvironment(),
    launchArgs: [
      mkdtempSync(join(folder, 'workspace-')),
      '--disable-extensions',
      '--disable-workspace-trust',
      '--user-data-dir',
      mkdtempSync(join(folder, 'user-')),
      // Chromium's sandbox cannot start for root, which continuous integration often is.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
} catch (error) {
  fail(`The suite failed in the desktop VS Code, or VS Code did not start%: see above; ${ELSEWHERE}`, error);
}
