import type * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { wholeBody } from '../../keap/http/body.ts';
import type { HeldResponse } from '../../keap/http/httpResponse.ts';

/** How many answers and how many bytes of them are kept for variables; older ones make room. */
const MOST_KEPT = 50;
const MOST_BYTES = 64 * 2 ** 20;

/**
 * The last answer to each named request of each file, for the variables of that file, until VS Code closes. What came
 * from one connection is nothing to another: the ids of one account are those of other records in the next.
 */
export class NamedAnswers {
  private readonly kept = new Map<string, HeldResponse>();

  async keep(file: vscode.Uri, name: string, { connection, response }: Exchange): Promise<void> {
    const body = await wholeBody(response.body);
    const key = keyOf(file, name, connection.id);
    this.kept.delete(key);
    this.kept.set(key, { ...response, body });
    let bytes = [...this.kept.values()].reduce((sum, { body }) => sum + body.byteLength, 0);
    for (const [oldest, { body }] of this.kept) {
      if (this.kept.size === 1 || (this.kept.size <= MOST_KEPT && bytes <= MOST_BYTES)) break;
      this.kept.delete(oldest);
      bytes -= body.byteLength;
    }
  }

  get(file: vscode.Uri, name: string, connectionId: string): HeldResponse | undefined {
    return this.kept.get(keyOf(file, name, connectionId));
  }
}

function keyOf(file: vscode.Uri, name: string, connectionId: string): string {
  return JSON.stringify([file.toString(), name, connectionId]);
}
