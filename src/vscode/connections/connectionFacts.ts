import { XML_RPC_END } from '../../keap/catalog/xmlrpc/xmlRpcRetirement.ts';
import { type Connection, KIND_LABELS } from '../../keap/connection.ts';
import { markdownText } from '../../keap/safety/markdownText.ts';
import { plainText } from '../../keap/safety/plainText.ts';

/** What is true of a connection at this moment and in this window. */
export interface ConnectionState {
  /** Whether requests of this workspace go to it. */
  readonly active: boolean;
  /** Whether workspaces use it that have chosen nothing. */
  readonly default: boolean;
  /** When it last got an answer, in milliseconds since 1970; undefined for never. */
  readonly lastUsed: number | undefined;
  /** Until when it is unlocked, in milliseconds since 1970, infinity for this window's life; undefined for not. */
  readonly unlockedUntil: number | undefined;
  readonly now: number;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** After so many days without an answer a key counts as unused. */
const UNUSED_DAYS = 90;

/** What Keap says about keys no longer in use (developer.infusionsoft.com/pat-and-sak), and about changed ones. */
export const REMOVE_ADVICE =
  'Keap advises to remove keys that are not used, in Keap under Settings, API settings; changes there take a few minutes to spread.';

const SHORT_KINDS: Readonly<Record<Connection['kind'], string>> = {
  ...KIND_LABELS,
  personalAccessToken: 'PAT',
  serviceAccountKey: 'SAK',
};

/** App and account in plain words, as far as known. */
export function accountWords({ app, account }: Pick<Connection, 'app' | 'account'>): string {
  return [app, account].flatMap((part) => (part ? [plainText(part)] : [])).join(', ');
}

/** Kind and account, for lists to choose from. */
export function kindAndAccount(connection: Connection): string {
  if (connection.kind === 'sandbox') return 'A made-up account on this machine; nothing leaves it';
  const production = connection.production ? 'production' : '';
  return [KIND_LABELS[connection.kind], accountWords(connection), production].filter(Boolean).join(' · ');
}

/** What stands behind a connection's name in the view; what matters most first, since a narrow view cuts the end. */
export function connectionDescription(connection: Connection, state: ConnectionState): string {
  const { kind, app, maskedKey, production } = connection;
  const which = app ? plainText(app) : maskedKey;
  return [
    state.active ? 'active' : '',
    production ? 'production' : '',
    ...(kind === 'sandbox' ? ['made-up account'] : [which, SHORT_KINDS[kind]]),
    state.default && !state.active ? 'default' : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a screen reader says of a connection. */
export function connectionLabel(connection: Connection, state: ConnectionState): string {
  const { name, kind } = connection;
  return [
    name,
    state.active ? 'active' : '',
    state.default ? 'default' : '',
    kind === 'sandbox' ? 'made-up account on this machine' : KIND_LABELS[kind],
    connection.app ? `app ${plainText(connection.app)}` : '',
    kind === 'sandbox' ? '' : useWords(connection),
    accessWords(connection, state),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Everything known of a connection but its key. */
export function connectionFacts(connection: Connection, state: ConnectionState): readonly Fact[] {
  const { kind, maskedKey, app, account, origin } = connection;
  if (kind === 'sandbox') {
    return [
      { name: 'Account', value: 'made up' },
      { name: 'Server', value: 'this machine' },
      { name: 'Access', value: accessWords(connection, state) },
    ];
  }
  const unknown = 'not checked yet';
  return [
    { name: 'Kind', value: KIND_LABELS[kind] },
    { name: 'Key', value: maskedKey ?? '*****' },
    { name: 'App', value: app ? plainText(app) : unknown },
    { name: 'Account', value: account ? plainText(account) : kind === 'legacyKey' ? 'no user of its own' : unknown },
    { name: 'Server', value: new URL(origin).host },
    { name: 'Use', value: useWords(connection) },
    { name: 'Access', value: accessWords(connection, state) },
    { name: 'Last used', value: state.lastUsed === undefined ? 'never' : ago(state.now - state.lastUsed) },
  ];
}

/** Name, facts and advice as Markdown. */
export function tooltipMarkdown(connection: Connection, state: ConnectionState): string {
  const marks = [state.active ? 'active in this workspace' : '', state.default ? 'default' : ''].filter(Boolean);
  const title = [`**${markdownText(connection.name)}**`, ...marks].join(' · ');
  const facts = connectionFacts(connection, state).map(({ name, value }) => `- ${name}: ${markdownText(value)}`);
  return [title, facts.join('\n'), markdownText(connectionAdvice(connection, state))].filter(Boolean).join('\n\n');
}

/** Advice about a connection, as sentences; empty where there is none. */
export function connectionAdvice(connection: Connection, state: ConnectionState): string {
  if (connection.kind === 'legacyKey') return legacyAdvice(state.now);
  const days = state.lastUsed === undefined ? 0 : Math.floor((state.now - state.lastUsed) / DAY_MS);
  return days < UNUSED_DAYS ? '' : `Not used for ${days} days. ${REMOVE_ADVICE}`;
}

/**
 * What becomes of Legacy Keys and of XML-RPC, all they open (help.keap.com/help/sunsetting-legacy-api-keys and
 * …-comms; learn.thryv.com article 41277574163469). @param now milliseconds since 1970
 */
export function legacyAdvice(now: number): string {
  const end = now < XML_RPC_END ? 'ends' : 'ended';
  return `Keap has retired Legacy Keys: no new ones since 10 July 2024, their end set for 31 October 2024 and withdrawal announced for early 2025, so one may stop any day; XML-RPC alone takes them, and it ${end} on 31 December 2026.`;
}

function useWords({ production }: Connection): string {
  return production ? 'production' : 'test account';
}

function accessWords({ readOnly }: Connection, { unlockedUntil }: ConnectionState): string {
  if (!readOnly) return 'reads and changes';
  if (unlockedUntil === undefined) return 'read-only';
  if (!Number.isFinite(unlockedUntil)) return 'unlocked until this window closes';
  const time = new Date(unlockedUntil).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `unlocked until ${time}`;
}

/** How long ago something was, in words; a clock that was set back counts as just now. */
export function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
