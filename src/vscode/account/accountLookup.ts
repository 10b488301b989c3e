import * as vscode from 'vscode';
import { AccountRecords } from '../../keap/account/accountRecords.ts';
import type { Ask } from '../../keap/account/recordFetch.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { isCallable } from '../../keap/connection.ts';
import { parseLossless } from '../../keap/exactJson.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import { SendError } from '../../keap/http/sendError.ts';
import { emptyDraft } from '../../keap/request/draft.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { errorSentence } from '../errors.ts';
import type { Sender } from '../sending/sender.ts';

/** What calls for pickers are marked with, so that they do not pass for a person's own. */
const LOOKUP_SOURCE = 'picker';

/** Keap refused to tell; the message is a sentence for the user. */
class LookupRefused extends Error {}

export interface AccountLookupServices {
  readonly connections: ConnectionStore;
  readonly sender: Pick<Sender, 'send'>;
  readonly catalog: CatalogFiles;
}

/** What is known of the accounts behind the connections: asked for through the one way out, and gone with them. */
export class AccountLookup implements vscode.Disposable {
  readonly records: AccountRecords;
  private readonly services: AccountLookupServices;
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly listener: vscode.Disposable;
  /** What tells one key of a connection from another, by connection. */
  private keys: ReadonlyMap<string, string>;
  /** More or less is known of an account than before: the id of its connection. */
  readonly onDidChange = this.changed.event;

  constructor(services: AccountLookupServices) {
    this.services = services;
    this.records = new AccountRecords({
      ask: (account) => this.ask(account),
      operation: (key) => this.operation(key),
      byRows: (account) => {
        const connection = services.connections.get(account);
        return connection !== undefined && !isCallable('v2', connection);
      },
      now: Date.now,
      onChange: (account) => this.changed.fire(account),
    });
    this.keys = keysOf(services.connections);
    this.listener = services.connections.onDidChange(() => this.forgetGone());
  }

  /** The operation of a key. @throws Error where no version has it */
  async operation(key: string): Promise<Operation> {
    const found = await this.services.catalog.operation(key);
    if (!found) throw new Error(`The catalog has no ${key}.`);
    return found.operation;
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
    for (const account of this.keys.keys()) this.records.forget(account);
  }

  private ask(account: string): Ask {
    return async (operation, parameters, signal) => {
      const connection = this.services.connections.get(account);
      if (!connection) throw new SendError('cancelled', 'The connection is gone.');
      const { schemas } = await this.services.catalog.version(operation.version);
      const draft = { ...emptyDraft(operation.key), parameters };
      const sending = { operation, schemas, draft, connection, source: LOOKUP_SOURCE };
      const exchange = await this.services.sender.send(sending, signal);
      if (!exchange) throw new SendError('cancelled', 'The request was not sent.');
      const { response } = exchange;
      const refused = explainResponse(response, sending);
      if (refused !== undefined) throw new LookupRefused(refused);
      try {
        return parseLossless(await bodyText(response));
      } catch (error) {
        throw new LookupRefused('Keap’s answer could not be read.', { cause: error });
      }
    };
  }

  /** A connection that is gone, or has another key, is another account. */
  private forgetGone(): void {
    const before = this.keys;
    this.keys = keysOf(this.services.connections);
    for (const [id, key] of before) if (this.keys.get(id) !== key) this.records.forget(id);
  }
}

/** A sentence for why something could not be looked up; undefined where it was only cancelled. */
export function lookupSentence(error: unknown): string | undefined {
  if (error instanceof LookupRefused) return error.message;
  if (error instanceof Error && (error.name === 'AbortError' || ('code' in error && error.code === 'cancelled'))) {
    return undefined;
  }
  return errorSentence(error);
}

function keysOf(connections: ConnectionStore): ReadonlyMap<string, string> {
  return new Map(connections.all.map(({ id, maskedKey = '', app = '' }) => [id, `${maskedKey} ${app}`]));
}
