import { type ClientOptions, KeapClient } from './client.ts';
import type { NetworkSettings } from './http/proxy.ts';
import type { Transport } from './http/transport.ts';
import { UndiciTransport } from './http/undiciTransport.ts';

export interface RealClientOptions extends Omit<ClientOptions, 'transport'> {
  /** Asked for every request. */
  readonly network: () => NetworkSettings;
}

/** A client on the real network. This module has a bundle of its own, loaded with the first request. */
export async function createClient({ network, ...options }: RealClientOptions): Promise<KeapClient> {
  return new KeapClient({ ...options, transport: new UndiciTransport({ settings: network }) });
}

/** The way to servers alone, for what needs no key. */
export function createTransport(network: () => NetworkSettings): Transport {
  return new UndiciTransport({ settings: network });
}
