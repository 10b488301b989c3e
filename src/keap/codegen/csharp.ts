import { CREDENTIAL_HEADER } from '../connection.ts';
import type { RequestContent } from '../request/httpRequest.ts';
import { type CodeRequest, isPlainLines, KEY_VARIABLE } from './codeRequest.ts';

/** The `Program.cs` of a console project. Files are read from the current folder. */
export function toCSharp({ method, url, headers, body }: CodeRequest): string {
  const capital = method.charAt(0) + method.slice(1).toLowerCase();
  // A content has its own place for its type.
  const own = headers.filter(([name]) => name !== 'content-type');
  return [
    `// .NET 7 or later, as Program.cs of a console project. The key is read from ${KEY_VARIABLE}.`,
    'using System.Text;',
    '',
    '// A redirect would take the key along.',
    'using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });',
    `using var request = new HttpRequestMessage(HttpMethod.${capital}, ${csString(url)});`,
    `request.Headers.Add("${CREDENTIAL_HEADER}", Environment.GetEnvironmentVariable("${KEY_VARIABLE}"));`,
    ...own.map(([name, value]) => `request.Headers.TryAddWithoutValidation(${csString(name)}, ${csString(value)});`),
    ...(body ? contentLines(body) : []),
    'using var response = await client.SendAsync(request);',
    'Console.WriteLine((int)response.StatusCode);',
    'Console.WriteLine(await response.Content.ReadAsStringAsync());',
    '',
  ].join('\n');
}

function contentLines(body: RequestContent): string[] {
  if ('text' in body) {
    const text = isPlainLines(body.text) ? csLines(body.text) : csString(body.text);
    return [`request.Content = new StringContent(${text}, Encoding.UTF8, ${csString(body.mediaType)});`];
  }
  return [
    'var form = new MultipartFormDataContent();',
    ...body.parts.map((part) => {
      const name = csString(part.name);
      if ('text' in part) return `form.Add(new StringContent(${csString(part.text)}), ${name});`;
      const file = csString(part.file.name);
      return `form.Add(new ByteArrayContent(File.ReadAllBytes(${file})), ${name}, ${file});`;
    }),
    'request.Content = form;',
  ];
}

/** As a literal on one line: JSON's escapes are C#'s, which also takes three more characters for line breaks. */
export function csString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll(
    /[\u0085\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** As a raw literal, line by line: it ends at more quotes than it holds. */
export function csLines(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/"+/g)].map(([found]) => found.length));
  const quotes = '"'.repeat(longest + 1);
  return `${quotes}\n${text.toWellFormed()}\n${quotes}`;
}
