import * as vscode from 'vscode';
import type { CustomFieldFacts } from '../../keap/account/customFilterFields.ts';
import { tableFieldName } from '../../keap/account/customTableFields.ts';
import { listingOf } from '../../keap/account/listing.ts';
import { idNear, idText, valueAt } from '../../keap/account/neighbours.ts';
import type { AccountRecord } from '../../keap/account/recordFetch.ts';
import { type Place, type Reference, referenceOf } from '../../keap/account/references.ts';
import { customFieldOwner } from '../../keap/account/tableKinds.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Connection } from '../../keap/connection.ts';
import { asList, asObject, asString, asStrings } from '../../keap/json.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { BuilderCalls, NamedPlace, PickRequest } from '../../protocol/builder.ts';
import type { Handlers } from '../webviews/webviewRpc.ts';
import { fetchList } from './fetchList.ts';
import { pickRecords, type RecordPickerServices } from './recordPicker.ts';
import { choicesOf, pickOptions, wantedOf } from './recordWish.ts';

/** What pickers need to know of a builder. */
export interface PickingBuilder {
  /** As the draft means it now. */
  readonly operation: () => Operation;
  readonly draft: () => RequestDraft;
  readonly services: RecordPickerServices;
}

/** What a builder asks about the account's records. Only picking fetches anything; names are told where they are known. */
export function recordHandlers(
  builder: PickingBuilder,
): Pick<Handlers<BuilderCalls>, 'customFields' | 'pickRecords' | 'recordNames'> {
  const { connections } = builder.services;
  return {
    pickRecords: {
      parse: pickRequestOf,
      work: async (request) => (await pick(request, builder, connections.active)) ?? null,
    },
    customFields: {
      parse: (argument) => (argument === null ? null : asString(argument)),
      work: (table) => knownFields(builder, table, connections.active.id),
    },
    recordNames: {
      parse: (argument) => {
        const places = asList(argument)?.map(namedPlaceOf) ?? [undefined];
        return places.every((place) => place !== undefined) ? places : undefined;
      },
      work: (places) => places.map((place) => nameOf(place, builder, connections.active.id) ?? null),
    },
  };
}

async function pick(
  { place, present, many }: PickRequest,
  { operation: asked, draft, services }: PickingBuilder,
  connection: Connection,
): Promise<readonly string[] | undefined> {
  const operation = asked();
  const reference = referenceOf(operation, place);
  if (!reference) return undefined;
  const forField = operation.table ? 'Fields' : 'Filter by';
  const purpose = place.in === 'filterField' ? forField : plainText(nameIn(place));
  const near = (kind: Reference['kind']) => idNear(kind, place, operation, draft());
  if (reference.holds === 'content') return pickContent({ place, present, many }, reference, draft(), services);
  const wanted = await wantedOf(reference.kind, near, connection, services);
  const wish = wanted && { connection, wanted, purpose, many };
  if (!wish) return undefined;
  if (reference.holds !== 'name') {
    const records = await pickRecords({ ...wish, present }, services);
    return records?.map(({ id }) => id);
  }
  const own = new Set(operation.query?.filter?.fields.map(({ name }) => name.toLowerCase()));
  // A field of the list's own with the same name would be meant instead.
  const fits = ({ field }: AccountRecord) => field !== undefined && !own.has(field.name.toLowerCase());
  const records = await pickRecords({ ...wish, present: [], fits }, services);
  const names = records?.flatMap(({ field }) => field ?? []);
  return names?.map((field) => (operation.table ? tableFieldName(field) : field.name));
}

/** The value of a custom field: its options, or users, as its type has it. */
async function pickContent(
  { place, present }: PickRequest,
  { kind }: Reference,
  draft: RequestDraft,
  services: RecordPickerServices,
): Promise<readonly string[] | undefined> {
  const connection = services.connections.active;
  const id = idText(valueAt(draft.body, [...place.path.slice(0, -1), 'id']));
  if (id === undefined) return tell('Choose the id of the custom field first: what may stand here depends on it.');
  const wanted = { kind, within: [] };
  const { records } = services.lookup;
  if (!records.record(connection.id, wanted, id) && !(await fetchList(connection, wanted, services.lookup)))
    return undefined;
  const field = records.record(connection.id, wanted, id);
  if (!field)
    return tell(`${plainText(connection.name)} has no custom field ${plainText(id)} for this kind of record.`);
  const choices = choicesOf(field);
  if ('none' in choices) return tell(plainText(choices.none));
  if ('options' in choices) return pickOptions(field, choices, present);
  const wish = { connection, wanted: { kind: choices.kind, within: [] }, purpose: plainText(field.label), present };
  const chosen = await pickRecords({ ...wish, many: choices.many }, services);
  return chosen?.map((record) => record.id);
}

function tell(words: string): undefined {
  void vscode.window.showInformationMessage(words);
}

function nameOf(
  { place, id }: NamedPlace,
  { operation: asked, draft, services }: PickingBuilder,
  account: string,
): string | undefined {
  const operation = asked();
  const reference = referenceOf(operation, place);
  if (!reference || reference.holds === 'content' || reference.holds === 'name') return undefined;
  const outer = listingOf(reference.kind).within ?? [];
  const within = outer.map(({ kind }) => idNear(kind, place, operation, draft()));
  const known = within.every((each) => each !== undefined) ? within : [];
  const record = services.lookup.records.record(account, { kind: reference.kind, within: known }, id);
  return record && record.label !== id ? record.label : undefined;
}

function knownFields(
  { operation, services }: PickingBuilder,
  table: string | null,
  account: string,
): readonly CustomFieldFacts[] {
  const owner = table === null ? undefined : customFieldOwner(table);
  const kind = owner
    ? (`customField:${owner}` as const)
    : referenceOf(operation(), { in: 'filterField', path: [''] })?.kind;
  const known = kind && services.lookup.records.known(account, { kind, within: [] });
  return (known?.records ?? []).flatMap(({ label, field }) => (field ? [{ label, ...field }] : []));
}

function nameIn({ path }: Place): string {
  return path.findLast((step): step is string => typeof step === 'string') ?? '';
}

const PLACES: readonly Place['in'][] = ['path', 'query', 'argument', 'filter', 'filterField', 'body'];

function placeOf(value: unknown): Place | undefined {
  const source = asObject(value);
  const where = PLACES.find((each) => each === source?.['in']);
  const path = asList(source?.['path'])?.filter((step) => typeof step === 'string' || typeof step === 'number');
  return where && path && path.length > 0 ? { in: where, path } : undefined;
}

function pickRequestOf(argument: unknown): PickRequest | undefined {
  const source = asObject(argument);
  const place = placeOf(source?.['place']);
  const present = asStrings(source?.['present']);
  return place && present ? { place, present, many: source?.['many'] === true } : undefined;
}

function namedPlaceOf(value: unknown): NamedPlace | undefined {
  const source = asObject(value);
  const place = placeOf(source?.['place']);
  const id = source?.['id'];
  return place && typeof id === 'string' ? { place, id } : undefined;
}
