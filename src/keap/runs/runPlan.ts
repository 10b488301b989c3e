import type { HttpMethod, OperationSummary } from '../catalog/operation.ts';
import type { Connection } from '../connection.ts';
import { asList, asNumber, asObject, asString, asStrings, type JsonObject } from '../json.ts';
import { parseDraft, type RequestDraft, redactDraft } from '../request/draft.ts';
import { type ColumnMapping, parseColumnMapping } from './rows/mapping.ts';

const VERSION = 1;

/** What a run needs to know of the account it is for: another account by the same name must not be meant. */
export type RunAccount = Pick<Connection, 'id' | 'name' | 'origin' | 'kind'> & { readonly app?: string };

interface PlanBase {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly operation: Pick<OperationSummary, 'key' | 'title' | 'method' | 'path'>;
  readonly account: RunAccount;
  /** What all requests have in common. */
  readonly draft: RequestDraft;
}

/** All pages of a list. */
export interface PagesPlan extends PlanBase {
  readonly kind: 'pages';
  /** Records at most; undefined for all. */
  readonly most?: number;
}

/** A request for each row. */
export interface RowsPlan extends PlanBase {
  readonly kind: 'rows';
  readonly source: RowsSource;
  readonly columns: readonly string[];
  readonly mapping: readonly ColumnMapping[];
  readonly rows: number;
  /** What becomes of rows that Keap's documents find fault with, though they can be sent. */
  readonly doubtful: 'send' | 'leaveOut';
}

/** Where rows came from. Their copy in the run's folder is what is sent. */
export interface RowsSource {
  /** The file's name, or the run's whose result it is. */
  readonly name: string;
  /** Of the file when it was read. */
  readonly bytes: number;
}

/** What a run does, as it was decided before it began. It never changes. */
export type RunPlan = PagesPlan | RowsPlan;

export function accountOfRun({ id, name, origin, kind, app }: Connection): RunAccount {
  return { id, name, origin, kind, ...(app === undefined ? {} : { app }) };
}

/** Whether a connection still leads to the account that a run is for. */
export function isSameAccount({ id, kind, origin, app }: RunAccount, connection: Connection): boolean {
  // The sandbox has another address each time it starts.
  if (kind === 'sandbox') return connection.kind === 'sandbox';
  return connection.id === id && connection.origin === origin && connection.app === app;
}

/** The text of a plan's file. A Keap key typed into it by mistake is masked. */
export function printPlan(plan: RunPlan): string {
  return `${JSON.stringify({ version: VERSION, ...plan, draft: redactDraft(plan.draft) }, undefined, 2)}\n`;
}

/** A plan from its file; undefined where it is none that this version of the extension knows. */
export function parsePlan(value: unknown): RunPlan | undefined {
  const source = asObject(value);
  const operation = parseOperation(asObject(source?.['operation']));
  const account = parseAccount(asObject(source?.['account']));
  const draft = parseDraft(source?.['draft']);
  const id = asString(source?.['id']);
  const createdAt = asNumber(source?.['createdAt']);
  if (source?.['version'] !== VERSION || !operation || !account || !draft || !id || createdAt === undefined) {
    return undefined;
  }
  const base = { id, createdAt, operation, account, draft };
  if (source['kind'] === 'pages') {
    const most = asNumber(source['most']);
    return { kind: 'pages', ...base, ...(most === undefined ? {} : { most }) };
  }
  const from = asObject(source['source']);
  const columns = asStrings(source['columns']);
  const rows = asNumber(source['rows']);
  const mapping = asList(source['mapping'])?.map(parseColumnMapping);
  if (source['kind'] !== 'rows' || !columns || rows === undefined || !mapping) return undefined;
  return {
    ...{ kind: 'rows', ...base, columns, rows },
    source: { name: asString(from?.['name']) ?? '', bytes: asNumber(from?.['bytes']) ?? 0 },
    mapping: mapping.filter((each) => each !== undefined),
    doubtful: source['doubtful'] === 'send' ? 'send' : 'leaveOut',
  };
}

function parseOperation(source: JsonObject | undefined): PlanBase['operation'] | undefined {
  const key = asString(source?.['key']);
  const method = asString(source?.['method']);
  const path = asString(source?.['path']);
  if (!key || !method || !path) return undefined;
  return { key, title: asString(source?.['title']) ?? key, method: method as HttpMethod, path };
}

function parseAccount(source: JsonObject | undefined): RunAccount | undefined {
  const id = asString(source?.['id']);
  const origin = asString(source?.['origin']);
  const kind = asString(source?.['kind']);
  const app = asString(source?.['app']);
  if (!id || !origin || !kind) return undefined;
  const name = asString(source?.['name']) ?? id;
  return { id, name, origin, kind: kind as Connection['kind'], ...(app === undefined ? {} : { app }) };
}
