import { appOfOrigin } from './appAddress.ts';
import type { ApiVersion } from './catalog/operation.ts';
import { asBoolean, asObject, asString } from './json.ts';

/**
 * Keap's kinds of key. The first two travel in `X-Keap-API-Key`, to REST and XML-RPC alike
 * (developer.infusionsoft.com/pat-and-sak). A Legacy Key is good for XML-RPC alone, as the first argument of its calls
 * to its app's own server (help.keap.com/help/sunsetting-legacy-api-keys).
 */
export type CredentialKind = 'personalAccessToken' | 'serviceAccountKey' | 'legacyKey';

/**
 * One Keap app, a credential and a server; the sandbox is one too. A Connection never holds its key: that lives in
 * SecretStorage under the connection's id.
 */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly kind: CredentialKind | 'sandbox';
  /** Scheme and host, without a trailing slash: `https://api.infusionsoft.com`; of a Legacy Key its app's own. */
  readonly origin: string;
  /** Keap's name of the app, `ab103`, as the check of the key gave it. */
  readonly app?: string;
  /** Whoever the key acts as: the email that userinfo gave when the key was checked. */
  readonly account?: string;
  /** The end of the key as Keap's own list of keys shows it: `*****c5169`. */
  readonly maskedKey?: string;
  /** Whether real customers are behind it: it then starts read-only. */
  readonly production: boolean;
  /** Whether it only reads, until someone unlocks it. */
  readonly readOnly: boolean;
}

/**
 * What a connection lets through at this moment: everything, reading alone, or nothing, because VS Code does not
 * trust the folder.
 */
export type Access = 'full' | 'readOnly' | 'none';

/** The servers a Keap key may go to, but for a Legacy Key. Nothing configurable extends this list. */
export const KEAP_ORIGINS: readonly string[] = ['https://api.infusionsoft.com', 'https://api.keap.com'];

/** The server to use unless someone chose the other. */
export const DEFAULT_ORIGIN = 'https://api.infusionsoft.com';

/** The connection everyone has: the local Keap. Its address is known once it runs. */
export const SANDBOX: Connection = {
  id: 'sandbox',
  name: 'Sandbox',
  kind: 'sandbox',
  origin: 'http://127.0.0.1:0',
  production: false,
  readOnly: false,
};

export const CREDENTIAL_HEADER = 'X-Keap-API-Key';

/** How people name the kinds. */
export const KIND_LABELS: Readonly<Record<Connection['kind'], string>> = {
  personalAccessToken: 'Personal Access Token',
  serviceAccountKey: 'Service Account Key',
  legacyKey: 'Legacy Key',
  sandbox: 'Sandbox',
};

/** Whether a version of the API takes the kind of key that a connection has: REST takes no Legacy Key. */
export function isCallable(version: ApiVersion, { kind }: Pick<Connection, 'kind'>): boolean {
  return kind !== 'legacyKey' || version === 'xmlrpc';
}

/** Whether a key of a kind may go to a server, which is compared letter for letter; the sandbox's to this machine. */
export function mayReach({ kind, origin }: Pick<Connection, 'kind' | 'origin'>): boolean {
  if (kind === 'sandbox') return /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(origin);
  return kind === 'legacyKey' ? appOfOrigin(origin) !== undefined : KEAP_ORIGINS.includes(origin);
}

/** A connection from stored or posted data; undefined where it is none. What protects is on unless data say off. */
export function parseConnection(value: unknown): Connection | undefined {
  const source = asObject(value);
  const id = asString(source?.['id']);
  const name = asString(source?.['name']);
  const kind = asString(source?.['kind']);
  const origin = asString(source?.['origin']);
  if (!id || !name || !origin || kind === undefined || !Object.hasOwn(KIND_LABELS, kind)) return undefined;
  const app = asString(source?.['app']);
  const account = asString(source?.['account']);
  const maskedKey = asString(source?.['maskedKey']);
  return {
    ...{ id, name, kind: kind as Connection['kind'], origin },
    ...(app ? { app } : {}),
    ...(account ? { account } : {}),
    ...(maskedKey ? { maskedKey: maskKey(maskedKey) } : {}),
    production: asBoolean(source?.['production']) ?? kind !== 'sandbox',
    readOnly: asBoolean(source?.['readOnly']) ?? kind !== 'sandbox',
  };
}

/** The account behind a connection, for people: app and user, as far as known. */
export function accountOf({ app, account }: Pick<Connection, 'app' | 'account'>): string {
  return [app, account].filter(Boolean).join(', ');
}

/** The last five characters of a key behind five stars, as Keap's list of keys shows it; short texts show nothing. */
export function maskKey(key: string): string {
  return `*****${key.length > 20 || key.startsWith('*****') ? key.slice(-5) : ''}`;
}
