import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Connection } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { HOOK_SECRET_HEADER } from '../../keap/hooks/handshake.ts';
import { type Hook, parseHook, parseHooks } from '../../keap/hooks/hook.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import { asStrings, parseJson } from '../../keap/json.ts';
import { emptyDraft, type RequestDraft } from '../../keap/request/draft.ts';
import { assertAccess } from '../../keap/safety/safety.ts';
import type { Locks } from '../safety/locks.ts';
import type { Sender, Sending } from '../sending/sender.ts';

/** Requests that nobody asked for by name say so in the history. */
const SOURCE = 'Hooks';

const KEY = 'path:key';

export interface HookCallServices {
  readonly catalog: CatalogFiles;
  readonly sender: Pick<Sender, 'send' | 'sendWithProgress'>;
  readonly locks: Pick<Locks, 'access'>;
}

/** What a hook is made of. */
export type HookWish = Pick<Hook, 'eventKey' | 'hookUrl'>;

/**
 * The operations of hooks, sent as all others are: they ask where it is due. Each tells what went wrong and is undefined
 * then, and where a person thought better of it. @throws SendError where no answer came
 */
export class HookCalls {
  private readonly services: HookCallServices;

  constructor(services: HookCallServices) {
    this.services = services;
  }

  /** @throws SendError where a connection will not let it through, before anyone answers questions for nothing */
  async assertMay(what: 'create' | 'change', connection: Connection): Promise<void> {
    const id = what === 'create' ? 'create_a_hook_subscription' : 'update_a_hook_subscription';
    const { operation } = await this.sending(id, connection, {});
    assertAccess(operation, connection, this.services.locks.access(connection));
  }

  async list(connection: Connection): Promise<readonly Hook[] | undefined> {
    const answer = await this.ask('list_stored_hook_subscriptions', connection, { source: SOURCE });
    return answer && parseHooks(answer.value);
  }

  async events(connection: Connection): Promise<readonly string[] | undefined> {
    const answer = await this.ask('list_hook_event_types', connection, { source: SOURCE });
    return answer && asStrings(answer.value);
  }

  async create(wish: HookWish, connection: Connection): Promise<Hook | undefined> {
    return this.hookOf('create_a_hook_subscription', connection, { body: JSON.stringify(wish) });
  }

  async change(key: string, wish: HookWish, connection: Connection): Promise<Hook | undefined> {
    const asked = { parameters: { [KEY]: key }, body: JSON.stringify(wish) };
    return this.hookOf('update_a_hook_subscription', connection, asked);
  }

  async verify(key: string, connection: Connection): Promise<Hook | undefined> {
    return this.hookOf('verify_a_hook_subscription', connection, { parameters: { [KEY]: key } });
  }

  async verifyWith(secret: string, key: string, connection: Connection): Promise<Hook | undefined> {
    const parameters = { [KEY]: key, [`header:${HOOK_SECRET_HEADER}`]: secret };
    return this.hookOf('verify_a_hook_subscription_delayed', connection, { parameters });
  }

  /** Whether it is gone. */
  async delete(key: string, connection: Connection): Promise<boolean> {
    const answer = await this.ask('delete_a_hook_subscription', connection, { parameters: { [KEY]: key } });
    return answer !== undefined;
  }

  /** A hook as it is now, without a word where that is not to be had. */
  async read(key: string, connection: Connection, signal: AbortSignal): Promise<Hook | undefined> {
    const asked = { parameters: { [KEY]: key }, source: SOURCE };
    const sending = await this.sending('retrieve_a_hook_subscription', connection, asked);
    const exchange = await this.services.sender.send(sending, signal);
    return exchange && parseHook((await jsonOf(exchange)).value);
  }

  private async hookOf(operationId: string, connection: Connection, asked: Asked): Promise<Hook | undefined> {
    const answer = await this.ask(operationId, connection, asked);
    return answer && parseHook(answer.value);
  }

  private async ask(
    operationId: string,
    connection: Connection,
    asked: Asked,
  ): Promise<{ readonly value: unknown } | undefined> {
    const sending = await this.sending(operationId, connection, asked);
    const exchange = await this.services.sender.sendWithProgress(sending);
    if (!exchange) return undefined;
    const problem = explainResponse(exchange.response, sending);
    if (problem === undefined) return jsonOf(exchange);
    void vscode.window.showErrorMessage(problem);
    return undefined;
  }

  private async sending(operationId: string, connection: Connection, { source, ...asked }: Asked): Promise<Sending> {
    const key = `v1:${operationId}`;
    const found = await this.services.catalog.operation(key);
    if (!found) throw new Error(`The API does not list ${key}.`);
    const { operation, catalog } = found;
    const draft = { ...emptyDraft(key), ...asked };
    return { operation, schemas: catalog.schemas, draft, connection, ...(source ? { source } : {}) };
  }
}

type Asked = Partial<Pick<RequestDraft, 'parameters' | 'body'>> & Pick<Sending, 'source'>;

async function jsonOf({ response }: Exchange): Promise<{ readonly value: unknown }> {
  const parsed = parseJson(await bodyText(response));
  return 'value' in parsed ? parsed : { value: undefined };
}
