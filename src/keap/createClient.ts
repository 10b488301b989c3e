import { type ClientOptions, KeapClient } from './client.ts';
import { UndiciTransport } from './http/undiciTransport.ts';

/** A client on the real network. This module has a bundle of its own, loaded with the first request. */
export async function createClient(options: Omit<ClientOptions, 'transport'>): Promise<KeapClient> {
  return new KeapClient({ ...options, transport: new UndiciTransport() });
}
