import { CREDENTIAL_HEADER } from '../connection.ts';
import { asList, asObject } from '../json.ts';
import type { Part, RequestContent } from '../request/httpRequest.ts';
import { type CodeRequest, exactJson, isPlainLines, KEY_VARIABLE } from './codeRequest.ts';

/** A script that uses Requests, as most do. Files are read from the current folder. */
export function toPython({ method, url, headers, body }: CodeRequest): string {
  const json = body && 'text' in body && body.mediaType === 'application/json' ? exactJson(body.text) : undefined;
  // Requests says itself what `json` is.
  const own = json ? headers.filter(([name]) => name !== 'content-type') : headers;
  return [
    `# Python 3 with Requests (pip install requests). The key is read from ${KEY_VARIABLE}.`,
    'import os',
    '',
    'import requests',
    '',
    `response = requests.${method.toLowerCase()}(`,
    `    ${pyString(url)},`,
    '    headers={',
    `        "${CREDENTIAL_HEADER}": os.environ["${KEY_VARIABLE}"],`,
    ...own.map(([name, value]) => `        ${pyString(name)}: ${pyString(value)},`),
    '    },',
    ...(json ? [`    json=${pyValue(json.value, '    ')},`] : body ? bodyArguments(body) : []),
    '    allow_redirects=False,  # A redirect would take the key along.',
    '    timeout=60,',
    ')',
    'print(response.status_code, response.text)',
    '',
  ].join('\n');
}

function bodyArguments(body: RequestContent): string[] {
  if ('text' in body) {
    return [`    data=${isPlainLines(body.text) ? pyLines(body.text) : pyString(body.text)}.encode(),`];
  }
  // A name of None makes a part that is no file, so that all is multipart, whether or not there is a file.
  return ['    files={', ...body.parts.map((part) => `        ${pyString(part.name)}: ${partValue(part)},`), '    },'];
}

function partValue(part: Part): string {
  if ('text' in part) return `(None, ${pyString(part.text)})`;
  const name = pyString(part.file.name);
  return `(${name}, open(${name}, "rb"))`;
}

/** As a literal in double quotes: what JSON escapes, Python reads alike. */
export function pyString(text: string): string {
  return JSON.stringify(text.toWellFormed());
}

/** As a literal in three double quotes, line by line. */
export function pyLines(text: string): string {
  const escaped = text.toWellFormed().replaceAll(/\\|"{3}|"$/g, (found) => `${found.slice(1)}\\${found.charAt(0)}`);
  return `"""${escaped}"""`;
}

/** A JSON value as Python writes it. */
export function pyValue(value: unknown, indent: string): string {
  const inner = `${indent}    `;
  const list = asList(value);
  if (list) {
    return list.length === 0
      ? '[]'
      : `[\n${list.map((item) => `${inner}${pyValue(item, inner)},\n`).join('')}${indent}]`;
  }
  const object = asObject(value);
  if (object) {
    const members = Object.entries(object).map(
      ([name, member]) => `${inner}${pyString(name)}: ${pyValue(member, inner)},\n`,
    );
    return members.length === 0 ? '{}' : `{\n${members.join('')}${indent}}`;
  }
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? pyString(value) : String(value);
}
