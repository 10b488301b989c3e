import { CREDENTIAL_HEADER } from '../connection.ts';
import type { RequestContent } from '../request/httpRequest.ts';
import { type CodeRequest, isPlainLines, KEY_VARIABLE } from './codeRequest.ts';

/** A script that uses PHP's cURL, which follows no redirect unless told. Files are read from the current folder. */
export function toPhp({ method, url, headers, body }: CodeRequest): string {
  return [
    '<?php',
    `// PHP 7.3 or later with the curl extension. The key is read from ${KEY_VARIABLE}.`,
    ...(body ? [`$body = ${bodyExpression(body)};`, ''] : []),
    `$curl = curl_init(${phpString(url)});`,
    'curl_setopt_array($curl, [',
    `    CURLOPT_CUSTOMREQUEST => '${method}',`,
    '    CURLOPT_HTTPHEADER => [',
    `        '${CREDENTIAL_HEADER}: ' . getenv('${KEY_VARIABLE}'),`,
    ...headers.map(([name, value]) => `        ${phpString(`${name}: ${value}`)},`),
    '    ],',
    ...(body ? ['    CURLOPT_POSTFIELDS => $body,'] : []),
    '    CURLOPT_RETURNTRANSFER => true,',
    ']);',
    '$answer = curl_exec($curl);',
    'if ($answer === false) {',
    '    throw new RuntimeException(curl_error($curl));',
    '}',
    'echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), "\\n", $answer, "\\n";',
    '',
  ].join('\n');
}

function bodyExpression(body: RequestContent): string {
  if ('text' in body) return isPlainLines(body.text) ? phpLines(body.text) : phpString(body.text);
  const parts = body.parts.map((part) => {
    const value =
      'text' in part
        ? phpString(part.text)
        : `new CURLFile(${phpString(part.file.name)}, null, ${phpString(part.file.name)})`;
    return `    ${phpString(part.name)} => ${value},\n`;
  });
  return `[\n${parts.join('')}]`;
}

/** As a literal in single quotes, in which nothing but the quote and the backslash mean anything. */
export function phpString(text: string): string {
  return `'${text.toWellFormed().replaceAll(/['\\]/g, '\\$&')}'`;
}

/** As a nowdoc, line by line: it means nothing but itself, up to a word that it does not hold. */
export function phpLines(text: string): string {
  let word = text.startsWith('<') ? 'XML' : 'JSON';
  while (text.includes(word)) word += '_';
  return `<<<'${word}'\n${text.toWellFormed()}\n${word}`;
}
