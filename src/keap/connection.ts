import { asObject, asString } from './json.ts';

/** The kinds of Keap key that REST accepts in `X-Keap-API-Key` (developer.infusionsoft.com/pat-and-sak). */
export type CredentialKind = 'personalAccessToken' | 'serviceAccountKey';

/**
 * One Keap app, a credential and a server; the sandbox is one too. A Connection never holds its key: that lives in
 * SecretStorage under the connection's id.
 */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly kind: CredentialKind | 'sandbox';
  /** Scheme and host, without a trailing slash: `https://api.infusionsoft.com`. */
  readonly origin: string;
  /** Keap's name of the account behind the key, as userinfo gave it when the key was checked. */
  readonly account?: string;
}

/** The servers a Keap key may go to. Nothing configurable extends this list. */
export const KEAP_ORIGINS: readonly string[] = ['https://api.infusionsoft.com', 'https://api.keap.com'];

/** The server to use unless someone chose the other. */
export const DEFAULT_ORIGIN = 'https://api.infusionsoft.com';

export const CREDENTIAL_HEADER = 'X-Keap-API-Key';

/** How people name the kinds. */
export const KIND_LABELS: Readonly<Record<Connection['kind'], string>> = {
  personalAccessToken: 'Personal Access Token',
  serviceAccountKey: 'Service Account Key',
  sandbox: 'Sandbox',
};

/** A connection from stored or posted data; undefined where it is none. */
export function parseConnection(value: unknown): Connection | undefined {
  const source = asObject(value);
  const id = asString(source?.['id']);
  const name = asString(source?.['name']);
  const kind = asString(source?.['kind']);
  const origin = asString(source?.['origin']);
  const account = asString(source?.['account']);
  if (!id || !name || !origin || kind === undefined || !Object.hasOwn(KIND_LABELS, kind)) return undefined;
  return { id, name, kind: kind as Connection['kind'], origin, ...(account ? { account } : {}) };
}

/** Whether a text has the shape of a Keap key: `KeapAK-` and 50 hexadecimal digits so far, of which Keap’s own SDK tests the prefix alone. */
export function looksLikeKeapKey(text: string): boolean {
  return /^KeapAK-[0-9A-Za-z]{8,}$/.test(text);
}

/** A copy of a text in which anything shaped like a Keap key is masked. */
export function redactKeys(text: string): string {
  return text.replaceAll(/KeapAK-[0-9A-Za-z]{4,}/g, 'KeapAK-*****');
}
