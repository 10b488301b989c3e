import type { Exchange } from '../../keap/exchange.ts';
import { statusWords } from '../../keap/http/statusWords.ts';
import { readQuota } from '../../keap/limits/quotaHeaders.ts';
import { durationWords, sizeWords } from '../../keap/request/measures.ts';
import { plainText } from '../../keap/safety/plainText.ts';

/** What is to know of an answer at a glance: `200 OK`, `143 ms`, `12.4 KB`, `Mine`, `118 of 120 left this minute`. */
export function headWords(exchange: Exchange): readonly string[] {
  const { response, connection } = exchange;
  return [
    statusWords(response),
    durationWords(response.timing.totalMs),
    sizeWords(response.body.byteLength),
    plainText(connection.name, 40),
    ...callsLeft(exchange),
  ];
}

/** As the answer itself told; what is left by now is the meter's to say. */
function callsLeft({ response }: Exchange): readonly string[] {
  const { limit, available } = readQuota(response).minute;
  return limit === undefined || available === undefined ? [] : [`${available} of ${limit} left this minute`];
}
