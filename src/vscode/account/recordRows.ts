import * as vscode from 'vscode';
import type { Known } from '../../keap/account/accountRecords.ts';
import type { AccountRecord } from '../../keap/account/recordFetch.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { ago } from '../connections/connectionFacts.ts';

/** A row of the picker: a record, or something to do. */
export interface Row extends vscode.QuickPickItem {
  readonly record?: AccountRecord;
  readonly run?: () => void;
}

interface Doable {
  run(): void;
}

export interface Actions {
  /** What one and several are called. */
  readonly one: string;
  readonly many: string;
  /** What is typed. */
  readonly text: string;
  readonly fetching: boolean;
  readonly failed: { readonly sentence: string; readonly again: () => void } | undefined;
  /** What was looked for in vain. */
  readonly notFound: string | undefined;
  readonly empty: boolean;
  readonly more: Doable | undefined;
  readonly search: (Doable & { readonly calls: number }) | undefined;
  readonly read: Doable | undefined;
}

const LONGEST = 120;

/** @param always whether it stays in sight whatever is typed */
export function recordRow(record: AccountRecord, always: boolean, button?: vscode.QuickInputButton): Row {
  const { id, label, detail } = record;
  const words = [label === id ? '' : id, detail].filter(Boolean).join(' · ');
  return {
    record,
    label: plainText(label, LONGEST),
    description: plainText(words, LONGEST),
    alwaysShow: always,
    ...(button ? { buttons: [button] } : {}),
  };
}

/** What can be done besides picking, below the records. */
export function rowsOf({ one, many, text, fetching, failed, notFound, empty, more, search, read }: Actions): Row[] {
  const rows: Row[] = [];
  const shown = plainText(text, LONGEST);
  if (failed) {
    rows.push(action('error', failed.sentence, 'Choose this to try again', failed.again));
  } else if (empty) {
    rows.push(action('info', `This account has no ${many}`, '', () => undefined));
  }
  if (notFound !== undefined && !fetching) {
    rows.push(action('info', `Keap has none that is called “${shown}”`, '', () => undefined));
  }
  if (search) rows.push(action('search', `Look for “${shown}” in Keap`, callWords(search.calls), search.run));
  if (read) rows.push(action('link-external', `Fetch the ${one} with id ${shown}`, callWords(1), read.run));
  if (more) rows.push(action('cloud-download', `Fetch more ${many}`, 'There are more than these', more.run));
  const separator: Row = { label: '', kind: vscode.QuickPickItemKind.Separator };
  return rows.length > 0 ? [separator, ...rows] : [];
}

function action(icon: string, label: string, description: string, run: () => void): Row {
  return { label, description, iconPath: new vscode.ThemeIcon(icon), alwaysShow: true, run };
}

export interface TitleFacts {
  readonly purpose: string;
  readonly many: string;
  readonly connection: string;
  readonly known: Known | undefined;
  readonly fetching: boolean;
  readonly now: number;
}

/** `owner_id: users of Mine, fetched 2 minutes ago, 1 call`. */
export function titleOf({ purpose, many, connection, known, fetching, now }: TitleFacts): string {
  const what = `${purpose}: ${many} of ${connection}`;
  if (fetching) return `${what}, fetching${known ? `, ${callWords(known.calls)} so far` : ''}`;
  return known ? `${what}, fetched ${ago(now - known.at)}, ${callWords(known.calls)}` : what;
}

function callWords(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}
