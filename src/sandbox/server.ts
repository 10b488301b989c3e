import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CatalogFiles } from '../keap/catalogFiles.ts';
import { type Clock, SYSTEM_CLOCK } from '../keap/limits/clock.ts';
import { readXmlRpcFiles } from '../keap/xmlRpcFiles.ts';
import { SANDBOX_KEY } from './gateway/auth.ts';
import type { FaultOptions } from './gateway/faults/faultPlan.ts';
import { Gateway } from './gateway/gateway.ts';
import { type LimitOptions, limitSettings } from './gateway/limits/limitSettings.ts';
import { HookDeliveries } from './hooks/hookDeliveries.ts';
import { postLocally } from './hooks/localPost.ts';
import { Keap } from './keap.ts';
import { ACCOUNT_OPTIONS, type AccountOptions } from './seed/world.ts';

export interface SandboxOptions {
  /** Where to listen on 127.0.0.1; 0, the default, takes any free port. */
  readonly port?: number;
  /** How large the made-up account is, and which of the many possible ones. */
  readonly account?: Partial<AccountOptions>;
  /** Whether Keap's request limits are kept, and how. Default true: those that owners of keys were told for long. */
  readonly limits?: boolean | LimitOptions;
  /** What goes wrong on purpose. Default nothing. */
  readonly faults?: FaultOptions;
  /** Whether XML-RPC is away in Keap's announced brownouts and after its end, by the clock. Default false. */
  readonly xmlRpcRetirement?: boolean;
  /** Milliseconds since 1970. Default the system's clock. */
  readonly clock?: () => number;
  /** Waits some milliseconds, where a fault makes an answer late; rejects when the signal aborts. Default a timer. */
  readonly delay?: Clock['delay'];
  /** Holds the catalog's files: `v2.json`, `v1.json` and those of XML-RPC. */
  readonly dataFolder: string;
}

/** A local Keap, listening. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** A key it accepts; any of Keap's shape will do. */
  readonly key: string;
  /** Makes the account, the limits' counts and the faults what they were at the start. */
  reset(): void;
  /** Makes the next try of what hooks are still to be told, whatever the time. @returns how many deliveries that was */
  deliverHooks(): Promise<number>;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts a local Keap with a seeded account in memory.
 * @throws Error with Node's `code` where it cannot listen, where the catalog cannot be read, and for a fault nobody knows
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { limits = true, faults = {}, clock = SYSTEM_CLOCK.now, delay = SYSTEM_CLOCK.delay } = options;
  const files = new CatalogFiles(options.dataFolder);
  const [v2, v1, xmlRpc] = await Promise.all([
    files.version('v2'),
    files.version('v1'),
    readXmlRpcFiles(options.dataFolder),
  ]);
  const time = { now: clock, delay };
  const hooks = new HookDeliveries({
    clock: time,
    post: async (url, body, signal) => {
      const headers = { 'content-type': 'application/json' };
      return (await postLocally(url, { headers, body }, signal)).status;
    },
  });
  const keap = new Keap({ v2, v1 }, { ...ACCOUNT_OPTIONS, ...options.account }, xmlRpc, hooks);
  const gateway = new Gateway({
    keap,
    clock: time,
    limits: limits === false ? undefined : limitSettings(limits === true ? {} : limits),
    faults,
    xmlRpcRetirement: options.xmlRpcRetirement ?? false,
  });
  const server = createServer((request, response) => void gateway.receive(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const deliverHooks = async () => (await keap.deliverHooks()).length;
  const close = () =>
    new Promise<void>((resolve) => {
      hooks.forget();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin, key: SANDBOX_KEY, reset: () => gateway.reset(), deliverHooks, close };
}
