import { CREDENTIAL_HEADER } from '../connection.ts';
import type { HttpRequest } from '../request/httpRequest.ts';
import { holdsKey, redactKeys } from '../safety/keyShapes.ts';

/**
 * A request as a cURL command for a POSIX shell; the key is read from the environment variable KEAP_API_KEY. One that
 * was typed into the request by mistake is masked.
 */
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
  const command = lines.join(' \\\n  ');
  return holdsKey(command) ? redactKeys(command) : command;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
