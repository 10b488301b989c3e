import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../../../src/keap/connection.ts';
import {
  type ConnectionState,
  connectionAdvice,
  connectionDescription,
  connectionFacts,
  connectionLabel,
  kindAndAccount,
  tooltipMarkdown,
} from '../../../src/vscode/connections/connectionFacts.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 25);
const MINE: Connection = {
  id: 'x',
  name: 'Mine',
  kind: 'serviceAccountKey',
  origin: 'https://api.infusionsoft.com',
  app: 'ab103',
  account: 'ada@example.com',
  maskedKey: '*****c5169',
  production: true,
  readOnly: true,
};
const STATE: ConnectionState = {
  active: true,
  default: false,
  lastUsed: NOW - DAY,
  unlockedUntil: undefined,
  now: NOW,
};

test('a connection is told in a line, in facts and aloud', () => {
  assert.equal(connectionDescription(MINE, STATE), 'active · production · ab103 · SAK');
  assert.equal(connectionLabel(MINE, STATE), 'Mine, active, Service Account Key, app ab103, production, read-only');
  assert.deepEqual(Object.fromEntries(connectionFacts(MINE, STATE).map(({ name, value }) => [name, value])), {
    Kind: 'Service Account Key',
    Key: '*****c5169',
    App: 'ab103',
    Account: 'ada@example.com',
    Server: 'api.infusionsoft.com',
    Use: 'production',
    Access: 'read-only',
    'Last used': '1 day ago',
  });
  const { app: _, account: __, ...unchecked } = MINE;
  assert.equal(
    connectionDescription(unchecked, { ...STATE, active: false, default: true }),
    'production · *****c5169 · SAK · default',
  );
});

test('access and last use follow time', () => {
  const fact = (name: string, state: Partial<ConnectionState>) =>
    connectionFacts(MINE, { ...STATE, ...state }).find((one) => one.name === name)?.value;
  assert.match(fact('Access', { unlockedUntil: NOW + 1 }) ?? '', /^unlocked until \d\d:\d\d$/);
  assert.equal(fact('Access', { unlockedUntil: Number.POSITIVE_INFINITY }), 'unlocked until this window closes');
  assert.equal(fact('Last used', { lastUsed: undefined }), 'never');
  assert.equal(fact('Last used', { lastUsed: NOW + DAY }), 'just now');
  assert.equal(fact('Last used', { lastUsed: NOW - 60_000 }), '1 minute ago');
  assert.equal(fact('Last used', { lastUsed: NOW - 5 * 60 * 60_000 }), '5 hours ago');
});

test('a key without use for 90 days, and a Legacy Key, come with advice', () => {
  assert.equal(connectionAdvice(MINE, { ...STATE, lastUsed: NOW - 90 * DAY + 1 }), '');
  assert.equal(connectionAdvice(MINE, { ...STATE, lastUsed: undefined }), '');
  assert.match(
    connectionAdvice(MINE, { ...STATE, lastUsed: NOW - 90 * DAY }),
    /^Not used for 90 days\. Keap advises to remove/,
  );
  const legacy = (now: number) => connectionAdvice({ ...MINE, kind: 'legacyKey' }, { ...STATE, now });
  assert.match(legacy(NOW), /no new ones since 10 July 2024.*and it ends on 31 December 2026\.$/);
  assert.match(legacy(Date.UTC(2026, 11, 31, 23, 59)), /ends on/);
  assert.match(legacy(Date.UTC(2027, 0, 1)), /it ended on 31 December 2026\.$/);
});

test('hostile account data is text and nothing else', () => {
  const hostile = {
    ...MINE,
    name: '**x** [n](command:a.b)',
    account: '\u202e[click](command:workbench.action.quit) <script>alert(1)</script> $(flame)\nhttps://evil.example',
  };
  const tooltip = tooltipMarkdown(hostile, STATE);
  assert.ok(!/[<>[\]`\u202e@]|\]\(|https:|command:/.test(tooltip), tooltip);
  for (const text of [kindAndAccount(hostile), ...connectionFacts(hostile, STATE).map(({ value }) => value)]) {
    assert.ok(!/\]\(|\$\(|[\n\u202e]/.test(text), text);
  }
});
