import * as vscode from 'vscode';
import { type Known, searchFields, type Wanted } from '../../keap/account/accountRecords.ts';
import { manyOf, oneOf } from '../../keap/account/kinds.ts';
import { listingOf, readingOf } from '../../keap/account/listing.ts';
import type { AccountRecord } from '../../keap/account/recordFetch.ts';
import type { Connection } from '../../keap/connection.ts';
import { holdsKey, removeKeys } from '../../keap/safety/keyShapes.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { type AccountLookup, lookupSentence } from './accountLookup.ts';
import { type Row, recordRow, rowsOf, titleOf } from './recordRows.ts';

export interface RecordPickerServices {
  readonly lookup: AccountLookup;
  readonly connections: ConnectionStore;
}

/** What to let someone pick. */
export interface PickWish {
  readonly connection: Connection;
  readonly wanted: Wanted;
  /** What it is for, before the title: the name of a field, or of the record they stand within. */
  readonly purpose: string;
  /** Ids that stand there already. Where there may be several, they are ticked. */
  readonly present: readonly string[];
  readonly many: boolean;
  /** Leaves out what does not fit. */
  readonly fits?: (record: AccountRecord) => boolean;
  /** A button of each row, and what it does instead of picking. */
  readonly rowButton?: { readonly button: vscode.QuickInputButton; run(record: AccountRecord): void };
}

const REFRESH: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: 'Refresh' };

/**
 * A quick pick of records of an account. Opening it fetches what is not known yet; after that nothing is sent but by
 * its buttons and rows, which say how many calls they take. It goes when another connection becomes the active one.
 *
 * @returns the records, ids that stood there and are unknown among them; undefined where nobody picked
 */
export function pickRecords(
  wish: PickWish,
  services: RecordPickerServices,
): Promise<readonly AccountRecord[] | undefined> {
  return new RecordPicker(wish, services).show();
}

class RecordPicker {
  private readonly wish: PickWish;
  private readonly lookup: AccountLookup;
  private readonly pick = vscode.window.createQuickPick<Row>();
  private readonly abort = new AbortController();
  private readonly disposables: vscode.Disposable[];
  private readonly answer = Promise.withResolvers<readonly AccountRecord[] | undefined>();
  private known: Known | undefined;
  /** What was found by a search or an id, also where the list itself could not be had. */
  private readonly found = new Map<string, AccountRecord>();
  /** Why the last thing did not work, and what it was. */
  private failed: { readonly sentence: string; readonly again: () => void } | undefined;
  private fetching = false;
  /** What was looked for last, and what came of it. */
  private searched: { readonly text: string; readonly ids: ReadonlySet<string> } | undefined;

  constructor(wish: PickWish, { lookup, connections }: RecordPickerServices) {
    this.wish = wish;
    this.lookup = lookup;
    const { pick } = this;
    pick.matchOnDescription = true;
    pick.ignoreFocusOut = true;
    pick.canSelectMany = wish.many;
    pick.buttons = [REFRESH];
    const active = connections.active.id;
    this.disposables = [
      pick,
      pick.onDidTriggerButton(() => this.fetch('refresh')),
      pick.onDidTriggerItemButton(({ item }) => {
        if (!item.record) return;
        wish.rowButton?.run(item.record);
        pick.hide();
      }),
      pick.onDidChangeValue(() => this.typed()),
      pick.onDidChangeSelection((rows) => {
        // Where several are ticked, an action is a row to tick.
        if (wish.many) rows.find((row) => row.run)?.run?.();
      }),
      pick.onDidAccept(() => this.accept()),
      pick.onDidHide(() => this.close()),
      connections.onDidChange(() => {
        if (connections.active.id !== active || !connections.get(wish.connection.id)) pick.hide();
      }),
    ];
  }

  show(): Promise<readonly AccountRecord[] | undefined> {
    const { wish, pick } = this;
    this.known = this.lookup.records.known(wish.connection.id, wish.wanted);
    this.render(wish.present);
    pick.show();
    this.fetch('list');
    return this.answer.promise;
  }

  private fetch(how: 'list' | 'more' | 'refresh'): void {
    const { connection, wanted, many } = this.wish;
    const onPage = (so: Known) => {
      this.known = so;
      // Rows that come while others are ticked would take the ticks away.
      if (many) this.retitle();
      else this.render();
    };
    const work = this.lookup.records[how](connection.id, wanted, this.abort.signal, onPage);
    void this.run(work, () => this.fetch(how));
  }

  private search(text: string): void {
    const { connection, wanted } = this.wish;
    const work = this.lookup.records.search(connection.id, wanted, text, this.abort.signal);
    void this.run(
      work.then((found) => {
        this.searched = { text, ids: new Set(found.map(({ id }) => id)) };
        for (const record of found) this.found.set(record.id, record);
      }),
      () => this.search(text),
    );
  }

  private read(id: string): void {
    const { connection, wanted } = this.wish;
    const work = this.lookup.records.read(connection.id, wanted, id, this.abort.signal);
    void this.run(
      work.then((record) => {
        if (record) this.found.set(record.id, record);
      }),
      () => this.read(id),
    );
  }

