import type { HttpProxy } from './proxy.ts';
import { SendError } from './sendError.ts';

/** Why there was no connection, in a sentence. Whatever fails here, nothing of the request was sent. */

/** The most telling code in a chain of causes. */
export function errorCode(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string') return current.code;
  }
  return error instanceof Error ? error.name : 'unknown';
}

/** What is known of the way to a server that was not reached. */
export interface Way {
  /** Host, and port where it is not the usual one. */
  readonly host: string;
  readonly throughProxy: boolean;
  readonly proxyStrictSSL: boolean;
}

const NAME_UNKNOWN: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL']);
const UNTRUSTED = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_(UNTRUSTED|REJECTED|SIGNATURE)|INVALID_CA)/;
const NOT_NOW = /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/;
const OTHER_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';

/** Why a server was not reached, once the proxy, if there is one, had opened the way. */
export function serverFailure(error: unknown, { host, throughProxy, proxyStrictSSL }: Way): SendError {
  const code = errorCode(error);
  const cause = { cause: error };
  if (UNTRUSTED.test(code)) {
    const strict = proxyStrictSSL ? '' : ' Turning http.proxyStrictSSL off does not apply to Keap’s servers.';
    return new SendError(
      'certificate',
      `This machine does not trust who signed the certificate of ${host} (${code}), so nothing was sent; where a company’s proxy reads along, its authority belongs in the system’s certificates or in NODE_EXTRA_CA_CERTS.${strict}`,
      cause,
    );
  }
  if (NOT_NOW.test(code)) {
    return new SendError(
      'certificate',
      `The certificate of ${host} is not valid at this time (${code}), so nothing was sent; check the clock of this machine.`,
      cause,
    );
  }
  if (code === OTHER_NAME) {
    return new SendError(
      'certificate',
      `What answers as ${host} has the certificate of another server (${code}), so nothing was sent; a login page or a proxy may stand in between.`,
      cause,
    );
  }
  if (NAME_UNKNOWN.has(code)) {
    return new SendError(
      'nameNotFound',
      `The name ${host} was not found (${code}), so nothing was sent; check that this machine is online, and set http.proxy where the network has one.`,
      cause,
    );
  }
  if (throughProxy || /^(EPROTO|ERR_SSL|ERR_TLS|CERT_|CRL_)/.test(code)) {
    return new SendError(
      'tls',
      `No secure connection to ${host} came about (${code}), so nothing was sent; something on the way may not let it pass.`,
      cause,
    );
  }
  return new SendError(
    'unreachable',
    `${host} could not be reached (${code}), so nothing was sent; check the network, and set http.proxy where it has one.`,
    cause,
  );
}

/** Why a proxy was not reached or did not speak as one. */
export function proxyFailure(error: unknown, proxy: HttpProxy): SendError {
  const code = errorCode(error);
  const cause = { cause: error };
  const name = `The proxy ${new URL(proxy.origin).host}`;
  if (UNTRUSTED.test(code) || NOT_NOW.test(code) || code === OTHER_NAME) {
    return new SendError(
      'certificate',
      `${name} has a certificate that was not accepted (${code}), so nothing was sent; add its authority to the system’s certificates.`,
      cause,
    );
  }
  if (/^(HPE_|HTTPParserError$|UND_ERR_SOCKET$|UND_ERR_HEADERS|ECONNRESET$|EPIPE$|EPROTO$|ERR_SSL)/.test(code)) {
    return new SendError(
      'proxy',
      `${name} did not answer as a proxy does (${code}), so nothing was sent; check ${proxy.source}.`,
      cause,
    );
  }
  return new SendError(
    'proxy',
    `${name} could not be reached (${code}), so nothing was sent; check the network and ${proxy.source}.`,
    cause,
  );
}

/** Why a proxy did not open the way to a host: what it answered to CONNECT instead of a success. */
export function proxyRefusal(status: number, challenges: readonly string[], proxy: HttpProxy, host: string): SendError {
  const name = `The proxy ${new URL(proxy.origin).host}`;
  if (status === 407) return authenticationFailure(name, challenges, proxy);
  if (status === 502 || status === 503 || status === 504) {
    return new SendError(
      'proxy',
      `${name} could not reach ${host} (${status}), so nothing was sent; try again later or ask who runs it.`,
    );
  }
  return new SendError(
    'proxy',
    `${name} does not let requests to ${host} through (${status}), so nothing was sent; ask who runs it.`,
  );
}

function authenticationFailure(name: string, challenges: readonly string[], proxy: HttpProxy): SendError {
  const schemes = challenges.map((challenge) => challenge.trim().split(/[\s,]/)[0] ?? '').filter((scheme) => scheme);
  const basic = schemes.length === 0 || schemes.some((scheme) => /^basic$/i.test(scheme));
  const next = !basic
    ? `it asks for ${schemes.join(' or ')}, which http.proxyAuthorization must hold whole`
    : proxy.authorization
      ? `correct them in ${proxy.source} or in http.proxyAuthorization`
      : `set them in http.proxyAuthorization or in ${proxy.source}`;
  const what = proxy.authorization
    ? 'does not accept the name and password it was given'
    : 'asks for a name and password';
  return new SendError('proxyAuthentication', `${name} ${what} (407), so nothing was sent; ${next}.`);
}
