import { CREDENTIAL_HEADER } from '../connection.ts';
import type { FileChoice } from '../request/draft.ts';
import type { RequestContent } from '../request/httpRequest.ts';
import { type CodeRequest, KEY_VARIABLE } from './codeRequest.ts';
import { boundaryFor, partHead } from './formData.ts';

/** What only whoever keeps the file knows of a request. */
export interface HttpFileOptions {
  /** Stands behind `###`. Default method and path, or what a call calls. */
  readonly title?: string;
  /** The path to a file of a form. Default its name, beside the `.http` file. */
  readonly pathOf?: (file: FileChoice) => string;
}

/**
 * A `.http` file as REST Client, httpYac and JetBrains read it alike. A variable of the environment is spelled
 * differently in each, so the key is a plain variable, and a comment says how to give it a value.
 */
export function toHttpFile({ method, url, headers, body }: CodeRequest, options: HttpFileOptions = {}): string {
  const boundary = body && 'parts' in body ? boundaryFor(body.parts) : undefined;
  const type = boundary === undefined ? [] : [['content-type', `multipart/form-data; boundary=${boundary}`] as const];
  const called = body && 'text' in body ? /<methodName>([\w.]+)</.exec(body.text)?.[1] : undefined;
  const title = options.title ?? called ?? `${method} ${url.replace(/^\w+:\/\/[^/]*|\?.*$/g, '')}`;
  const pathOf = options.pathOf ?? (({ name }) => `./${name}`);
  return [
    `### ${title}`,
    `# ${KEY_VARIABLE} is a variable of your environment: in http-client.private.env.json`,
    '# for JetBrains and httpYac, or in .env for httpYac. For REST Client, take away the # of the next line.',
    `# @${KEY_VARIABLE} = {{$processEnv ${KEY_VARIABLE}}}`,
    '',
    `${method} ${url}`,
    `${CREDENTIAL_HEADER}: {{${KEY_VARIABLE}}}`,
    ...[...headers, ...type].map(([name, value]) => `${name}: ${value}`),
    ...(body ? ['', bodyLines(body, boundary ?? '', pathOf)] : []),
    '',
  ].join('\n');
}

function bodyLines(body: RequestContent, boundary: string, pathOf: (file: FileChoice) => string): string {
  if ('text' in body) {
    if (body.mediaType === 'text/xml') return xmlLines(body.text);
    return body.mediaType.includes('json') ? withoutVariables(body.text) : body.text;
  }
  const parts = body.parts.map((part) => {
    const content = 'text' in part ? part.text : `< ${pathOf(part.file)}`;
    return `${partHead(part, boundary, '\n')}\n${content}\n`;
  });
  return `${parts.join('')}--${boundary}--`;
}

/**
 * A call without lines that such a file reads otherwise: only those before an element of the call itself stay, since
 * any other is of a value, where a number means the same.
 */
function xmlLines(call: string): string {
  return call
    .replaceAll('{{', '{&#123;')
    .replaceAll(/\n(?! *<(?:\/?methodCall|methodName|\/?params|param)>)/g, '&#10;');
}

/**
 * `{{` begins a variable in these files. In JSON it stands within a text alone, where an escape means the same, as a
 * number does in XML.
 */
function withoutVariables(json: string): string {
  return json.replaceAll('{{', '{\\u007b');
}
