import { consequenceOf } from '../catalog/effectWords.ts';
import type { Effect, Operation } from '../catalog/operation.ts';
import { effectOfRequest } from '../catalog/xmlrpc/tableEffects.ts';
import { type Access, type Connection, isCallable } from '../connection.ts';
import { SendError } from '../http/sendError.ts';
import type { RequestDraft } from '../request/draft.ts';
import { type Records, recordCount } from './recordCount.ts';

/** Which effects ask before they are sent, and which of them want a word typed. */
export interface SafetySettings {
  readonly ask: readonly Effect[];
  readonly typed: readonly Effect[];
}

/** What a person is asked before a request with consequences goes out. */
export interface Question {
  /** With the effect that this request has, where that hangs on its table. */
  readonly operation: Operation;
  readonly draft: RequestDraft;
  readonly connection: Connection;
  /** A sentence. */
  readonly consequence: string;
  /** Undefined where the request does not tell. */
  readonly records: Records | undefined;
  /** Path and query as they will be sent. */
  readonly target: string;
  /** What to know before, a sentence each. For these a question is asked that would not be asked otherwise. */
  readonly warnings: readonly string[];
  /** How what is done can be undone, as a sentence; undefined where nothing is known of it. */
  readonly undoing: string | undefined;
  /** A draft without what is warned of: the words of a button, and what to go on with in the request builder. */
  readonly instead: Instead | undefined;
  /** What has to be typed to go ahead; undefined where a button will do. */
  readonly word: string | undefined;
  /** Where it is about many requests of one operation, of which `draft` and `target` are the first. */
  readonly run?: RunOfRequests;
}

export interface RunOfRequests {
  readonly requests: number;
  /** What they come from, such as the name of a file. */
  readonly source: string;
}

export type RunQuestion = Question & { readonly run: RunOfRequests };

/**
 * That a person agreed to a run of requests: those of one operation for one account need not be asked about one by one.
 * Only `KeapClient.agree` gives one, and it is good for that client alone. Access is looked at for each request all the
 * same, and what is found out about a single one is asked about.
 */
export interface Agreement {
  readonly run: RunOfRequests;
}

export interface Instead {
  readonly label: string;
  readonly draft: RequestDraft;
}

/** What was found out about a request before it goes out. */
export type Findings = Pick<Question, 'warnings' | 'instead'>;

/** A look at what a request is about, taken once a person has agreed to it and before it goes out. */
export interface Look {
  /** How what is done can be undone, as a sentence, where it is known. */
  readonly undoing?: string;
  look(): Promise<Findings>;
}

const NOTHING: Findings = { warnings: [], instead: undefined };

/** Who stands between a composed request and the network: all of it is asked for every request, by the client itself. */
export interface Guard {
  access(connection: Connection): Access;
  settings(): SafetySettings;
  /** Whether to go ahead. */
  approve(question: Question, signal: AbortSignal): Promise<boolean>;
}

/** @throws SendError `readOnly`, `untrusted` or `wrongCredential` where the connection may not send this now */
export function assertAccess(
  operation: Pick<Operation, 'effect' | 'title' | 'version'>,
  connection: Connection,
  access: Access,
): void {
  if (!isCallable(operation.version, connection)) {
    throw new SendError(
      'wrongCredential',
      `${connection.name} holds a Legacy Key, which only XML-RPC takes, so ${operation.title} was not sent; switch to a connection with a Personal Access Token or a Service Account Key.`,
    );
  }
  if (access === 'none') {
    throw new SendError(
      'untrusted',
      `VS Code does not trust this folder, so ${connection.name} sends nothing from it; the sandbox works, or trust the folder.`,
    );
  }
  if (access === 'readOnly' && operation.effect !== 'reads') {
    throw new SendError(
      'readOnly',
      `${connection.name} is read-only, so ${operation.title} was not sent; unlock the connection to change anything.`,
    );
  }
}

/** What to ask before a request goes out; undefined where nothing has to be asked. */
export function questionOf(
  operation: Operation,
  draft: RequestDraft,
  target: string,
  connection: Connection,
  settings: SafetySettings,
  { undoing, findings = NOTHING }: { readonly undoing?: string | undefined; readonly findings?: Findings } = {},
): Question | undefined {
  const effect = effectOfRequest(operation, draft.parameters);
  const asks = settings.ask.includes(effect) || settings.typed.includes(effect);
  if (!asks && findings.warnings.length === 0) return undefined;
  // What is done to the made-up account can be undone by resetting it.
  const typed = connection.kind !== 'sandbox' && settings.typed.includes(effect);
  return {
    operation: { ...operation, effect },
    draft,
    connection,
    consequence: consequenceOf({ effect }) ?? `This ${effect} records in the account.`,
    records: recordCount(operation, draft),
    target,
    ...findings,
    undoing,
    word: typed ? (connection.app ?? connection.name) : undefined,
  };
}
