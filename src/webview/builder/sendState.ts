import type { BuilderModel, SendProgress, SendResult } from '../../protocol/builder.ts';

/** What sending a draft is at. */
export type SendState =
  | { readonly phase: 'idle' }
  /** Someone wanted to send, and there are problems. */
  | { readonly phase: 'refused' }
  | { readonly phase: 'running'; readonly progress: SendProgress; readonly cancelling: boolean }
  | { readonly phase: 'done'; readonly result: SendResult };

/** Before the host has told. */
export const SENDING: SendProgress = { phase: 'sending', waitMs: 0 };

/** Where an earlier life of this page left off. */
export function stateOf({ running, progress = SENDING, result }: BuilderModel): SendState {
  if (running) return { phase: 'running', progress, cancelling: false };
  return result ? { phase: 'done', result } : { phase: 'idle' };
}
