import type { IncomingHttpHeaders } from 'node:http';
import type { Catalog, Operation, RestVersion } from '../keap/catalog/operation.ts';
import type { XmlRpcCatalog } from '../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import type { Answer } from './answer.ts';
import { applicationError, gatewayFault, RefusalError } from './errors.ts';
import type { HookDeliveries, HookTry } from './hooks/hookDeliveries.ts';
import { newsOf } from './hooks/hookNews.ts';
import { readListQuery } from './query/filter.ts';
import { answerFromSchema } from './resources/generic.ts';
import { FIXED_HANDLERS, HANDLERS } from './resources/handlers.ts';
import { type Miss, Router } from './router.ts';
import { ACCOUNT_OPTIONS, type AccountOptions } from './seed/world.ts';
import { Account } from './store/account.ts';
import type { Change } from './store/change.ts';
import { type CustomField, recordTypeOf } from './store/customField.ts';
import { readSnapshot, type Snapshot } from './store/snapshot.ts';
import { readRequestBody } from './validate/body.ts';
import { checkParameters } from './validate/parameters.ts';
import { isLegacyXmlRpcPath, isXmlRpcPath, XmlRpcEndpoint } from './xmlrpc/xmlRpcEndpoint.ts';

/** What the gateway let through. */
export interface Call {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly origin: string;
  readonly now: number;
}

/** What lies behind the gateway: finds the operation, checks the request and answers it. */
export class Keap {
  private readonly catalogs: Readonly<Record<RestVersion, Catalog>>;
  private readonly router: Router;
  private readonly xmlRpc: XmlRpcEndpoint | undefined;
  private readonly hooks: HookDeliveries | undefined;
  private account: Account;
  /** What the request that is being answered has done so far. */
  private changes: Change[] = [];

  /**
   * @param xmlRpc what XML-RPC has; without it there is only REST
   * @param hooks tells hooks what happens; without it nobody does
   */
  constructor(
    catalogs: Readonly<Record<RestVersion, Catalog>>,
    options: AccountOptions = ACCOUNT_OPTIONS,
    xmlRpc?: XmlRpcCatalog,
    hooks?: HookDeliveries,
  ) {
    this.catalogs = catalogs;
    this.router = new Router([...catalogs.v2.operations, ...catalogs.v1.operations]);
    this.account = this.made(options);
    this.hooks = hooks;
    this.xmlRpc = xmlRpc && new XmlRpcEndpoint(xmlRpc);
  }

  /** What the account was made from. */
  get options(): AccountOptions {
    return this.account.world.options;
  }

  /** The account as it was before anybody did anything to it. */
  reset(): void {
    this.account = this.made(this.account.world.options);
    this.hooks?.forget();
  }

  /** All that the account is, as plain JSON. */
  snapshot(): Snapshot {
    return { version: 1, options: this.account.world.options, changes: this.account.changes() };
  }

  /** Puts back what a snapshot holds. @throws RefusalError 400 for what is none */
  restore(snapshot: unknown): void {
    const { options, changes } = readSnapshot(snapshot);
    const account = this.made(options);
    account.resume(changes);
    this.account = account;
    this.hooks?.forget();
  }

  /** What hooks are still to be told. */
  pendingHooks(): readonly unknown[] {
    return this.hooks?.pending() ?? [];
  }

  /** Tells hooks at once what waits for its time; each delivery is tried once. */
  async deliverHooks(): Promise<readonly HookTry[]> {
    return (await this.hooks?.deliverNow()) ?? [];
  }

  /** One contact at the front of the lists goes and another comes, as if someone else worked with the account. */
  shift(now: number): void {
    const { contacts } = this.account.tables;
    const [first] = contacts.slice(0, 1);
    if (!first) return;
    const target = `/crm/rest/v2/contacts/${first.id}`;
    const at = { origin: '', now };
    this.heard(at, () => {
      this.answerFrom({ ...at, method: 'DELETE', target, headers: {}, body: Buffer.alloc(0) });
      contacts.insert(first.fields, first.created, first.updated);
    });
  }

