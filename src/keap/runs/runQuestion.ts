import type { Effect, Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schemas, schemaType } from '../catalog/schema.ts';
import { effectOfRequest } from '../catalog/xmlrpc/tableEffects.ts';
import type { Connection } from '../connection.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import { questionOf, type RunQuestion, type SafetySettings } from '../safety/safety.ts';
import type { RowPreview } from './rows/dryRun.ts';
import type { ColumnMapping } from './rows/mapping.ts';

/** What is asked before a run begins or goes on. */
export interface RunAsked {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly connection: Connection;
  readonly settings: SafetySettings;
  /** The first row as it would be sent. */
  readonly first: RowPreview;
  /** Requests that may go out. */
  readonly requests: number;
  /** What the rows come from. */
  readonly source: string;
  readonly mapping: readonly ColumnMapping[];
}

/** For these a run is only begun by typing: whatever one wrong row does, a thousand do a thousand times. */
const TYPED: readonly Effect[] = ['deletes', 'sends mail', 'moves money'];

/** The question before a run; undefined where it only reads. A run that changes anything asks, whatever the settings. */
export function runQuestion(asked: RunAsked): RunQuestion | undefined {
  const { operation, connection, settings, first, requests, source } = asked;
  if (operation.effect === 'reads') return undefined;
  const typed = [...settings.typed, ...TYPED];
  const draft = forAllRows(asked);
  const all = { ask: [...settings.ask, effectOfRequest(operation, draft.parameters)], typed };
  const question = questionOf(operation, draft, first.target, connection, all);
  if (!question) return undefined;
  const one = question.records ?? { count: 1, thing: 'record' };
  return {
    ...question,
    // Each row may name as many as the first one.
    records: { ...one, count: one.count * requests },
    warnings: listWarnings(asked),
    run: { requests, source },
  };
}

/** The first request, without what each row says for itself and decides what a call does: its table. */
function forAllRows({ operation, first: { draft }, mapping }: RunAsked): RequestDraft {
  const table = operation.parameters.find(({ argument }) => argument?.role === 'table');
  const id = table && parameterId(table);
  const isMapped = mapping.some(({ target }) => target.in === 'parameter' && target.id === id);
  return id !== undefined && isMapped ? { ...draft, parameters: { ...draft.parameters, [id]: '' } } : draft;
}

/** v2's contacts take a list as a whole: entries that a row leaves out are deleted (Keap's CreateUpdateContactRequest). */
function listWarnings({ operation, schemas, mapping }: RunAsked): readonly string[] {
  if (operation.method !== 'PATCH' && operation.method !== 'PUT') return [];
  const { properties = {} } = resolveSchema(operation.requestBody?.schema, schemas);
  const names = mapping.flatMap(({ target }) => (target.in === 'body' ? [String(target.path[0])] : []));
  const lists = [...new Set(names)].filter(
    (name) => schemaType(resolveSchema(Object.hasOwn(properties, name) ? properties[name] : {}, schemas)) === 'array',
  );
  if (lists.length === 0) return [];
  return [`Keap replaces ${lists.join(' and ')} as a whole: entries that a row does not name are deleted.`];
}