  /** Shows that something is under way, and then what came of it. */
  private async run(work: Promise<unknown>, again: () => void): Promise<void> {
    if (this.fetching) return void work.catch(() => undefined);
    this.fetching = true;
    this.failed = undefined;
    this.pick.busy = true;
    this.retitle();
    try {
      await work;
    } catch (error) {
      const sentence = lookupSentence(error);
      if (sentence !== undefined) this.failed = { sentence, again };
    }
    this.fetching = false;
    if (this.abort.signal.aborted) return;
    this.known = this.lookup.records.known(this.wish.connection.id, this.wish.wanted);
    this.pick.busy = false;
    this.render();
  }

  private typed(): void {
    const { value } = this.pick;
    // Keys belong in a connection, and nothing is looked up by one.
    if (holdsKey(value)) this.pick.value = removeKeys(value);
    // Only the rows that say what was typed change with it.
    if (!this.fetching && this.actions().length > 0) this.render();
  }

  private render(ticked: readonly string[] = this.tickedIds()): void {
    const { wish, pick } = this;
    const records = this.records();
    const ids = new Set(records.map(({ id }) => id));
    // What stands in the field and is not known stays, and can be taken away.
    const strangers = wish.many ? ticked.filter((id) => !ids.has(id)).map(strange) : [];
    const button = wish.rowButton?.button;
    const found = this.searched?.text === pick.value.trim() ? this.searched.ids : undefined;
    // Keap matches by rules of its own: what it found stays in sight.
    const rows = [...strangers, ...records].map((record) => recordRow(record, found?.has(record.id) === true, button));
    pick.keepScrollPosition = true;
    pick.items = [...rows, ...this.actions()];
    if (wish.many) pick.selectedItems = rows.filter(({ record }) => record && ticked.includes(record.id));
    else this.activate(rows);
    this.retitle(records.length);
  }

  private records(): readonly AccountRecord[] {
    const all = new Map((this.known?.records ?? []).map((record) => [record.id, record]));
    for (const [id, record] of this.found) all.set(id, record);
    return [...all.values()].filter((record) => this.wish.fits?.(record) ?? true);
  }

  private activate(rows: readonly Row[]): void {
    const { present } = this.wish;
    const current = this.pick.value === '' ? rows.find(({ record }) => record?.id === present[0]) : undefined;
    if (current) this.pick.activeItems = [current];
  }

  private retitle(count = this.records().length): void {
    const { wanted, connection, purpose } = this.wish;
    this.pick.title = titleOf({
      ...{ purpose, many: manyOf(wanted.kind), connection: plainText(connection.name), now: Date.now() },
      ...{ known: this.known, fetching: this.fetching },
    });
    const many = count === 1 ? oneOf(wanted.kind) : manyOf(wanted.kind);
    this.pick.placeholder = `Search ${count.toLocaleString('en-US')} ${many} by name or id`;
  }

  private actions(): Row[] {
    const { wanted } = this.wish;
    const { large } = listingOf(wanted.kind);
    const reads = readingOf(wanted.kind);
    const text = this.pick.value.trim();
    const partly = this.known?.more === true || this.failed !== undefined;
    const vain = this.searched?.text === text && this.searched.ids.size === 0;
    const fields = partly && text !== '' && this.searched?.text !== text ? searchFields(wanted.kind, text) : [];
    const isId = /^\d+$/.test(text) && !this.records().some(({ id }) => id === text);
    return rowsOf({
      ...{ one: oneOf(wanted.kind), many: manyOf(wanted.kind), text, fetching: this.fetching },
      ...{ failed: this.failed, notFound: vain ? text : undefined },
      empty: !this.fetching && !this.failed && this.known?.records.length === 0,
      more: this.known?.more && !this.fetching ? { run: () => this.fetch('more') } : undefined,
      search: fields.length > 0 ? { calls: fields.length, run: () => this.search(text) } : undefined,
      read:
        isId && (partly || large) && reads && (reads.within ?? []).length <= wanted.within.length
          ? { run: () => this.read(text) }
          : undefined,
    });
  }

  private tickedIds(): readonly string[] {
    return this.pick.selectedItems.flatMap(({ record }) => record?.id ?? []);
  }

  private accept(): void {
    const { selectedItems } = this.pick;
    const [chosen] = selectedItems;
    if (!this.wish.many && chosen?.run) {
      chosen.run();
      return;
    }
    const records = selectedItems.flatMap(({ record }) => record ?? []);
    if (records.length === 0 && !this.wish.many) return;
    this.answer.resolve(inOrder(records, this.wish.present));
    this.pick.hide();
  }

  private close(): void {
    this.abort.abort();
    this.answer.resolve(undefined);
    for (const disposable of this.disposables) disposable.dispose();
  }
}

/** What stood there first, in its order, then what was added. */
function inOrder(records: readonly AccountRecord[], present: readonly string[]): readonly AccountRecord[] {
  const place = ({ id }: AccountRecord) => (present.includes(id) ? present.indexOf(id) : present.length);
  return records.toSorted((a, b) => place(a) - place(b));
}

function strange(id: string): AccountRecord {
  return { id, label: id, detail: 'as it stands' };
}
