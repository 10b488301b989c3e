import type { Part } from '../request/httpRequest.ts';

/** A line between the parts of a form that none of them holds. */
export function boundaryFor(parts: readonly Part[]): string {
  const texts = parts.flatMap((part) => ('text' in part ? [part.text] : []));
  let boundary = 'keap-form';
  while (texts.some((text) => text.includes(boundary))) boundary += '-';
  return boundary;
}

/** The lines before the content of a part, the empty one excepted; names are escaped as browsers do. */
export function partHead(part: Part, boundary: string, newline: string): string {
  const file = 'file' in part ? `; filename="${quoted(part.file.name)}"` : '';
  const head = `--${boundary}${newline}Content-Disposition: form-data; name="${quoted(part.name)}"${file}${newline}`;
  return 'file' in part ? `${head}Content-Type: application/octet-stream${newline}` : head;
}

function quoted(name: string): string {
  return name.toWellFormed().replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
