import type { CustomFieldFacts } from '../../keap/account/customFilterFields.ts';
import { type Place, type Reference, referenceOf } from '../../keap/account/references.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { NamedPlace, PickRequest } from '../../protocol/builder.ts';

export interface RecordNamesOptions {
  /** What the request is of; undefined until the host has answered. */
  operation(): Operation | undefined;
  /** Asks the host for what is known; undefined where that failed. */
  known(places: readonly NamedPlace[]): Promise<readonly (string | null)[] | undefined>;
  /** Asks the host for the custom fields that it knows of: those of the list, or of a table. */
  fields(table: string | null): Promise<readonly CustomFieldFacts[] | undefined>;
  /** Lets someone pick; null or undefined where nobody did. */
  pick(request: PickRequest): Promise<readonly string[] | null | undefined>;
  /** Names arrived. */
  changed(): void;
}

/** With more names than this, the oldest are forgotten. */
const MOST_NAMES = 2_000;

/** What ids of the request stand for: which can be picked, and what they are called as far as the host knows. */
export class RecordNames {
  private readonly options: RecordNamesOptions;
  private readonly names = new Map<string, string | null>();
  private readonly references = new Map<string, Reference | undefined>();
  /** Whose references those are. */
  private referring: Operation | undefined;
  private wanted = new Map<string, NamedPlace>();
  private times = 0;
  private readonly custom = new Map<string | null, readonly CustomFieldFacts[]>();

  constructor(options: RecordNamesOptions) {
    this.options = options;
  }

  /** Another number each time that something other is known. */
  get version(): number {
    return this.times;
  }

  /** The custom fields that a filter may name, as far as they are known. Asking sends nothing to Keap. */
  get customFields(): readonly CustomFieldFacts[] {
    return this.customFieldsOf(null);
  }

  /** The custom fields of a table's records, as far as they are known. Asking sends nothing to Keap. */
  customFieldsOf(table: string | null): readonly CustomFieldFacts[] {
    const known = this.custom.get(table);
    if (known) return known;
    const none: readonly CustomFieldFacts[] = [];
    this.custom.set(table, none);
    void this.options.fields(table).then((fields = []) => {
      if (fields.length === 0) return;
      this.custom.set(table, fields);
      this.tell();
    });
    return none;
  }

  /** What a value at a place refers to; undefined where it is no reference. */
  referenceAt(place: Place): Reference | undefined {
    const operation = this.options.operation();
    if (!operation) return undefined;
    if (this.referring !== operation) this.references.clear();
    this.referring = operation;
    // A form asks of each of its fields, each time it is drawn; items of a list are alike.
    const key = `${place.in} ${place.path.map((step) => (typeof step === 'number' ? '' : step)).join('/')}`;
    if (!this.references.has(key)) this.references.set(key, referenceOf(operation, place));
    return this.references.get(key);
  }

  /** What an id is called; undefined where nobody knows, or not yet. Asking sends nothing to Keap. */
  nameOf(place: Place, id: string): string | undefined {
    if (id.trim() === '' || id.length > 100) return undefined;
    const table = this.options.operation()?.table?.name ?? '';
    const key = `${table} ${place.in} ${JSON.stringify(place.path)} ${id}`;
    const name = this.names.get(key);
    if (name === undefined && !this.wanted.has(key) && this.referenceAt(place)) this.want(key, { place, id });
    return name ?? undefined;
  }

  /** Lets someone pick; undefined where nobody did. */
  async pick(request: PickRequest): Promise<readonly string[] | undefined> {
    return (await this.options.pick(request)) ?? undefined;
  }

  /** What was known may be other by now. */
  forget(): void {
    this.names.clear();
    this.custom.clear();
    this.tell();
  }

  private want(key: string, named: NamedPlace): void {
    if (this.wanted.size === 0) queueMicrotask(() => void this.ask());
    this.wanted.set(key, named);
  }

  private async ask(): Promise<void> {
    const { wanted } = this;
    this.wanted = new Map();
    const names = await this.options.known([...wanted.values()]);
    if (!names) return;
    for (const [index, key] of [...wanted.keys()].entries()) this.names.set(key, names[index] ?? null);
    for (const key of [...this.names.keys()].slice(0, Math.max(0, this.names.size - MOST_NAMES)))
      this.names.delete(key);
    if (names.some((name) => name !== null)) this.tell();
  }

  private tell(): void {
    this.times++;
    this.options.changed();
  }
}
