import { CREDENTIAL_HEADER } from '../connection.ts';
import type { Part, RequestContent } from '../request/httpRequest.ts';
import { type CodeRequest, indented, isPlainLines, KEY_VARIABLE } from './codeRequest.ts';
import { boundaryFor, partHead } from './formData.ts';

/** A class for `java Request.java`; its client follows no redirect unless told. Files are read from the current folder. */
export function toJava({ method, url, headers, body }: CodeRequest): string {
  const boundary = body && 'parts' in body ? boundaryFor(body.parts) : undefined;
  const type = boundary === undefined ? [] : [['content-type', `multipart/form-data; boundary=${boundary}`] as const];
  return [
    `// Java 17 or later: java Request.java. The key is read from ${KEY_VARIABLE}.`,
    'import java.net.URI;',
    'import java.net.http.HttpClient;',
    'import java.net.http.HttpRequest;',
    'import java.net.http.HttpRequest.BodyPublishers;',
    'import java.net.http.HttpResponse.BodyHandlers;',
    ...(body && 'parts' in body ? ['import java.nio.file.Path;'] : []),
    '',
    'class Request {',
    '    public static void main(String[] arguments) throws Exception {',
    `        var request = HttpRequest.newBuilder(URI.create(${javaString(url)}))`,
    `            .header("${CREDENTIAL_HEADER}", System.getenv("${KEY_VARIABLE}"))`,
    ...[...headers, ...type].map(([name, value]) => `            .header(${javaString(name)}, ${javaString(value)})`),
    `            .method("${method}", ${body ? publisher(body, boundary ?? '') : 'BodyPublishers.noBody()'})`,
    '            .build();',
    '        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());',
    '        System.out.println(response.statusCode() + " " + response.body());',
    '    }',
    '}',
    '',
  ].join('\n');
}

function publisher(body: RequestContent, boundary: string): string {
  if ('text' in body) {
    const text = isPlainLines(body.text) && !/^\s/.test(body.text) ? javaLines(body.text, 16) : javaString(body.text);
    return `BodyPublishers.ofString(${text})`;
  }
  const parts = body.parts.flatMap((part) => partPublishers(part, boundary));
  const end = `BodyPublishers.ofString(${javaString(`--${boundary}--\r\n`)})`;
  return `BodyPublishers.concat(\n${[...parts, end].map((each) => `                ${each}`).join(',\n')}\n            )`;
}

function partPublishers(part: Part, boundary: string): string[] {
  const text = (value: string) => `BodyPublishers.ofString(${javaString(value)})`;
  const head = `${partHead(part, boundary, '\r\n')}\r\n`;
  if ('text' in part) return [text(`${head}${part.text}\r\n`)];
  return [text(head), `BodyPublishers.ofFile(Path.of(${javaString(part.file.name)}))`, text('\r\n')];
}

/** As a literal in double quotes: JSON's escapes are Java's, and none of those it writes as `\u` ends a line there. */
export function javaString(text: string): string {
  return JSON.stringify(text.toWellFormed());
}

/**
 * As a text block, line by line. What all lines are indented by falls away, as do spaces at their ends unless escaped.
 * @param text with a first line that does not begin with a space
 */
export function javaLines(text: string, indent: number): string {
  const escaped = text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll(/"{3}|"$/g, (found) => `${found.slice(1)}\\"`)
    .replaceAll(/[ \t](?=\n|$)/g, (found) => (found === ' ' ? '\\s' : '\\t'));
  return indented(`"""\n${escaped}"""`, indent);
}
