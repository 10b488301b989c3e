/**
 * Starts VS Code's `server-main.js`, whose path is the first argument, with two things it lacks on its own:
 * - `POST /mint-key` answers 32 bytes that stay the same for one data folder, as code-server's own front does. VS Code
 *   in a browser encrypts SecretStorage with them; without an answer it forgets every secret when the page is reloaded.
 * - It ends with its process group when whoever started it is gone, however that came about: their end closes our stdin.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
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

const key = mintedKey(join(dataFolder, 'mint-key'));
const emit = Server.prototype.emit;
Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
  const [request, response] = args;
  if (event === 'request' && request instanceof IncomingMessage && response instanceof ServerResponse) {
    if (request.method === 'POST' && request.url === '/mint-key') {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }).end(key);
      return true;
    }
  }
  return emit.call(this, event, ...args);
};

process.stdin.on('end', () => {
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  process.exit(1);
});
process.stdin.resume();

process.argv.splice(1, process.argv.length - 1, main, ...serverArgs);
await import(pathToFileURL(main).href);
