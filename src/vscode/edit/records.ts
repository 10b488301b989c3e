import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { SendOptions } from '../../keap/client.ts';
import type { Connection } from '../../keap/connection.ts';
import type { InCatalog } from '../../keap/edit/putBack.ts';
import { type RecordKinds, type RecordName, recordKinds } from '../../keap/edit/recordKinds.ts';
import { wholeRead } from '../../keap/edit/wholeRead.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { Sender } from '../sending/sender.ts';

/** The kinds of records there are, and how each is read. */
export class Records {
  private readonly catalog: CatalogFiles;
  private kindsOnce: Promise<RecordKinds> | undefined;

  constructor(catalog: CatalogFiles) {
    this.catalog = catalog;
  }

  kinds(): Promise<RecordKinds> {
    this.kindsOnce ??= this.catalog.index().then(recordKinds);
    return this.kindsOnce;
  }

  /** @throws Error for a key that no version has */
  async inCatalog(key: string): Promise<InCatalog> {
    const found = await this.catalog.operation(key);
    if (!found) throw new Error(`The API does not list ${key}.`);
    return { operation: found.operation, schemas: found.catalog.schemas };
  }

  /** Reads a record with everything it has: one call. @throws SendError where no answer came */
  async read(
    { kind, ids }: RecordName,
    connection: Connection,
    sender: Sender,
    source: string,
    signal?: AbortSignal,
    onProgress?: SendOptions['onProgress'],
  ): Promise<Exchange | undefined> {
    const { operation, schemas } = await this.inCatalog(kind.reader);
    const sending = { operation, schemas, draft: wholeRead(operation, schemas, ids), connection, source };
    return signal ? sender.send(sending, signal, onProgress) : sender.sendWithProgress(sending);
  }
}
