/**
 * npm start [-- --no-open] [-- --server]: builds the extension, opens VS Code with it on `test/sample-workspace/` and
 * starts a sandbox for curl beside it. Uses the desktop VS Code when `code` is on the PATH (not with `--server`), else
 * the VS Code server in a browser. Ctrl+C ends everything that it started, except a desktop VS Code.
 */
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { plainEnvironment, runOrThrow, startGroup } from '../test/vscode/processes.ts';
import { startServer } from '../test/vscode/server.ts';
import { PROJECT_ROOT } from '../test/vscode/serverInstall.ts';
import { workbenchAddress } from '../test/vscode/workbench.ts';

/** The address stays the same from start to start, so the browser's part of VS Code's memory is found again. */
const PORT = 8477;
const WORKSPACE = join(PROJECT_ROOT, 'test', 'sample-workspace');

function onPath(name: string): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.cmd`, `${name}.exe`] : [name];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders
    .flatMap((folder) => names.map((one) => join(folder, one)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The port itself when it is free, else 0: any free one. */
async function freePort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}

async function openDesktop(code: string): Promise<void> {
  const args = ['--new-window', `--extensionDevelopmentPath=${PROJECT_ROOT}`, WORKSPACE];
  // On Windows `code` is a script, which only a shell runs; the paths are quoted for it.
  const shell = process.platform === 'win32';
  await runOrThrow(shell ? `"${code}"` : code, shell ? args.map((arg) => `"${arg}"`) : args, { shell });
  console.log(`VS Code opens a new window on ${WORKSPACE}. Choose the Keap icon in its activity bar.`);
}

/** Shows the page in the default browser where there is a display; where not, the printed address has to do. */
function openBrowser(address: string): void {
  const hasDisplay = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  const openers: Partial<Record<NodeJS.Platform, string[]>> = {
    darwin: ['open', address],
    win32: ['cmd', '/c', 'start', '', address.replaceAll('&', '^&')],
    linux: hasDisplay && onPath('xdg-open') !== undefined ? ['xdg-open', address] : [],
  };
  const [command, ...args] = openers[process.platform] ?? [];
  if (command !== undefined) startGroup(command, args, { stdio: 'ignore' });
}

async function openInBrowser(): Promise<void> {
  const server = await startServer({
    port: await freePort(PORT),
    serverDataDir: join(PROJECT_ROOT, '.vscode-test', 'start-data'),
    allBuiltins: true,
  });
  const address = workbenchAddress({ server, extension: PROJECT_ROOT, workspace: WORKSPACE });
  console.log(`VS Code with the extension: ${address}`);
  if (!process.argv.includes('--no-open')) openBrowser(address);
}

/** Resolves when the sandbox has printed its first lines: its address and a key to use with it. */
async function startSandbox(): Promise<void> {
  const main = join(PROJECT_ROOT, 'src', 'sandbox', 'main.ts');
  const sandbox = startGroup(process.execPath, [main, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: plainEnvironment(),
  });
  console.log('A sandbox for curl beside it (the extension starts one of its own):');
  sandbox.child.stdout?.pipe(process.stdout);
  const spoken = new Promise<void>((resolve) => sandbox.child.stdout?.once('data', () => resolve()));
  const ended = sandbox.exited.then((code) => console.log(`The sandbox ended with code ${code}.`));
  await Promise.race([spoken, ended]);
}

// Registered before anything is started, so that a wanted end is not reported as a failure.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));

try {
  await runOrThrow(process.execPath, ['esbuild.mjs'], { cwd: PROJECT_ROOT });
  console.log('Built the extension into dist/.');
  const code = process.argv.includes('--server') ? undefined : onPath('code');
  await (code === undefined ? openInBrowser() : openDesktop(code));
  await startSandbox();
  console.log('Ctrl+C ends it.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
