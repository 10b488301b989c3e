import { holdsKnownKey, maskKnownKey } from '../../keap/safety/knownKey.ts';
import type { ConnectionStore } from './connectionStore.ts';

/** The Legacy Keys that this machine has, for as long as it takes to look at a text: none is kept. */
export class LegacyKeys {
  private readonly connections: Pick<ConnectionStore, 'all' | 'credential'>;

  constructor(connections: Pick<ConnectionStore, 'all' | 'credential'>) {
    this.connections = connections;
  }

  /** A text in which each of them is masked: it has no shape that would give it away to who does not know it. */
  async mask(text: string): Promise<string> {
    return (await this.keys()).reduce(maskKnownKey, text);
  }

  /** Whether one of them stands in a text. */
  async in(text: string): Promise<boolean> {
    return (await this.keys()).some((key) => holdsKnownKey(text, key));
  }

  private async keys(): Promise<readonly string[]> {
    const legacy = this.connections.all.filter(({ kind }) => kind === 'legacyKey');
    const keys = await Promise.all(legacy.map((connection) => this.connections.credential(connection)));
    return keys.filter((key) => key !== undefined);
  }
}
