import type { CustomFieldFacts } from '../keap/account/customFilterFields.ts';
import type { Place } from '../keap/account/references.ts';
import type { Operation } from '../keap/catalog/operation.ts';
import type { Schemas } from '../keap/catalog/schema.ts';
import type { XmlRpcTable } from '../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import type { Access, Connection } from '../keap/connection.ts';
import type { WindowName } from '../keap/limits/limitState.ts';
import type { FileChoice, RequestDraft } from '../keap/request/draft.ts';
import type { MoveNote } from '../keap/request/moveNote.ts';

/** What the request builder asks of the extension host. No call ever carries a credential. */
export type BuilderCalls = {
  /** The first call of a webview; the operation it shows, with the draft to go on with. */
  ready: { argument: null; result: BuilderModel };
  /** Every change of the draft, so that commands and a reload find it. */
  edit: { argument: DatedDraft; result: null };
  /** Sends after asking where the effect needs it; resolves when the answer is in, or tells why there is none. */
  send: { argument: RequestDraft; result: SendResult };
  /** Ends the request that is waiting or under way. */
  cancel: { argument: null; result: null };
  openResponse: { argument: null; result: null };
  openHeaders: { argument: null; result: null };
  /** Shows what puts the record back that the last request changed or deleted. */
  putBack: { argument: null; result: null };
  copyUrl: { argument: RequestDraft; result: null };
  copyCurl: { argument: RequestDraft; result: null };
  /** Shows the body as a document in an editor of VS Code. */
  openBody: { argument: null; result: null };
  /** Asks for a language; tells whether one was chosen. */
  copyCode: { argument: RequestDraft; result: boolean };
  openHttpFile: { argument: RequestDraft; result: null };
  /** Makes a run of the request: all pages of its list, or one for each row of a file. */
  makeRun: { argument: RunWish; result: null };
  /** Converts the request, of an older API, to one of v2. */
  convertToV2: { argument: null; result: null };
  /** Saves the request under the name it has, or one that is asked for; the name, or null where it was not saved. */
  saveRequest: { argument: Saving; result: string | null };
  /** Asks for a file and reads it, for a property that carries bytes; null where none was chosen. */
  readFile: { argument: { readonly part: string }; result: ReadFile | null };
  /** How the next builder shows a body. */
  keepBodyView: { argument: BodyView; result: null };
  chooseFile: { argument: { readonly part: string }; result: FileChoice | null };
  /** Lets someone pick records of the account; what stands for them, or null where nobody picked. */
  pickRecords: { argument: PickRequest; result: readonly string[] | null };
  /** The custom fields that the list's filter may name, or those of a table; what is known, this fetches nothing. */
  customFields: { argument: string | null; result: readonly CustomFieldFacts[] };
  /** What ids are called, as far as it is known; this fetches nothing. */
  recordNames: { argument: readonly NamedPlace[]; result: readonly (string | null)[] };
  switchConnection: { argument: null; result: null };
  /** Makes a connection of the key that someone pasted into the draft, which the host knows from the last edit. */
  connectWithKey: { argument: null; result: null };
  /** Offers what helps with a request that was not sent, by the code of its error; one without help does nothing. */
  remedy: { argument: string; result: null };
};

/** What the extension host tells the request builder unasked. */
export type BuilderEvents = {
  connection: ConnectionNow;
  progress: SendProgress;
  /** A request ended, also one that an earlier life of the webview sent. */
  result: SendResult;
  /** Draft, operation or connection were replaced from outside. */
  model: BuilderModel;
  /** Other names of records are known than before. */
  recordsChanged: null;
  /** The body was typed in its document. */
  body: DatedBody;
  /** The command *Send the open request*: where the builder has the focus, a problem gets it. */
  sendNow: { readonly focus: boolean };
  /** The commands *Keap: Save request* and *Save request as*. */
  saveNow: Pick<Saving, 'anew'>;
};

/** What kind of run to make of a request: of the draft that the host knows from the last edit. */
export type RunWish = 'pages' | 'rows';

/** A request to be saved. */
export interface Saving {
  readonly draft: RequestDraft;
  /** Asks for a name also where it has one. */
  readonly anew: boolean;
}

/** The connection that requests go to, and what it lets through at this moment. */
export interface ConnectionNow {
  readonly connection: Connection;
  readonly access: Access;
}

/** A body as fields of its schema, or as its text. */
export type BodyView = 'form' | 'json';

export interface ReadFile {
  readonly name: string;
  readonly base64: string;
}

/** A place of the request whose value names records of the account. */
export interface PickRequest {
  readonly place: Place;
  /** What stands there already. */
  readonly present: readonly string[];
  readonly many: boolean;
}

/** An id with where it stands. */
export interface NamedPlace {
  readonly place: Place;
  readonly id: string;
}

/** A draft with the time of its last change, in milliseconds since 1970. */
export interface DatedDraft {
  readonly draft: RequestDraft;
  readonly at: number;
}

/** A body with the time of its last change, in milliseconds since 1970. */
export interface DatedBody {
  readonly body: string;
  readonly at: number;
}

/** What a request was converted from, and what of it to look at. */
export interface ConvertedFrom {
  /** `ContactService.load`, or the title of an operation. */
  readonly name: string;
  readonly notes: readonly MoveNote[];
}

export interface BuilderModel extends ConnectionNow {
  readonly operation: Operation;
  /** The schemas the operation reaches, by name. */
  readonly schemas: Schemas;
  /** Of a method about tables, those it may be about. */
  readonly tables?: readonly XmlRpcTable[];
  readonly draft: RequestDraft;
  /** When the draft was last changed, in milliseconds since 1970. */
  readonly draftAt: number;
  /** Whether a request of this builder is under way. */
  readonly running: boolean;
  /** What it is doing, where it is under way. */
  readonly progress?: SendProgress;
  /** How the last request ended, where there was one. */
  readonly result?: SendResult;
  /** What a body must have with a value of the right type each, as JSON text. */
  readonly bodyTemplate: string;
  /** How a body is shown at first: what someone chose last. */
  readonly bodyView: BodyView;
  /** Of a request that was converted from an older API. */
  readonly converted?: ConvertedFrom;
}

export interface SendProgress {
  readonly phase: 'asking' | 'waiting' | 'held' | 'sending';
  /** Milliseconds until a call of the key's limits is free; 0 but when waiting for it or held by a 429. */
  readonly waitMs: number;
  /** The limit that holds it back, where it is known. */
  readonly window?: WindowName;
}

export type SendResult =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly statusText: string;
      /** A failure that came with the status of a success, as XML-RPC's do: `Fault 5 RecordNotFound`. */
      readonly fault?: string;
      /** Milliseconds from sending to the last byte. */
      readonly ms: number;
      readonly bytes: number;
      /** What a refusal means and what to do, in a sentence. */
      readonly explanation?: string;
      /** Whether the record as it was before is kept. */
      readonly canPutBack?: true;
    }
  | {
      readonly outcome: 'failed';
      readonly message: string;
      /** What helps, where something does: the words of a button, and what to ask the host for. */
      readonly remedy?: { readonly code: string; readonly label: string };
    }
  | { readonly outcome: 'cancelled' };
