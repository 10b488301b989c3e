import { chunksOf } from '../answers/answer.ts';
import type { Exchange } from '../exchange.ts';
import { charsetOf } from '../http/httpResponse.ts';
import type { AnswerSource } from './answerThread.ts';

/** The body of an answer, for the thread that reads it. */
export function sourceOf(exchange: Exchange): AnswerSource {
  const { id, response } = exchange;
  return { id, charset: charsetOf(response), bytes: response.body.byteLength, chunks: () => chunksOf(exchange) };
}
