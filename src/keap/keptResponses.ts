import type { Exchange } from './exchange.ts';
import { type Content, contentOf } from './http/content.ts';

/** How many answers and how many bytes of them are kept; older ones make room. */
const MOST_KEPT = 50;
const MOST_BYTES = 256 * 2 ** 20;

/** An answer with what it is, read once. */
export interface KeptResponse {
  readonly exchange: Exchange;
  readonly content: Content;
}

/** The latest answers, in memory, by the id of their exchange. */
export class KeptResponses {
  private readonly kept = new Map<string, KeptResponse>();
  private bytes = 0;

  keep(exchange: Exchange): KeptResponse {
    const known = this.kept.get(exchange.id);
    const response = known ?? { exchange, content: contentOf(exchange.response) };
    this.kept.delete(exchange.id);
    this.kept.set(exchange.id, response);
    if (!known) this.bytes += exchange.response.body.byteLength;
    for (const [id, { exchange: oldest }] of this.kept) {
      if (this.kept.size === 1 || (this.kept.size <= MOST_KEPT && this.bytes <= MOST_BYTES)) break;
      this.kept.delete(id);
      this.bytes -= oldest.response.body.byteLength;
    }
    return response;
  }

  get(id: string): KeptResponse | undefined {
    return this.kept.get(id);
  }

  clear(): void {
    this.kept.clear();
    this.bytes = 0;
  }
}
