import { isSendError } from '../../keap/http/sendError.ts';
import type { SendResult } from '../../protocol/builder.ts';
import { errorSentence } from '../errors.ts';
import { remedyOf } from '../sending/remedies.ts';

/** What kept an answer away, as the request builder tells it. */
export function failedResult(error: unknown): SendResult {
  const remedy = isSendError(error) ? remedyOf(error.code) : undefined;
  return {
    outcome: 'failed',
    message: errorSentence(error),
    ...(isSendError(error) && remedy ? { remedy: { code: error.code, label: remedy.label } } : {}),
  };
}
