import { SendError } from './sendError.ts';

/** What VS Code's settings say about the network. Only the user's own count; a folder has no say in it. */
export interface NetworkSettings {
  /** `http.proxySupport` is anything but `off`. */
  readonly useProxy: boolean;
  /** `http.proxy`; empty where it is not set. */
  readonly proxy: string;
  readonly noProxy: readonly string[];
  /** `http.proxyAuthorization`: the whole value of the header; empty where it is not set. */
  readonly proxyAuthorization: string;
  readonly proxyStrictSSL: boolean;
  readonly systemCertificates: boolean;
}

/** VS Code's own defaults. */
export const DEFAULT_NETWORK: NetworkSettings = {
  useProxy: true,
  proxy: '',
  noProxy: [],
  proxyAuthorization: '',
  proxyStrictSSL: true,
  systemCertificates: true,
};

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy on the way to a server. */
export interface HttpProxy {
  /** Scheme, host and port: `http://proxy.example:8080`. Name and password are never part of it. */
  readonly origin: string;
  /** The value of `Proxy-Authorization`; absent where nobody gave any. */
  readonly authorization?: string;
  /** What named it, for messages: `the setting http.proxy`. */
  readonly source: string;
}

/** `ALL_PROXY` is not among them: VS Code does not read it either, and it usually names a SOCKS proxy. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/**
 * The proxy on the way to a server, undefined for the straight way. It is the way VS Code itself takes
 * (`useProxySettings` in microsoft/vscode-proxy-agent): `http.proxy`, else the environment; `http.noProxy`, else
 * `NO_PROXY`; none for this machine itself or with `http.proxySupport` off. Unlike VS Code it knows nothing of the
 * operating system's proxy and of PAC files, which no extension can ask for.
 * @throws SendError `proxy` where what is set can be no HTTP proxy: the straight way might be a forbidden one
 */
export function chooseProxy(
  origin: string,
  settings: NetworkSettings,
  environment: Environment,
): HttpProxy | undefined {
  const { hostname, port } = new URL(origin);
  if (isLoopback(hostname) || !settings.useProxy) return undefined;
  const exceptions =
    settings.noProxy.length > 0
      ? settings.noProxy
      : (environment['no_proxy'] || environment['NO_PROXY'] || '').split(/[,\s]+/);
  if (exceptions.some((entry) => matches(entry, hostname, port || '443'))) return undefined;
  if (settings.proxy.trim()) return parseProxy(settings.proxy, 'the setting http.proxy', settings);
  const variable = PROXY_VARIABLES.find((name) => environment[name]?.trim());
  if (!variable) return undefined;
  return parseProxy(environment[variable] ?? '', `the environment variable ${variable}`, settings);
}

/** Whether a URL's host is this machine: what never goes through a proxy, and may go without TLS. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

/**
 * Whether an entry of a list of exceptions means a host: `*`, or a name with or without a leading dot or `*.` and
 * with or without a port, which means its subdomains, too. Addresses and ranges match nothing, since Keap's servers
 * go by names.
 */
function matches(entry: string, hostname: string, port: string): boolean {
  const text = entry.trim().toLowerCase();
  if (text === '*') return true;
  const [, name, onlyPort] = /^(?:\*?\.)?([^:*]+)(?::(\d+))?$/.exec(text) ?? [];
  if (name === undefined || (onlyPort !== undefined && onlyPort !== port)) return false;
  return `.${hostname.toLowerCase()}`.endsWith(`.${name}`);
}

/** Messages name the source alone: what stands there may hold a password. */
function parseProxy(value: string, source: string, settings: NetworkSettings): HttpProxy {
  const text = value.trim();
  // `proxy.example:8080` means HTTP, as it does for curl.
  const address = text.includes('://') ? text : `http://${text}`;
  if (/^socks/i.test(address)) {
    throw new SendError(
      'proxy',
      `A SOCKS proxy cannot be used, so nothing was sent; name an HTTP proxy in ${source}, or Keap’s servers in http.noProxy.`,
    );
  }
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) {
    throw new SendError(
      'proxy',
      `What stands in ${source} is not the address of a proxy, so nothing was sent; signs in its name and password are written as %40 for @.`,
    );
  }
  const authorization = settings.proxyAuthorization.trim() || basicAuthorization(url);
  if (/[^\t\x20-\x7e]/.test(authorization)) {
    throw new SendError(
      'proxy',
      'The setting http.proxyAuthorization holds signs that no header can carry, so nothing was sent.',
    );
  }
  return { origin: url.origin, ...(authorization ? { authorization } : {}), source };
}

function basicAuthorization({ username, password }: URL): string {
  if (!username && !password) return '';
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
