import type { CustomFieldFacts } from '../../keap/account/customFilterFields.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { XmlRpcTable } from '../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { parseConnection } from '../../keap/connection.ts';
import { asBoolean, asList, asNumber, asObject, asString, asStrings, type JsonObject } from '../../keap/json.ts';
import { type FileChoice, parseDraft } from '../../keap/request/draft.ts';
import type {
  BuilderCalls,
  BuilderEvents,
  BuilderModel,
  ConnectionNow,
  ConvertedFrom,
  DatedBody,
  ReadFile,
  SendProgress,
  SendResult,
} from '../../protocol/builder.ts';
import type { Readers } from '../rpc.ts';

/** How the builder reads what the host posts. */
export const builderReaders: Readers<BuilderCalls, BuilderEvents> = {
  results: {
    ready: readModel,
    edit: nothing,
    send: readSendResult,
    cancel: nothing,
    openResponse: nothing,
    openHeaders: nothing,
    putBack: nothing,
    copyUrl: nothing,
    copyCurl: nothing,
    copyCode: asBoolean,
    openHttpFile: nothing,
    makeRun: nothing,
    convertToV2: nothing,
    saveRequest: (value) => (value === null ? null : asString(value)),
    openBody: nothing,
    chooseFile: (value) => (value === null ? null : readFileChoice(value)),
    readFile: (value) => (value === null ? null : readReadFile(value)),
    keepBodyView: nothing,
    pickRecords: (value) => (value === null ? null : asStrings(value)),
    customFields: readCustomFields,
    recordNames: (value) => asList(value)?.map((name) => asString(name) ?? null),
    switchConnection: nothing,
    connectWithKey: nothing,
    remedy: nothing,
  },
  events: {
    connection: readConnectionNow,
    progress: readProgress,
    result: readSendResult,
    model: readModel,
    recordsChanged: nothing,
    body: readBody,
    sendNow: (value) => ({ focus: asObject(value)?.['focus'] === true }),
    saveNow: (value) => {
      const anew = asBoolean(asObject(value)?.['anew']);
      return anew === undefined ? undefined : { anew };
    },
  },
};

function nothing(): null {
  return null;
}

function readCustomFields(value: unknown): readonly CustomFieldFacts[] | undefined {
  return asList(value)?.flatMap((item) => {
    const source = asObject(item);
    const [label, name, type] = [source?.['label'], source?.['name'], source?.['type']].map(asString);
    const options = asStrings(source?.['options']) ?? [];
    return label !== undefined && name && type !== undefined ? [{ label, name, type, options }] : [];
  });
}

/** The host builds the model from its own catalog: only the shape that this page leans on is looked at. */
function readModel(value: unknown): BuilderModel | undefined {
  const source = asObject(value);
  const operation = asObject(source?.['operation']);
  const schemas = asObject(source?.['schemas']);
  const tables = asList(source?.['tables']);
  const draft = parseDraft(source?.['draft']);
  const now = readConnectionNow(value);
  const texts = ['key', 'method', 'path', 'title', 'effect'].map((name) => operation?.[name]);
  if (!operation || !schemas || !draft || !now) return undefined;
  if (!texts.every((text) => typeof text === 'string') || !asList(operation['parameters'])) return undefined;
  const result = readSendResult(source?.['result']);
  const converted = readConverted(source?.['converted']);
  const progress = readProgress(source?.['progress']);
  return {
    operation: operation as unknown as Operation,
    schemas: schemas as Schemas,
    ...(tables ? { tables: tables as readonly XmlRpcTable[] } : {}),
    draft,
    draftAt: asNumber(source?.['draftAt']) ?? 0,
    running: source?.['running'] === true,
    ...(progress ? { progress } : {}),
    ...(result ? { result } : {}),
    ...now,
    bodyTemplate: asString(source?.['bodyTemplate']) ?? '',
    bodyView: source?.['bodyView'] === 'json' ? 'json' : 'form',
    ...(converted ? { converted } : {}),
  };
}

function readConverted(value: unknown): ConvertedFrom | undefined {
  const source = asObject(value);
  const name = asString(source?.['name']);
  const notes = (asList(source?.['notes']) ?? []).flatMap((item): ConvertedFrom['notes'][number][] => {
    const note = asObject(item);
    const [about, text] = [asString(note?.['about']), asString(note?.['text'])];
    const kind = (['lost', 'fill', 'differs'] as const).find((each) => each === note?.['kind']);
    return about === undefined || text === undefined || !kind ? [] : [{ about, kind, text }];
  });
  return name === undefined ? undefined : { name, notes };
}

function readBody(value: unknown): DatedBody | undefined {
  const body = asString(asObject(value)?.['body']);
  const at = asNumber(asObject(value)?.['at']);
  return body === undefined || at === undefined ? undefined : { body, at };
}

function readConnectionNow(value: unknown): ConnectionNow | undefined {
  const source = asObject(value);
  const connection = parseConnection(source?.['connection']);
  const access = source?.['access'];
  return connection && (access === 'full' || access === 'readOnly' || access === 'none')
    ? { connection, access }
    : undefined;
}

function readProgress(value: unknown): SendProgress | undefined {
  const source = asObject(value);
  const phase = source?.['phase'];
  if (phase !== 'asking' && phase !== 'waiting' && phase !== 'held' && phase !== 'sending') return undefined;
  const window = source?.['window'];
  const known = window === 'second' || window === 'minute' || window === 'day';
  return { phase, waitMs: asNumber(source?.['waitMs']) ?? 0, ...(known ? { window } : {}) };
}

function readSendResult(value: unknown): SendResult | undefined {
  const source = asObject(value);
  switch (source?.['outcome']) {
    case 'cancelled':
      return { outcome: 'cancelled' };
    case 'failed':
      return readFailure(source);
    case 'answered': {
      const status = asNumber(source['status']);
      const explanation = asString(source['explanation']);
      const fault = asString(source['fault']);
      if (status === undefined) return undefined;
      return {
        outcome: 'answered',
        status,
        statusText: asString(source['statusText']) ?? '',
        ms: asNumber(source['ms']) ?? 0,
        bytes: asNumber(source['bytes']) ?? 0,
        ...(explanation ? { explanation } : {}),
        ...(fault ? { fault } : {}),
        ...(source['canPutBack'] === true ? { canPutBack: true } : {}),
      };
    }
    default:
      return undefined;
  }
}

function readFailure(source: JsonObject): SendResult {
  const remedy = asObject(source['remedy']);
  const code = asString(remedy?.['code']);
  const label = asString(remedy?.['label']);
  return {
    outcome: 'failed',
    message: asString(source['message']) ?? 'The request got no answer.',
    // The host made the code, and looks it up again when it comes back.
    ...(code && label ? { remedy: { code, label } } : {}),
  };
}

function readReadFile(value: unknown): ReadFile | undefined {
  const source = asObject(value);
  const name = asString(source?.['name']);
  const base64 = asString(source?.['base64']);
  return name !== undefined && base64 !== undefined ? { name, base64 } : undefined;
}

function readFileChoice(value: unknown): FileChoice | undefined {
  const source = asObject(value);
  const uri = asString(source?.['uri']);
  const name = asString(source?.['name']);
  return uri && name ? { uri, name, size: asNumber(source?.['size']) ?? 0 } : undefined;
}
