import type { IncomingMessage } from 'node:http';
import { RefusalError } from '../errors.ts';

/** The largest body the sandbox takes. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** @throws RefusalError 413 for a body that is too large, 400 for one that broke off */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        request.removeAllListeners('data');
        // The rest is read and dropped, so that the client gets to see the answer.
        request.resume();
        reject(new RefusalError(413, `The body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB`));
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new RefusalError(400, 'The request broke off')));
  });
}
