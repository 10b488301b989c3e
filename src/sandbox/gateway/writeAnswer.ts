import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Answer, bodyOf } from '../answer.ts';

const gzipped = promisify(gzip);

/** Bodies shorter than this grow by compression. */
const GZIP_FROM_BYTES = 256;

/** Sends an answer, gzipped where the client accepts that and it is worth it. */
export async function writeAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const body = bodyOf(answer);
  if (!body) {
    const length = answer.status === 204 ? {} : { 'content-length': '0' };
    response.writeHead(answer.status, { ...headers, ...length, ...answer.headers }).end();
    return;
  }
  const zip = body.bytes.length >= GZIP_FROM_BYTES && acceptsGzip(request.headers['accept-encoding']);
  const bytes = zip ? await gzipped(body.bytes) : body.bytes;
  response.writeHead(answer.status, {
    ...headers,
    'content-type': body.type,
    'content-length': bytes.length,
    vary: 'accept-encoding',
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
    ...answer.headers,
  });
  response.end(bytes);
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  const offers = String(header ?? '').split(',');
  return offers.some((offer) => /^\s*(gzip|\*)\s*(;|$)/i.test(offer) && !/;\s*q=0(\.0*)?\s*$/i.test(offer));
}
