import type { Operation } from '../catalog/operation.ts';
import { tableNamed } from '../catalog/xmlrpc/onTable.ts';
import { asList, asNumber, asObject, asString, type JsonObject } from '../json.ts';
import { emptyDraft, type ParameterInput, type RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';
import type { Known, Settled, Settling } from './settle.ts';
import { hasValue, isNothing, parsedJson } from './settledValue.ts';

type Read = (status: number, answer: unknown) => Settled;

/** Keap's number for *there is no such record*. */
const NO_RECORD = 5;

/**
 * How to find out by one reading call whether a method of XML-RPC was carried out: a row has what was asked for or is
 * gone, a tag is on its contact, nobody has the email of a contact that was to be made. Undefined where no reading
 * tells. XML-RPC alone is asked, since a Legacy Key can ask for nothing else.
 */
export async function callSettling(
  operation: Operation,
  draft: RequestDraft,
  lookUp: (key: string) => Promise<Known | undefined>,
): Promise<Settling | undefined> {
  const found = READINGS[operation.operationId]?.(draft, operation);
  const known = found && (await lookUp(`xmlrpc:${found.method}`));
  if (!found || !known) return undefined;
  const parameters = Object.fromEntries(
    Object.entries(found.inputs).map(([name, input]) => [`argument:${name}`, input] as const),
  );
  return {
    ...known,
    draft: { ...emptyDraft(known.operation.key), parameters },
    judge: (status, text) => found.read(status, parsedJson(text)),
  };
}

interface Reading {
  readonly method: string;
  readonly inputs: Readonly<Record<string, ParameterInput>>;
  readonly read: Read;
}

const READINGS: Readonly<Record<string, (draft: RequestDraft, operation: Operation) => Reading | undefined>> = {
  'DataService.update': (draft) =>
    changedRow(argument(draft, 'table'), argument(draft, 'Id'), argument(draft, 'values')),
  'ContactService.update': (draft) => changedRow('Contact', argument(draft, 'contactId'), argument(draft, 'data')),
  'DataService.delete': (draft) => {
    const read: Read = (status, answer) => {
      if (faultIn(answer) !== undefined) return faultIn(answer) === NO_RECORD ? 'done' : undefined;
      return status === 200 && asObject(answer) ? 'notDone' : undefined;
    };
    return rowOf(argument(draft, 'table'), argument(draft, 'Id'), ['Id'], read);
  },
  'ContactService.addToGroup': (draft) => tagged(draft, true),
  'ContactService.removeFromGroup': (draft) => tagged(draft, false),
  'ContactService.add': (draft) => madeContact(argument(draft, 'data')),
  'DataService.add': (draft, operation) =>
    tableNamed(operation, draft.parameters) === 'Contact' ? madeContact(argument(draft, 'values')) : undefined,
};

function argument({ parameters }: RequestDraft, name: string): string {
  return inputTexts(parameters[`argument:${name}`])[0] ?? '';
}

function rowOf(table: string, recordId: string, wantedFields: readonly string[], read: Read): Reading | undefined {
  if (table === '' || recordId === '' || wantedFields.length === 0) return undefined;
  return { method: 'DataService.load', inputs: { table, recordId, wantedFields }, read };
}

/** A row that was to be changed. Keap leaves empty fields out of what it shows. */
function changedRow(table: string, id: string, values: string): Reading | undefined {
  const wanted = asObject(parsedJson(values)) ?? {};
  return rowOf(table, id, Object.keys(wanted), (status, answer) => {
    const row = faultIn(answer) === undefined ? asObject(answer) : undefined;
    if (status !== 200 || !row || Object.entries(wanted).some((each) => isUnclear(each, row))) return undefined;
    return Object.entries(wanted).every(([name, value]) => hasValue(row[name], value)) ? 'done' : 'notDone';
  });
}

/** A date that was given as text: whether it is the one that is there, nobody can tell. */
function isUnclear([name, wanted]: readonly [string, unknown], row: JsonObject): boolean {
  return asString(wanted) !== undefined && !isNothing(wanted) && asObject(row[name]) !== undefined;
}

function tagged(draft: RequestDraft, on: boolean): Reading | undefined {
  const [contact, tag] = [argument(draft, 'contactId'), argument(draft, 'groupId') || argument(draft, 'tagId')];
  if (!/^\d+$/.test(contact) || !/^\d+$/.test(tag)) return undefined;
  const queryData = JSON.stringify({ ContactId: Number(contact), GroupId: Number(tag) });
  const page = { limit: '1', page: '0', selectedFields: ['GroupId'] };
  return {
    method: 'DataService.query',
    inputs: { table: 'ContactGroupAssign', queryData, ...page },
    read: (status, answer) => {
      const rows = asList(answer);
      if (status !== 200 || !rows) return undefined;
      return rows.length > 0 === on ? 'done' : 'notDone';
    },
  };
}

/** One by this email may have been there before, so only that there is none tells anything. */
function madeContact(values: string): Reading | undefined {
  const email = asString(asObject(parsedJson(values))?.['Email']);
  if (email === undefined || !/^[^\s%~*]+@[^\s%~*]+$/.test(email)) return undefined;
  return {
    method: 'ContactService.findByEmail',
    inputs: { email, selectedFields: ['Id'] },
    read: (status, answer) => (status === 200 && asList(answer)?.length === 0 ? 'notDone' : undefined),
  };
}

function faultIn(answer: unknown): number | undefined {
  return asNumber(asObject(answer)?.['faultCode']);
}
