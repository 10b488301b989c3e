import * as vscode from 'vscode';
import type { Wanted } from '../../keap/account/accountRecords.ts';
import { fieldType } from '../../keap/account/customFilterFields.ts';
import { aOf, type Kind, oneOf } from '../../keap/account/kinds.ts';
import { listingOf } from '../../keap/account/listing.ts';
import type { AccountRecord } from '../../keap/account/recordFetch.ts';
import type { Connection } from '../../keap/connection.ts';
import { pickRecords, type RecordPickerServices } from './recordPicker.ts';

/**
 * What to pick from, once it is clear within which record: what is not known of that is picked first.
 * @param near the id of a kind that is known already
 * @returns undefined where someone gave up on the way
 */
export async function wantedOf(
  kind: Kind,
  near: (kind: Kind) => string | undefined,
  connection: Connection,
  services: RecordPickerServices,
): Promise<Wanted | undefined> {
  const ids: string[] = [];
  for (const { kind: outer } of listingOf(kind).within ?? []) {
    const within = (listingOf(outer).within ?? []).length > 0 ? [...ids] : [];
    const id = near(outer) ?? (await pickOuter(outer, kind, within, connection, services));
    if (id === undefined) return undefined;
    ids.push(id);
  }
  return { kind, within: ids };
}

async function pickOuter(
  kind: Kind,
  inner: Kind,
  within: readonly string[],
  connection: Connection,
  services: RecordPickerServices,
): Promise<string | undefined> {
  const purpose = `${capital(aOf(inner))} of which ${oneOf(kind)}`;
  const wish = { connection, wanted: { kind, within }, purpose, present: [], many: false };
  return (await pickRecords(wish, services))?.[0]?.id;
}

/** What may stand in a custom field: some records to pick from, or words why there are none. */
export type FieldChoices =
  | { readonly options: readonly string[]; readonly many: boolean }
  | { readonly kind: Kind; readonly many: boolean }
  | { readonly none: string };

/** What may stand in a custom field, by its type. */
export function choicesOf({ label, field }: AccountRecord): FieldChoices {
  const type = fieldType(field?.type ?? '');
  if (type === 'USER' || type === 'USER_LIST_BOX') return { kind: 'user', many: type === 'USER_LIST_BOX' };
  const options = field?.options ?? [];
  if (options.length > 0) return { options, many: type === 'LIST_BOX' };
  const words = type === '' ? 'no field with options' : `a field of type ${type.toLowerCase().replaceAll('_', ' ')}`;
  return { none: `${label} is ${words}: type its value.` };
}

/** A quick pick of a custom field's options. */
export async function pickOptions(
  { label }: AccountRecord,
  { options, many }: Extract<FieldChoices, { options: unknown }>,
  present: readonly string[],
): Promise<readonly string[] | undefined> {
  const items = options.map((option) => ({ label: option, picked: present.includes(option) }));
  const shown = { title: `Options of ${label}`, placeHolder: 'Search options', ignoreFocusOut: true };
  if (many) {
    const chosen = await vscode.window.showQuickPick(items, { ...shown, canPickMany: true });
    return chosen?.map((item) => item.label);
  }
  const chosen = await vscode.window.showQuickPick(items, shown);
  return chosen && [chosen.label];
}

/** With a capital letter at the start. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
