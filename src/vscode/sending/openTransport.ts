import type { Transport } from '../../keap/http/transport.ts';
import { readNetworkSettings } from './network.ts';

/** The way to servers, as the client goes it, for what needs no key. Whoever opens it closes it. */
export async function openTransport(): Promise<Transport> {
  const { createTransport } = await loadClientModule();
  return createTransport(readNetworkSettings);
}

/** The bundle of the client, and undici with it. */
export async function loadClientModule() {
  // Loading undici would make it the dispatcher of the host's own fetch, unless that has settled on its own before.
  await fetch('data:,').catch(() => undefined);
  return import('../../keap/createClient.ts');
}
