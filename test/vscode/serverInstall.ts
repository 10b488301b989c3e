/** Installs the VS Code server that npm has: the `lib/vscode` folder of the package code-server. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { installOnce } from './install.ts';
import { plainEnvironment, runOrThrow } from './processes.ts';

/** code-server 4.139.1 holds VS Code 1.139.1. */
export const CODE_SERVER_VERSION = '4.139.1';

/** The project's root folder. */
export const PROJECT_ROOT = join(import.meta.dirname, '..', '..');

/** An installed VS Code server. */
export interface InstalledServer {
  /** The script that starts the server. It needs Node 24. */
  readonly main: string;
  /** A folder with the built-in extensions that matter to this extension; see `SKIPPED_BUILTINS`. */
  readonly leanExtensions: string;
}

/**
 * Built-in extensions that the tests leave out: they start with every window, want a network, an account or a native
 * module, and cost a third of the time a window takes to open. None of them may be one that also runs in a browser:
 * the page would then try to run that one there, and complain.
 */
const SKIPPED_BUILTINS =
  /^(copilot|git|github|microsoft-authentication|ms-vscode\.js-debug.*|grunt|gulp|jake|php-language-features|debug-.*|tunnel-forwarding|terminal-suggest)$/;

/**
 * How to run npm: under `npm run` with the very npm that runs us, on our own Node, which every npm since 9 supports;
 * else whatever `npm` is on the PATH.
 */
export function npmCommand(args: readonly string[]): { command: string; args: string[]; shell: boolean } {
  const cli = process.env['npm_execpath'];
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli) && existsSync(cli)) {
    return { command: process.execPath, args: [cli, ...args], shell: false };
  }
  return { command: 'npm', args: [...args], shell: process.platform === 'win32' };
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  const call = npmCommand([...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  await runOrThrow(call.command, call.args, { cwd, shell: call.shell, env: plainEnvironment() });
}

/** Puts a small JavaScript stand-in where a native module would have been compiled by an install script. */
function replaceNativeModules(vscode: string): void {
  copyFileSync(join(import.meta.dirname, 'spdlog.cjs'), join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'));
  writeFileSync(
    join(vscode, 'node_modules', '@vscode', 'native-watchdog', 'index.js'),
    'exports.start = () => {};\nexports.exit = (code) => process.exit(code);\n',
  );
}

function linkLeanExtensions(folder: string): void {
  const all = join(folder, 'vscode', 'extensions');
  const lean = join(folder, 'lean-extensions');
  mkdirSync(lean);
  for (const entry of readdirSync(all, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === 'node_modules' || SKIPPED_BUILTINS.test(entry.name)) continue;
    symlinkSync(join('..', 'vscode', 'extensions', entry.name), join(lean, entry.name), 'junction');
  }
}

async function fill(folder: string): Promise<void> {
  // The package alone, without code-server's own 160 dependencies, which only its login page uses.
  await npm(folder, 'pack', `code-server@${CODE_SERVER_VERSION}`, '--silent');
  const archive = `code-server-${CODE_SERVER_VERSION}.tgz`;
  await runOrThrow('tar', ['-xzf', archive, 'package/lib/vscode'], { cwd: folder });
  renameSync(join(folder, 'package', 'lib', 'vscode'), join(folder, 'vscode'));
  rmSync(join(folder, 'package'), { recursive: true });
  rmSync(join(folder, archive));
  await npm(join(folder, 'vscode'), 'install', '--omit=dev');
  replaceNativeModules(join(folder, 'vscode'));
  linkLeanExtensions(folder);
}

/**
 * Makes sure that the VS Code server is in `.vscode-test/` and returns where. Prints one line when it has to install.
 * Safe to call from several processes at once; an interrupted install is done again from the start.
 */
export async function installServer(print: (line: string) => void = console.log): Promise<InstalledServer> {
  const target = join(PROJECT_ROOT, '.vscode-test', `server-${CODE_SERVER_VERSION}`);
  await installOnce(target, async (folder) => {
    print(
      `Installing the VS Code server into .vscode-test/ (npm package code-server ${CODE_SERVER_VERSION}, 600 MB, ` +
        'about 20 s): the extension is run and tested in it, no desktop VS Code is needed.',
    );
    await fill(folder);
  });
  return { main: join(target, 'vscode', 'out', 'server-main.js'), leanExtensions: join(target, 'lean-extensions') };
}
