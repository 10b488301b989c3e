/**
 * Starts VS Code's `server-main.js`, whose path is the first argument, with four things it lacks on its own:
 * - A page opened with `?extension=FOLDER` (and `&tests=MODULE`) loads that extension for development. VS Code's own way,
 *   the flag `--enable-smoke-test-driver`, also hides every notification and changes dialogs and editors.
 * - `POST /mint-key` answers 32 bytes that stay the same for one data folder, as code-server's own front does. VS Code
 *   in a browser encrypts SecretStorage with them; without an answer it forgets every secret when the page is reloaded.
 * - KEAP_TEST_PRELOAD names a module that extension hosts load before anything else. VS Code takes NODE_OPTIONS away.
 * - It ends with its process group when whoever started it is gone, however that came about: their end closes our stdin.
 */
import childProcess, { type ForkOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [main, ...serverArgs] = process.argv.slice(2);
const dataFolder = serverArgs[serverArgs.indexOf('--server-data-dir') + 1];
if (main === undefined || dataFolder === undefined) throw new Error('usage: serverMain.ts SERVER-MAIN.JS OPTIONS');

function mintedKey(file: string): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}

/** Adds the extension under development to the configuration inside the page that `response` is about to carry. */
function developExtension(request: IncomingMessage, response: ServerResponse): void {
  const { host, searchParams } = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const remote = (path: string): object => ({ scheme: 'vscode-remote', authority: host, path });
  const extension = searchParams.get('extension');
  const tests = searchParams.get('tests');
  if (extension === null) return;
  const options = {
    extensions: [remote(extension)],
    ...(tests === null ? {} : { extensionTestsPath: remote(tests) }),
  };
  const inside = JSON.stringify(options).slice(1, -1).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const marker = '&quot;developmentOptions&quot;:{';
  const end: (page: string) => ServerResponse = response.end.bind(response);
  Reflect.set(response, 'end', (page: unknown): ServerResponse => {
    const html = String(page);
    if (!html.includes(marker)) console.error('The page has no developmentOptions: is this another VS Code version?');
    return end(html.replace(marker, () => `${marker}${inside},`));
  });
}

const key = mintedKey(join(dataFolder, 'mint-key'));
const emit = Server.prototype.emit;
Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
  const [request, response] = args;
  if (event === 'request' && request instanceof IncomingMessage && response instanceof ServerResponse) {
    if (request.method === 'POST' && request.url === '/mint-key') {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }).end(key);
      return true;
    }
    if (request.method === 'GET' && request.url?.startsWith('/?')) developExtension(request, response);
  }
  return Reflect.apply(emit, this, [event, ...args]);
};

const preload = process.env['KEAP_TEST_PRELOAD'];
if (preload !== undefined) {
  const { fork } = childProcess;
  childProcess.fork = (path: string | URL, args?: readonly string[] | ForkOptions, options?: ForkOptions) =>
    fork(path, Array.isArray(args) ? args : [], {
      ...options,
      execArgv: ['--require', preload, ...(options?.execArgv ?? [])],
    });
  syncBuiltinESMExports();
}

process.stdin.on('end', () => {
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  process.exit(1);
});
process.stdin.resume();

process.argv.splice(1, process.argv.length - 1, main, ...serverArgs);
await import(pathToFileURL(main).href);
