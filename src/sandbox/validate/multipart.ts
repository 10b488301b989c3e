/** A part of a multipart/form-data body. */
export interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly bytes: Buffer;
}

/** The boundary a content type names; undefined where it names none. */
export function boundaryOf(contentType: string): string | undefined {
  const found = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  return found?.[1] ?? found?.[2];
}

/** The parts of a body; undefined where it does not end as one of this boundary must. */
export function parseMultipart(body: Buffer, boundary: string): Part[] | undefined {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    if (body.subarray(from, from + 2).equals(Buffer.from('--'))) return parts;
    const next = body.indexOf(delimiter, from);
    if (next < 0) return undefined;
    const part = parsePart(body.subarray(from + 2, next - 2));
    if (part) parts.push(part);
    start = next;
  }
  return undefined;
}

function parsePart(bytes: Buffer): Part | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.subarray(0, end).toString('utf8');
  const name = /^content-disposition:.*?[;\s]name="([^"]*)"/im.exec(head)?.[1];
  if (name === undefined) return undefined;
  const fileName = /^content-disposition:.*?[;\s]filename="([^"]*)"/im.exec(head)?.[1];
  return { name, bytes: bytes.subarray(end + 4), ...(fileName === undefined ? {} : { fileName }) };
}
