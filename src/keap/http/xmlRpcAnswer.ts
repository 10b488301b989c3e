import { readResponse } from '../xmlrpc/readXmlRpc.ts';
import { XmlRpcError } from '../xmlrpc/xmlRpcError.ts';
import { jsonOfFault, jsonOfValue } from '../xmlrpc/xmlRpcJson.ts';
import { textOfXml } from '../xmlText.ts';
import { wholeBody } from './body.ts';
import { type HttpResponse, headerValue, mediaTypeOf } from './httpResponse.ts';
import type { SinkFor } from './transport.ts';

/**
 * An answer of XML-RPC with its value, or its fault, as JSON for a body, so that whatever reads answers reads this one.
 * Status and headers are as they came but for `content-type`, which says what the body is now. What is no XML-RPC, such
 * as a gateway's refusal, a page during a brownout or broken XML, stays as it came, with a sentence where XML was due.
 * @param sinkFor what takes the body; none was taken by one before
 * @param mask takes out of what was read what nobody may see: XML and charsets spell it in ways of their own
 */
export async function jsonAnswer(
  response: HttpResponse,
  sinkFor: SinkFor | undefined,
  mask: (text: string) => string = (text) => text,
): Promise<HttpResponse> {
  const read = await readJson(response, mask);
  const answer = { ...response, ...read };
  const sink = sinkFor?.(answer);
  if (!sink) return answer;
  try {
    await sink.take(await wholeBody(answer.body));
    return { ...answer, body: await sink.end() };
  } catch (error) {
    await sink.drop();
    throw error;
  }
}

async function readJson(response: HttpResponse, mask: (text: string) => string): Promise<Partial<HttpResponse>> {
  const isXml = /^(text|application)\/xml$/.test(mediaTypeOf(response));
  if (!isXml && response.status !== 200) return {};
  try {
    const bytes = await wholeBody(response.body);
    const read = readResponse(textOfXml(bytes, headerValue(response, 'content-type')));
    const json = 'fault' in read ? jsonOfFault(read.fault) : jsonOfValue(read.value);
    const headers = response.headers.filter(([name]) => name !== 'content-type');
    return {
      headers: [...headers, ['content-type', 'application/json; charset=utf-8']],
      body: Buffer.from(mask(JSON.stringify(json))),
    };
  } catch (error) {
    if (!(error instanceof XmlRpcError)) throw error;
    return response.status === 200 ? { unread: mask(error.message) } : {};
  }
}
