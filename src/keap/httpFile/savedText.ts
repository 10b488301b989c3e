import { codeRequest } from '../codegen/codeRequest.ts';
import { type HttpFileOptions, toHttpFile } from '../codegen/httpFile.ts';
import type { HttpRequest } from '../request/httpRequest.ts';
import { redactKeysIn } from '../safety/keyShapes.ts';

/**
 * A request as the text of a `.http` file of its own. The key is a variable; one typed into the request is masked.
 * @param origin scheme and host, without a trailing slash
 */
export function savedText(request: HttpRequest, origin: string, options: HttpFileOptions): string {
  return toHttpFile(codeRequest(redactKeysIn(request), origin), options);
}

/** The text of a file that is written anew, with the line for the key as someone turned it on in the one before. */
export function withKeyLine(text: string, before: string): string {
  const [line] = /^@KEAP_API_KEY[ \t]*=[^\r\n]*/m.exec(before) ?? [];
  return line === undefined ? text : text.replace(/^# @KEAP_API_KEY = .*$/m, () => line);
}

/** Puts another title in the place of the first one of a file, where that is the one expected. */
export function retitled(text: string, from: string, to: string): string {
  const [line = ''] = text.split('\n', 1);
  const written = line.trimEnd();
  return /^#{3}/.test(written) && written.replace(/^#+/, '').trim() === from
    ? `### ${to}${line.slice(written.length)}${text.slice(line.length)}`
    : text;
}
