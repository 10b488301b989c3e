import type { Answer } from '../answer.ts';
import type { SandboxRequest } from '../request.ts';
import type { Account } from '../store/account.ts';

/** Answers a checked request from the account. Throws RefusalError for what Keap would refuse. */
export type Handler = (request: SandboxRequest, account: Account) => Answer;

/** Handlers by operation key: `v2:listContacts`. */
export type Handlers = Readonly<Record<string, Handler>>;
