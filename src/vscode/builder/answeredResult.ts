import type { Asked } from '../../keap/doctor/rule.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { faultOf, faultWords } from '../../keap/http/fault.ts';
import { statusWords } from '../../keap/http/statusWords.ts';
import type { SendResult } from '../../protocol/builder.ts';

/** An answer as the request builder tells it. */
export function answeredResult({ response }: Exchange, asked: Asked, canPutBack: boolean): SendResult {
  const explanation = explainResponse(response, asked);
  const fault = failureWords(response);
  return {
    outcome: 'answered',
    status: response.status,
    ...(fault ? { fault } : {}),
    statusText: statusWords(response).replace(/^\d+ ?/, ''),
    ms: Math.round(response.timing.totalMs),
    bytes: response.body.byteLength,
    ...(explanation ? { explanation } : {}),
    ...(canPutBack ? { canPutBack } : {}),
  };
}

/** What went wrong though the status is that of a success. */
function failureWords(response: Exchange['response']): string | undefined {
  if (response.unread !== undefined) return `${statusWords(response)}, no XML-RPC`;
  const fault = faultOf(response);
  return fault && faultWords(fault.code);
}
