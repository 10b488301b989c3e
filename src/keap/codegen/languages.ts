import type { HttpRequest } from '../request/httpRequest.ts';
import { redactKeysIn } from '../safety/keyShapes.ts';
import { type CodeRequest, codeRequest } from './codeRequest.ts';
import { toCSharp } from './csharp.ts';
import { toCurl } from './curl.ts';
import { toHttpFile } from './httpFile.ts';
import { toJava } from './java.ts';
import { toJavaScript } from './javascript.ts';
import { toPhp } from './php.ts';
import { toPython } from './python.ts';

export type LanguageId = 'curl' | 'javascript' | 'python' | 'php' | 'csharp' | 'java' | 'http';

/** A language that a request can be written in. */
export interface Language {
  readonly id: LanguageId;
  readonly label: string;
  /** What it is written with. */
  readonly detail: string;
  readonly write: (request: CodeRequest) => string;
}

/** In the order they are offered. Keap's own SDK is not among them: it has no addresses (`keapSdk.ts`). */
export const LANGUAGES: readonly Language[] = [
  { id: 'curl', label: 'cURL', detail: 'a command for bash, zsh and other POSIX shells', write: toCurl },
  { id: 'javascript', label: 'JavaScript', detail: 'fetch, Node 18 or later', write: toJavaScript },
  { id: 'python', label: 'Python', detail: 'Requests', write: toPython },
  { id: 'php', label: 'PHP', detail: 'curl', write: toPhp },
  { id: 'csharp', label: 'C#', detail: 'HttpClient, .NET 7 or later', write: toCSharp },
  { id: 'java', label: 'Java', detail: 'java.net.http, Java 17 or later', write: toJava },
  { id: 'http', label: '.http file', detail: 'REST Client, httpYac, JetBrains', write: toHttpFile },
];

/**
 * A request as code that reads the key from the environment variable KEAP_API_KEY. A key that was typed into the
 * request by mistake is masked.
 * @param origin scheme and host, without a trailing slash
 */
export function requestAsCode(id: LanguageId, request: HttpRequest, origin: string): string {
  const language = LANGUAGES.find((candidate) => candidate.id === id);
  if (!language) throw new Error(`There is no language ${id}.`);
  return language.write(codeRequest(redactKeysIn(request), origin));
}
