import { appOfOrigin } from '../appAddress.ts';
import { KEAP_ORIGINS } from '../connection.ts';
import { type FileRequest, withoutEnd } from './readHttpFile.ts';
import { type FileVariables, REFERENCE } from './variables.ts';

/** Where a request of a file goes to. In its texts `open(text)` puts what variables stand for. */
export interface Address {
  /** From `/crm/` on, still encoded; `/api/xmlrpc` at an app's own server. */
  readonly path: string;
  /** Names and values, still encoded. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The variables behind the marks in path and query. */
  readonly references: readonly string[];
}

const MARK = /\uE000(\d+)\uE001/g;
/** Every path of Keap's REST API, and those of XML-RPC. */
const API = /^\/crm\/(?:rest\/|xmlrpc(?:\/v1)?\/?(?:\?|$))/;
/** XML-RPC at an app's own server, where a Legacy Key goes. */
const APP_API = /^\/api\/xmlrpc(?:\/v1)?\/?(?:\?|$)/;
const HOSTS = KEAP_ORIGINS.map((origin) => origin.replace(/^https:\/\//, ''));

/**
 * The address of a request, where its server is Keap or a sandbox of this machine. A variable without a value may stand
 * for the server when the path behind it is one of Keap's; a request never goes to the server a file names, but to the
 * connection's.
 */
export function addressOf(request: FileRequest, variables: FileVariables): Address | undefined {
  const references: string[] = [];
  const url = variables.expand(request.url).replaceAll(REFERENCE, (_whole, expression: string) => {
    references.push(expression);
    return `\uE000${references.length - 1}\uE001`;
  });
  const [, server = '', rest = ''] = /^((?:https?:\/\/)?[^/?#]*)([^#]*)/i.exec(url) ?? [];
  const named = request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? '';
  const host = server === '' ? variables.expand(named) : server;
  if (!(API.test(rest) && isKeaps(host)) && !(APP_API.test(rest) && isApps(host))) return undefined;
  const [path = '', query = ''] = rest.split(/\?(.*)/s);
  const pairs = query.split('&').filter((pair) => pair !== '');
  return {
    path: withoutEnd(path, (char) => char === '/'),
    query: pairs.map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [name, value] as const;
    }),
    references,
  };
}

function isKeaps(server: string): boolean {
  const host = server.replace(/^https?:\/\//i, '').toLowerCase();
  return (
    HOSTS.includes(host) || /^(?:127\.0\.0\.1|localhost):\d+$/.test(host) || /^(?:\uE000\d+\uE001)+$|^\{\{/.test(host)
  );
}

function isApps(server: string): boolean {
  const host = server.replace(/^https?:\/\/|:443$/gi, '').toLowerCase();
  return appOfOrigin(`https://${host}`) !== undefined;
}

/** Puts texts in the place of the marks of an address. */
export function unmarked(text: string, { references }: Address, by: (expression: string) => string): string {
  return text.replaceAll(MARK, (_mark, index: string) => by(references[Number(index)] ?? ''));
}

/** Whether a text is nothing but marks: it stands for a value that nobody knows yet. */
export function hasMark(text: string): boolean {
  return text.includes('\uE000');
}
