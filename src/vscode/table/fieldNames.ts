import type { Wanted } from '../../keap/account/accountRecords.ts';
import { referenceOf } from '../../keap/account/references.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { AccountLookup } from '../account/accountLookup.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';

export interface FieldNameServices {
  readonly lookup: AccountLookup;
  readonly connections: ConnectionStore;
}

/** What the custom fields of an answer's records are called in the account it came from. */
export class FieldNames {
  private readonly account: string;
  private readonly wanted: Wanted | undefined;
  private readonly services: FieldNameServices;

  /** @param path of the list in the answer */
  constructor(
    { connection }: Exchange,
    operation: Operation | undefined,
    path: readonly string[],
    services: FieldNameServices,
  ) {
    this.account = connection.id;
    this.services = services;
    const inRecord = { in: 'answer', path: [...path, 0, 'custom_fields', 0, 'id'] } as const;
    const place = operation?.table ? ({ in: 'filterField', path: [''] } as const) : inRecord;
    const reference = operation && referenceOf(operation, place);
    this.wanted = reference && { kind: reference.kind, within: [] };
  }

  /** The name of a field, by its id or behind an underscore; as far as it is known, sends nothing. */
  nameOf(id: string): string | undefined {
    if (id.startsWith('_')) return this.labelOf(id.slice(1));
    const record = this.wanted && this.services.lookup.records.record(this.account, this.wanted, id);
    return record && record.label !== id ? record.label : undefined;
  }

  /** Rows of XML-RPC have custom fields under the names that filters know them by. */
  private labelOf(name: string): string | undefined {
    const known = this.wanted && this.services.lookup.records.known(this.account, this.wanted);
    return known?.records.find(({ field }) => field?.name.toLowerCase() === name.toLowerCase())?.label;
  }

  /** Whether a call would tell more: what is not on the list once it was fetched has no name. */
  get canLoad(): boolean {
    const { lookup, connections } = this.services;
    if (!this.wanted || !connections.get(this.account)) return false;
    return lookup.records.known(this.account, this.wanted) === undefined;
  }

  /** Fetches the names. @throws what sending throws, or a refusal */
  async load(signal: AbortSignal): Promise<void> {
    if (this.wanted) await this.services.lookup.records.list(this.account, this.wanted, signal);
  }

  isOf(account: string): boolean {
    return account === this.account;
  }
}
