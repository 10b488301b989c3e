import { toldOperation } from '../../keap/answers/toldOperation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { OnShare } from '../../keap/table/tableRows.ts';
import { type TableSource, tableOf } from '../../keap/table/tableSource.ts';
import { type FieldNameServices, FieldNames } from './fieldNames.ts';

export interface TableSourceServices extends FieldNameServices {
  readonly catalog: CatalogFiles;
}

/** The lists of answers: found once for tables, exports and documents of rows, and gone with the answer. */
export class TableSources {
  private readonly services: TableSourceServices;
  private readonly found = new WeakMap<Exchange, TableSource>();

  constructor(services: TableSourceServices) {
    this.services = services;
  }

  /**
   * The list of an answer, with columns to begin with; undefined where it has none.
   * @throws the signal's reason when it ends the work
   */
  async of(exchange: Exchange, signal: AbortSignal, onShare?: OnShare): Promise<TableSource | undefined> {
    const known = this.found.get(exchange);
    if (known) return known;
    const operation = await this.services.catalog.operation(exchange.operation.key);
    const described = operation && {
      operation: toldOperation(operation.operation, operation.catalog, exchange.request),
      schemas: operation.catalog.schemas,
    };
    const source = await tableOf(exchange, described, signal, onShare);
    await source?.glance(signal);
    if (source) this.found.set(exchange, source);
    return source;
  }

  /** What the custom fields in it are called. */
  async namesOf(exchange: Exchange, source: TableSource): Promise<FieldNames> {
    const operation = await this.services.catalog.operation(exchange.operation.key);
    const told = operation && toldOperation(operation.operation, operation.catalog, exchange.request);
    return new FieldNames(exchange, told, source.rows.index.path, this.services);
  }
}
