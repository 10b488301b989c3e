import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import type { Connection } from '../connection.ts';
import type { HttpResponse } from '../http/httpResponse.ts';
import type { RequestDraft } from '../request/draft.ts';

/** What was asked, as far as it is known. */
export interface Asked {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly draft: RequestDraft;
  readonly connection: Pick<Connection, 'kind'>;
}

/** An answer that is no success. */
export interface Failure {
  readonly response: HttpResponse;
  /** Keap's own words, on one line; empty where it gave none. */
  readonly words: string;
  /** A code such as `keymanagement.service.invalid_access_token`, where one was given. */
  readonly code: string | undefined;
  /** How long to wait before the next call, in milliseconds, where the answer says. */
  readonly retryAfterMs: number | undefined;
  readonly asked: Asked | undefined;
}

/** What an answer means and what to do about it, a sentence or two each. */
export interface Diagnosis {
  readonly meaning: string;
  readonly advice: string;
}

/** One thing that goes wrong, known by what the answer and the request look like. */
export interface Rule {
  readonly name: string;
  /** Where what it says comes from. */
  readonly source: string;
  /** Undefined where it is not this. */
  readonly diagnose: (failure: Failure) => Diagnosis | undefined;
}
