import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import { parseConnection } from '../../keap/connection.ts';
import { asList, asNumber, asObject, asString } from '../../keap/json.ts';
import { type FileChoice, parseDraft } from '../../keap/request/draft.ts';
import type { BuilderCalls, BuilderEvents, BuilderModel, SendProgress, SendResult } from '../../protocol/builder.ts';
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
    copyUrl: nothing,
    copyCurl: nothing,
    chooseFile: (value) => (value === null ? null : readFileChoice(value)),
    switchConnection: nothing,
  },
  events: {
    connection: parseConnection,
    progress: readProgress,
    result: readSendResult,
    model: readModel,
    sendNow: nothing,
  },
};

function nothing(): null {
  return null;
}

/** The host builds the model from its own catalog: only the shape that this page leans on is looked at. */
function readModel(value: unknown): BuilderModel | undefined {
  const source = asObject(value);
  const operation = asObject(source?.['operation']);
  const schemas = asObject(source?.['schemas']);
  const draft = parseDraft(source?.['draft']);
  const connection = parseConnection(source?.['connection']);
  const texts = ['key', 'method', 'path', 'title', 'effect'].map((name) => operation?.[name]);
  if (!operation || !schemas || !draft || !connection) return undefined;
  if (!texts.every((text) => typeof text === 'string') || !asList(operation['parameters'])) return undefined;
  const consequence = asString(source?.['consequence']);
  const result = readSendResult(source?.['result']);
  return {
    operation: operation as unknown as Operation,
    schemas: schemas as Schemas,
    draft,
    draftAt: asNumber(source?.['draftAt']) ?? 0,
    running: source?.['running'] === true,
    ...(result ? { result } : {}),
    connection,
    bodyTemplate: asString(source?.['bodyTemplate']) ?? '',
    ...(consequence ? { consequence } : {}),
  };
}

function readProgress(value: unknown): SendProgress | undefined {
  const source = asObject(value);
  const phase = source?.['phase'];
  if (phase !== 'waiting' && phase !== 'sending') return undefined;
  return { phase, waitMs: asNumber(source?.['waitMs']) ?? 0 };
}

function readSendResult(value: unknown): SendResult | undefined {
  const source = asObject(value);
  switch (source?.['outcome']) {
    case 'cancelled':
      return { outcome: 'cancelled' };
    case 'failed':
      return { outcome: 'failed', message: asString(source['message']) ?? 'The request got no answer.' };
    case 'answered': {
      const status = asNumber(source['status']);
      const explanation = asString(source['explanation']);
      if (status === undefined) return undefined;
      return {
        outcome: 'answered',
        status,
        statusText: asString(source['statusText']) ?? '',
        ms: asNumber(source['ms']) ?? 0,
        bytes: asNumber(source['bytes']) ?? 0,
        ...(explanation ? { explanation } : {}),
      };
    }
    default:
      return undefined;
  }
}

function readFileChoice(value: unknown): FileChoice | undefined {
  const source = asObject(value);
  const uri = asString(source?.['uri']);
  const name = asString(source?.['name']);
  return uri && name ? { uri, name, size: asNumber(source?.['size']) ?? 0 } : undefined;
}
