import { randomBytes } from 'node:crypto';
import type { FileChoice } from '../request/draft.ts';
import type { RequestContent } from '../request/httpRequest.ts';

/** Reads a chosen file when it is sent. */
export type FileReader = (file: FileChoice) => Promise<Uint8Array>;

/** A body as bytes, with the headers that describe it. */
export async function encodeContent(
  content: RequestContent,
  readFile: FileReader,
): Promise<{ bytes: Uint8Array; headers: Record<string, string> }> {
  if ('text' in content) return { bytes: Buffer.from(content.text, 'utf8'), headers: {} };
  const boundary = `keap-${randomBytes(16).toString('hex')}`;
  const chunks: Uint8Array[] = [];
  for (const part of content.parts) {
    const file = 'file' in part ? part.file : undefined;
    const filename = file ? `; filename="${quoted(file.name)}"\r\ncontent-type: application/octet-stream` : '';
    chunks.push(
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${quoted(part.name)}"${filename}\r\n\r\n`),
      file ? await readFile(file) : Buffer.from('text' in part ? part.text : ''),
      Buffer.from('\r\n'),
    );
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { bytes: Buffer.concat(chunks), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

/** A name within quotes, escaped as browsers do in form data. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
