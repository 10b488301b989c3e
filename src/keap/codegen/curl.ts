import { CREDENTIAL_HEADER } from '../connection.ts';
import { type CodeRequest, KEY_VARIABLE } from './codeRequest.ts';

/** A cURL command for a POSIX shell. Files are read from the current folder. */
export function toCurl({ method, url, headers, body }: CodeRequest): string {
  const lines = [`curl --request ${method} ${quote(url)}`];
  lines.push(`--header "${CREDENTIAL_HEADER}: $${KEY_VARIABLE}"`);
  for (const [name, value] of headers) lines.push(`--header ${quote(`${name}: ${value}`)}`);
  if (body && 'text' in body) lines.push(`--data-raw ${quote(body.text)}`);
  if (body && 'parts' in body) {
    for (const part of body.parts) {
      lines.push(
        'file' in part
          ? `--form ${quote(`${part.name}=@${fileName(part.file.name)}`)}`
          : `--form-string ${quote(`${part.name}=${part.text}`)}`,
      );
    }
  }
  return lines.join(' \\\n  ');
}

/** As a word of the shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** In double quotes where cURL would read more than a name: `,` and `;` end one. */
function fileName(name: string): string {
  return /[",;\\]/.test(name) ? `"${name.replaceAll(/["\\]/g, '\\$&')}"` : name;
}
