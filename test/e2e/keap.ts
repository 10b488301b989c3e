/** Keap as the tests meet it: its real host names, led through a proxy of this machine to a sandbox of the test's own. */
import { equal } from 'node:assert/strict';
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import type { SeenRequest } from '../internet/faults.ts';
import { startInternet } from '../internet/internet.ts';
import type { KeapFront } from '../internet/keapFront.ts';
import { PROJECT_ROOT } from '../vscode/serverInstall.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { makeKey } from './leaks.ts';

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
  /** Where other programs of this machine reach it straight, unseen by `front`. */
  readonly origin: string;
  /** Every host outside this machine that was asked for in vain. */
  readonly refusedHosts: readonly string[];
  /** Someone else's server: nothing may ever reach it. */
  readonly stranger: Stranger;
  /** Answers with bytes, or with what only a look at the request tells, instead of the sandbox; undefined ends that. */
  answerWith(listener: RequestListener | undefined): void;
  /** Takes the way to Keap down, for good. */
  unplug(): Promise<void>;
  /** The requests so far but for the checks of new keys, oldest first. */
  calls(method?: string): readonly SeenRequest[];
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Passes a request on to `target` under that server's own name. */
function passOn(target: URL): RequestListener {
  return (request, response) => {
    const { hostname, port, host } = target;
    const { method, url: path } = request;
    const onward = httpRequest({ hostname, port, method, path, headers: { ...request.headers, host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
}

/**
 * Starts a Keap that ends with the test. Its limits are lifted unless a test is about them: the extension's own hold a
 * test back enough.
 */
export async function startKeap(
  t: Pick<TestContext, 'after'>,
  { limits = false }: Pick<SandboxOptions, 'limits'> = {},
): Promise<Keap> {
  const sandbox = await startSandbox({ limits, dataFolder: join(PROJECT_ROOT, 'src/keap/catalog/data') });
  const ordinary = passOn(new URL(sandbox.origin));
  let listener: RequestListener | undefined;
  const relay = createServer((request, response) => (listener ?? ordinary)(request, response));
  const internet = await startInternet(await listen(relay));
  const strange: IncomingHttpHeaders[] = [];
  const stranger = createServer((request, response) => {
    strange.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const strangeOrigin = await listen(stranger);
  t.after(async () => {
    await internet.stop().catch(() => undefined); // Its proxy may have been stopped before.
    for (const server of [relay, stranger]) {
      server.close();
      server.closeAllConnections();
    }
    await sandbox.close();
  });
  return {
    env: internet.env,
    front: internet.keap,
    key: makeKey(),
    origin: sandbox.origin,
    refusedHosts: internet.proxy.refused,
    stranger: { origin: strangeOrigin, requests: strange },
    answerWith(next) {
      listener = next;
    },
    unplug: () => internet.proxy.stop(),
    calls: (method) =>
      internet.keap.requests.filter(
        (request) => !request.path.endsWith('/userinfo') && (method === undefined || request.method === method),
      ),
  };
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
  /** A test account, unless told otherwise: it may change everything. */
  readonly use?: 'Production' | 'Test account';
}

/** Takes the steps of *Keap: Add connection* up to the one for the key. */
export async function startAdding(workbench: Workbench, connection: Partial<NewConnection> = {}): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Keap: Add connection');
  await quickInput.opened('Kind of key');
  await quickInput.pick(connection.kind ?? 'Personal Access Token');
  await quickInput.opened('Server the key goes to');
  await quickInput.pick(connection.server ?? USUAL_SERVER);
  await quickInput.opened('KeapAK');
}

/** Takes the steps that come after the one for the key, and waits until the connection is the active one. */
export async function finishAdding(workbench: Workbench, { use, name }: Omit<NewConnection, 'key'>): Promise<void> {
  const { quickInput, messages } = workbench;
  await quickInput.opened('What is the account used for?');
  await quickInput.pick(use ?? 'Test account');
  await quickInput.messageToBe('Name of the connection');
  await quickInput.answer(name);
  await messages.statusBarItem(`Keap: ${name}`).waitFor();
}

/** Adds a connection through every step and waits until it is the active one. */
export async function addConnection(workbench: Workbench, connection: NewConnection): Promise<void> {
  const { quickInput } = workbench;
  await startAdding(workbench, connection);
  equal(await quickInput.isPassword(), true);
  await quickInput.answer(connection.key);
  await finishAdding(workbench, connection);
}

/** What every Keap key looks like: nothing of this shape may stand where keys do not belong. */
export const keyShape = /KeapAK-[0-9a-f]{8,}/;
