import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import type { Exchange } from '../exchange.ts';
import { bodyText, charsetOf } from '../http/httpResponse.ts';
import { ColumnCollector } from './columns.ts';
import { chooseList, listOf } from './listOf.ts';
import { scanLists } from './listScan.ts';
import { bodyOf, type TableBody } from './tableBody.ts';
import { type OnShare, recordCells, TableRows } from './tableRows.ts';

/** How many records are looked at before a table shows. */
const FIRST_LOOK = 100;
/** Offsets have four bytes. */
const MOST_BYTES = 2 ** 32;

/** The list of an answer: its records, and the columns they have. */
export class TableSource {
  readonly rows: TableRows;
  readonly columns: ColumnCollector;
  /** Of an answer of XML-RPC, the table whose rows they are; empty for any other. */
  readonly table: string;
  private collecting: Promise<void> | undefined;
  private looked = false;

  constructor(rows: TableRows, columns: ColumnCollector, table = '') {
    this.rows = rows;
    this.columns = columns;
    this.table = table;
  }

  /** Whether every record was looked at for columns. */
  get complete(): boolean {
    return this.looked;
  }

  /** Looks at the first records, so that there are columns to begin with. */
  async glance(signal: AbortSignal): Promise<void> {
    const first = Array.from({ length: Math.min(FIRST_LOOK, this.rows.count) }, (_, number) => number);
    for await (const { text } of this.rows.read(first, signal)) this.columns.add(recordCells(text));
    this.looked = first.length === this.rows.count;
  }

  /**
   * Looks at every record for columns, once for all who ask.
   * @param onNews told when there is a column that was not there, or was empty
   * @throws the signal's reason when it ends the work
   */
  async collect(
    signal: AbortSignal,
    onShare: OnShare = () => undefined,
    onNews: () => void = () => undefined,
  ): Promise<void> {
    if (this.looked) return;
    this.collecting ??= this.look(signal, onShare, onNews).finally(() => {
      this.collecting = undefined;
    });
    await this.collecting;
  }

  private async look(signal: AbortSignal, onShare: OnShare, onNews: () => void): Promise<void> {
    this.columns.forget();
    for await (const { cells } of this.rows.cells(signal, onShare)) if (this.columns.add(cells)) onNews();
    this.looked = true;
  }
}

/**
 * Finds the list of an answer; undefined where it has none.
 * @param operation with its schemas, where the catalog knows it
 * @throws the signal's reason when it ends the work
 */
export async function tableOf(
  exchange: Exchange,
  known: { readonly operation: Operation; readonly schemas: Schemas } | undefined,
  signal: AbortSignal,
  onShare: OnShare = () => undefined,
): Promise<TableSource | undefined> {
  const bytes = exchange.response.body.byteLength;
  if (bytes >= MOST_BYTES) return undefined;
  const body = await tableBody(exchange);
  const found = await scanLists(body.chunks(), signal, (done) => onShare(done / bytes));
  const list = known && listOf(known.operation, known.schemas);
  const index = chooseList(found, list);
  if (!index) return undefined;
  const isKnown = list !== undefined && list.path.join('\n') === index.path.join('\n');
  return new TableSource(
    new TableRows(body, index),
    new ColumnCollector(isKnown ? list.items : undefined, known?.schemas ?? {}),
    known?.operation.table?.name,
  );
}

/** The body in UTF-8, which holds for what Keap sends. */
async function tableBody({ response }: Exchange): Promise<TableBody> {
  const isUtf8 = /^(utf-?8|us-ascii)$/i.test(charsetOf(response));
  return bodyOf(isUtf8 ? response.body : Buffer.from(await bodyText(response)));
}
