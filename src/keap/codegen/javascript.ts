import { CREDENTIAL_HEADER } from '../connection.ts';
import type { RequestContent } from '../request/httpRequest.ts';
import { type CodeRequest, exactJson, indented, isPlainLines, KEY_VARIABLE } from './codeRequest.ts';

/** A module for Node with its own `fetch`. Files are read from the current folder. */
export function toJavaScript({ method, url, headers, body }: CodeRequest): string {
  const parts = body && 'parts' in body ? body.parts : [];
  const lines = [`// Node 18 or later, as a module (.mjs). The key is read from ${KEY_VARIABLE}.`];
  if (parts.some((part) => 'file' in part)) lines.push("import { readFile } from 'node:fs/promises';");
  lines.push('');
  if (body && 'parts' in body) {
    lines.push('const form = new FormData();');
    for (const part of parts) {
      const name = jsString(part.name);
      if ('text' in part) lines.push(`form.append(${name}, ${jsString(part.text)});`);
      else {
        const file = jsString(part.file.name);
        lines.push(`form.append(${name}, new Blob([await readFile(${file})]), ${file});`);
      }
    }
    lines.push('');
  }
  lines.push(
    `const response = await fetch(${jsString(url)}, {`,
    `  method: '${method}',`,
    '  headers: {',
    `    '${CREDENTIAL_HEADER}': process.env.${KEY_VARIABLE},`,
    ...headers.map(([name, value]) => `    ${jsString(name)}: ${jsString(value)},`),
    '  },',
    ...(body ? [`  body: ${bodyExpression(body)},`] : []),
    "  redirect: 'manual', // A redirect would take the key along.",
    '});',
    'console.log(response.status, await response.text());',
    '',
  );
  return lines.join('\n');
}

function bodyExpression(body: RequestContent): string {
  if ('parts' in body) return 'form';
  const json = exactJson(body.text);
  if (json) return `JSON.stringify(${indented(json.text, 2)})`;
  return isPlainLines(body.text) ? jsTemplate(body.text) : jsString(body.text);
}

/** As a literal in single quotes. */
export function jsString(text: string): string {
  const inner = JSON.stringify(text.toWellFormed()).slice(1, -1);
  return `'${inner.replaceAll(/\\.|'/g, (found) => (found === '\\"' ? '"' : found === "'" ? "\\'" : found))}'`;
}

/** As a template literal, line by line. */
export function jsTemplate(text: string): string {
  return `\`${text.toWellFormed().replaceAll(/[\\`]|\$(?=\{)/g, '\\$&')}\``;
}
