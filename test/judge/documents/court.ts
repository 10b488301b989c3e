import type { Documents } from './openApi.ts';
import type { Send } from './records.ts';
import type { Requests } from './requests.ts';
import type { Verdict } from './verdict.ts';

/** A sandbox under judgement and the documents it is judged by. */
export interface Court {
  /** The documents as they are: answers are held against these. */
  readonly original: Documents;
  /** The documents without their known defects: requests are composed from these. */
  readonly mended: Documents;
  readonly verdict: Verdict;
  readonly requests: Requests;
  /** Sends with the key. */
  readonly send: Send;
  /** Sends without any. */
  readonly sendBare: Send;
}
