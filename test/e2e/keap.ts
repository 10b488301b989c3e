/** Keap as the tests meet it: its real host names, led through a proxy of this machine to a sandbox of the test's own. */
import { equal } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { SeenRequest } from '../internet/faults.ts';
import { startInternet } from '../internet/internet.ts';
import type { KeapFront } from '../internet/keapFront.ts';
import type { Workbench } from '../vscode/workbench.ts';

/** The server a key goes to unless someone chose the other. */
export const USUAL_SERVER = 'https://api.infusionsoft.com';

/** The other server that Keap has. */
export const OTHER_SERVER = 'https://api.keap.com';

/** A server that is none of Keap's, and what it was asked. */
export interface Stranger {
  readonly origin: string;
  readonly requests: readonly IncomingHttpHeaders[];
}

/** Keap for one test. */
export interface Keap {
  /** Leads VS Code to it: for `vscode.open(t, { env })`. */
  readonly env: Readonly<Record<string, string>>;
  readonly front: KeapFront;
  /** A key that it takes. */
  readonly key: string;
  /** Every host outside this machine that was asked for in vain. */
  readonly refusedHosts: readonly string[];
  /** Someone else's server: nothing may ever reach it. */
  readonly stranger: Stranger;
  /** The requests so far but for the checks of new keys, oldest first. */
  calls(method?: string): readonly SeenRequest[];
}

/** Starts a Keap that ends with the test. Its limits are lifted: the extension's own hold a test back enough. */
export async function startKeap(t: TestContext): Promise<Keap> {
  const sandbox = await startSandbox({ limits: false });
  const internet = await startInternet(sandbox.origin);
  const strange: IncomingHttpHeaders[] = [];
  const strangeServer = createServer((request, response) => {
    strange.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => strangeServer.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    strangeServer.closeAllConnections();
    strangeServer.close();
    await internet.stop();
    await sandbox.stop();
  });
  return {
    env: internet.env,
    front: internet.keap,
    key: makeKey(),
    refusedHosts: internet.proxy.refused,
    stranger: { origin: `http://127.0.0.1:${(strangeServer.address() as AddressInfo).port}`, requests: strange },
    calls: (method) =>
      internet.keap.requests.filter(
        (request) => !request.path.endsWith('/userinfo') && (method === undefined || request.method === method),
      ),
  };
}

/** A key of Keap's shape, new each time: none stands in any source. */
export function makeKey(): string {
  return `${['Keap', 'AK'].join('')}-${randomBytes(25).toString('hex')}`;
}

/** The value of the header a key travels in. Several values would have come joined by a comma. */
export function keyOf(request: Pick<SeenRequest, 'headers'> | undefined): string {
  return String(request?.headers['x-keap-api-key']);
}

/** What to add by *Keap: Add connection*. */
export interface NewConnection {
  readonly key: string;
  readonly name: string;
  readonly kind?: 'Personal Access Token' | 'Service Account Key';
  readonly server?: typeof USUAL_SERVER | typeof OTHER_SERVER;
}

/** Adds a connection through every step and waits until it is the active one. */
export async function addConnection(workbench: Workbench, connection: NewConnection): Promise<void> {
  const { quickInput, messages } = workbench;
  await workbench.runCommand('Keap: Add connection');
  await quickInput.opened('Kind of key');
  await quickInput.pick(connection.kind ?? 'Personal Access Token');
  await quickInput.opened('Server the key goes to');
  await quickInput.pick(connection.server ?? USUAL_SERVER);
  await quickInput.opened('KeapAK');
  equal(await quickInput.isPassword(), true);
  await quickInput.answer(connection.key);
  await quickInput.messageToBe('Name of the connection');
  await quickInput.answer(connection.name);
  await messages.statusBarItem(`Keap: ${connection.name}`).waitFor();
}

/** What every Keap key looks like: nothing of this shape may stand where keys do not belong. */
export const keyShape = /KeapAK-[0-9a-f]{8,}/;
