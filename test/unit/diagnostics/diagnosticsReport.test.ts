import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../../../src/keap/connection.ts';
import { type DiagnosticFacts, diagnosticsReport } from '../../../src/vscode/diagnostics/diagnosticsReport.ts';

const connection: Connection = {
  id: 'canary-id',
  name: 'Canary Lovelace',
  kind: 'personalAccessToken',
  origin: 'https://api.infusionsoft.com',
  app: 'canaryapp',
  account: 'canary@example.com',
  maskedKey: '*****c5169',
  production: true,
  readOnly: true,
};
const sandbox: Connection = {
  ...{ id: 'sandbox', name: 'Sandbox', kind: 'sandbox', origin: 'http://127.0.0.1:40001' },
  ...{ production: false, readOnly: false },
};
const legacy = { ...connection, kind: 'legacyKey', origin: 'https://canaryapp.infusionsoft.com' } as const;
const facts: DiagnosticFacts = {
  versions: [['Node', '24.0.0']],
  trusted: false,
  folders: 1,
  settings: [['keap.confirm.ask', ['deletes']]],
  connections: [sandbox, connection, { ...connection, id: 'other', name: 'Other' }, legacy],
  active: connection,
  proxy: 'none',
  catalogs: [['REST v2', 'v2, 399 operations']],
  log: [],
};

test('a report counts connections and names none', () => {
  const report = diagnosticsReport(facts);
  assert.ok(
    report.includes('- 2 × Personal Access Token, https://api.infusionsoft.com, production, read-only'),
    report,
  );
  assert.ok(report.includes('- Active: Personal Access Token, '));
  assert.ok(report.includes('- 1 × Sandbox\n') && report.includes('- Workspace trust: Restricted Mode'));
  assert.ok(report.includes('- keap.confirm.ask: ["deletes"]') && report.includes('- Nothing yet'));
  assert.ok(report.includes('- 1 × Legacy Key, the server of its app, production, read-only'));
  assert.doesNotMatch(report, /canary|Lovelace|c5169|Other/i);
});
