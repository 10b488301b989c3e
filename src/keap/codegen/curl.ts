import { CREDENTIAL_HEADER } from '../connection.ts';
import type { HttpRequest } from '../request/httpRequest.ts';

/** A request as a cURL command for a POSIX shell; the key is read from the environment variable KEAP_API_KEY. */
export function toCurl(request: HttpRequest, origin: string): string {
  const lines = [`curl --request ${request.method} ${quote(origin + request.target)}`];
  lines.push(`--header "${CREDENTIAL_HEADER}: $KEAP_API_KEY"`);
  for (const [name, value] of Object.entries(request.headers)) {
    if (name !== 'accept') lines.push(`--header ${quote(`${name}: ${value}`)}`);
  }
  if (request.body && 'text' in request.body) lines.push(`--data-raw ${quote(request.body.text)}`);
  if (request.body && 'parts' in request.body) {
    for (const part of request.body.parts) {
      lines.push(
        'file' in part
          ? `--form ${quote(`${part.name}=@${part.file.name}`)}`
          : `--form-string ${quote(`${part.name}=${part.text}`)}`,
      );
    }
  }
  return lines.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
