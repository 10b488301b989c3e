import type { Answer } from '../../keap/answers/answer.ts';
import type { Nature } from '../../keap/answers/answerReader.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { outcomeWords } from '../../keap/http/statusWords.ts';
import { readQuota } from '../../keap/limits/quotaHeaders.ts';
import { durationWords, sizeWords } from '../../keap/request/measures.ts';
import { plainText } from '../../keap/safety/plainText.ts';

/** What is to know of an answer at a glance: `200 OK`, `143 ms`, `12.4 KB`, `Mine`, `118 left this minute`. */
export function headWords({ exchange, nature }: Answer): readonly string[] {
  const { response, connection } = exchange;
  return [
    outcomeWords(response),
    durationWords(response.timing.totalMs),
    sizeWords(response.body.byteLength),
    ...(nature.flaw ? [FLAWS[nature.flaw]] : []),
    ...(response.unread === undefined ? [] : ['no XML-RPC']),
    plainText(connection.name, 40),
    ...callsLeft(exchange),
  ];
}

const FLAWS: Readonly<Record<NonNullable<Nature['flaw']>, string>> = {
  broken: 'not whole JSON',
  tooDeep: 'too deep to be laid out',
  tooLarge: 'too large to be laid out',
};

/** As the answer itself told; what is left by now is the meter's to say. */
function callsLeft({ response }: Exchange): readonly string[] {
  const { available } = readQuota(response).minute;
  return available === undefined ? [] : [`${available.toLocaleString('en-US')} left this minute`];
}
