import { type Connection, KIND_LABELS } from '../../keap/connection.ts';

/** What a report of a bug may say: facts of the machine and counts, and nothing that names anyone. */
export interface DiagnosticFacts {
  /** Name and version of each program, in the order to show. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  readonly trusted: boolean;
  readonly folders: number;
  /** Our settings by name. */
  readonly settings: readonly (readonly [name: string, value: unknown])[];
  readonly connections: readonly Connection[];
  readonly active: Connection;
  /** What named the proxy, `none`, or that it is set wrongly. */
  readonly proxy: string;
  /** Version of each of Keap's documents that the catalog was made from. */
  readonly catalogs: readonly (readonly [name: string, version: string])[];
  /** From the log, oldest first. */
  readonly log: readonly string[];
}

/** The report, as Markdown that is readable as it is. */
export function diagnosticsReport(facts: DiagnosticFacts): string {
  const { versions, trusted, folders, settings, connections, active, proxy, catalogs, log } = facts;
  return [
    '# Keap API Explorer: diagnostics',
    'Holds no keys, names, addresses or data of an account. Read it before you send it to anyone.',
    section('Versions', versions.map(pair)),
    section('Catalog', catalogs.map(pair)),
    section('Window', [`Workspace trust: ${trusted ? 'granted' : 'Restricted Mode'}`, `Folders: ${folders}`]),
    section('Network', [`Proxy: ${proxy}`]),
    section('Settings', settings.map(pair)),
    section('Connections', [`Active: ${kindOf(active)}`, ...countKinds(connections)]),
    section('Log, without ids and words of errors', log.length > 0 ? log : ['Nothing yet']),
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function pair([name, value]: readonly [string, unknown]): string {
  return `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/** How many connections there are of each kind, server, use and access. */
function countKinds(connections: readonly Connection[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const connection of connections) counts.set(kindOf(connection), (counts.get(kindOf(connection)) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} × ${kind}`);
}

function kindOf({ kind, origin, production, readOnly }: Connection): string {
  if (kind === 'sandbox') return KIND_LABELS.sandbox;
  const use = production ? 'production' : 'test account';
  // The server of a Legacy Key names its account.
  const server = kind === 'legacyKey' ? 'the server of its app' : origin;
  return [KIND_LABELS[kind], server, use, readOnly ? 'read-only' : 'changes allowed'].join(', ');
}