  answer(call: Call): Answer {
    return this.heard(call, () => this.answerFrom(call));
  }

  /** Does some work, and hooks hear of what it changed. */
  private heard<Result>(at: Pick<Call, 'now' | 'origin'>, work: () => Result): Result {
    this.changes = [];
    try {
      return work();
    } finally {
      this.hooks?.note(newsOf(this.changes), this.account, at);
    }
  }

  private made(options: AccountOptions): Account {
    return new Account(options, (change) => this.changes.push(change));
  }

  private answerFrom(call: Call): Answer {
    const mark = call.target.indexOf('?');
    const pathname = mark < 0 ? call.target : call.target.slice(0, mark);
    if (this.xmlRpc && (isXmlRpcPath(pathname) || isLegacyXmlRpcPath(pathname))) {
      return this.answerXmlRpc(this.xmlRpc, call);
    }
    const version = /^\/crm\/rest\/(v[12])(?=\/|$)/.exec(pathname)?.[1];
    if (version !== 'v1' && version !== 'v2') {
      return gatewayFault(404, `No API is deployed at ${pathname}`, 'messaging.adaptors.http.flow.ApplicationNotFound');
    }
    try {
      return this.route(call, pathname, new URLSearchParams(mark < 0 ? '' : call.target.slice(mark + 1)));
    } catch (error) {
      if (error instanceof RefusalError) return applicationError(version, call.method, pathname, error);
      throw error;
    }
  }

  /** What XML-RPC asks of REST is done by the same account, and refused as REST refuses it. */
  private answerXmlRpc(endpoint: XmlRpcEndpoint, call: Call): Answer {
    const { method, headers, body, now, origin } = call;
    const rest = (verb: string, path: string, json?: unknown): Answer => {
      const target = `/crm/rest${path}`;
      const [pathname = '', query = ''] = target.split('?');
      const sent = Buffer.from(json === undefined ? '' : JSON.stringify(json));
      const type = { 'content-type': 'application/json' };
      const asked = { method: verb, target, headers: type, body: sent, origin, now };
      return this.route(asked, pathname, new URLSearchParams(query));
    };
    const posted = { method, body, contentType: headers['content-type'] };
    return endpoint.answer(posted, { account: this.account, now, origin, rest });
  }

  private route(call: Call, pathname: string, query: URLSearchParams): Answer {
    const route = this.router.find(call.method, pathname);
    if ('miss' in route) refuseMiss(route, call.method, pathname);
    const { operation, parameters: path } = route;
    const { headers, origin, now } = call;
    const catalog = this.catalogs[operation.version === 'v1' ? 'v1' : 'v2'];
    checkParameters(operation, catalog.schemas, path, query, headers);
    const list = readListQuery(operation, query, this.customFields(operation));
    const body = readRequestBody(operation, catalog.schemas, call.body, headers['content-type'] ?? '');
    const request = { operation, catalog, path, query, headers, body, list, pathname, origin, now };
    const handler = HANDLERS[operation.key] ?? FIXED_HANDLERS[operation.key];
    return handler ? handler(request, this.account) : answerFromSchema(request);
  }

  /** The custom fields a filter of a list may name. */
  private customFields({ path, query }: Operation): readonly CustomField[] {
    const type = recordTypeOf(path.split('/').at(-1) ?? '');
    return type && query?.filter?.customFields ? this.account.customFields(type) : [];
  }
}

function refuseMiss(miss: Miss, method: string, pathname: string): never {
  if (miss.miss === 'escape') throw new RefusalError(400, 'The path has a percent sign that encodes nothing');
  if (miss.miss === 'method') throw new RefusalError(405, `Request method '${method}' is not supported`);
  throw new RefusalError(404, `Nothing is found at ${pathname}`);
}
