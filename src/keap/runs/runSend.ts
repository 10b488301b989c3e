import type { SendOptions } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import type { RequestDraft } from '../request/draft.ts';

/** What a run says of each request it sends; its surface adds timeouts and what its connection is at that moment. */
export type RunSendOptions = Pick<SendOptions, 'signal' | 'priority' | 'atDailyLimit' | 'agreement' | 'onProgress'>;

/** Sends a request of the run's operation for its account. @throws SendError as `KeapClient.send` does */
export type RunSend = (draft: RequestDraft, options: RunSendOptions) => Promise<Exchange>;

/** Whatever a run sends gives way to what people wait for, and a day without calls left is the run's own business. */
export const BACKGROUND = { priority: 0, atDailyLimit: 'fail' } as const;
