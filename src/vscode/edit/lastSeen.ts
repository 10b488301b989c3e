import type { Connection } from '../../keap/connection.ts';
import type { RecordName } from '../../keap/edit/recordKinds.ts';
import { pathValues, recordAt } from '../../keap/edit/recordKinds.ts';
import { recordIn } from '../../keap/edit/snapshot.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import type { JsonObject } from '../../keap/json.ts';
import type { Records } from './records.ts';

/** How many answers are remembered. */
const MOST = 200;

/** The last answer of each record that was read or changed, for when no snapshot is taken: in memory alone. */
export class LastSeen {
  private readonly records: Records;
  private readonly texts = new Map<string, string>();

  constructor(records: Records) {
    this.records = records;
  }

  async note({ operation, connection, request, response }: Exchange): Promise<void> {
    if (response.status >= 300 || operation.method === 'POST') return;
    const values = pathValues(operation.path, request.target);
    const name = values && recordAt(await this.records.kinds(), operation.path, values);
    // v1 shows the same records in other words.
    if (!name || !operation.key.startsWith(name.kind.reader.slice(0, 3))) return;
    const key = keyOf(name, connection);
    const text = await bodyText(response);
    this.texts.delete(key);
    if (operation.method === 'DELETE') return;
    this.texts.set(key, text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > MOST && oldest !== undefined) this.texts.delete(oldest);
  }

  of(name: RecordName, connection: Connection): JsonObject | undefined {
    const text = this.texts.get(keyOf(name, connection));
    return text === undefined ? undefined : recordIn(text);
  }
}

function keyOf({ kind, ids }: RecordName, { id }: Connection): string {
  return JSON.stringify([id, kind.shape, ...ids]);
}
