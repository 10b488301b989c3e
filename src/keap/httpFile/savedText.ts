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

/** Puts another title in the place of the first one of a file, where that is the one expected. */
export function retitled(text: string, from: string, to: string): string {
  const [whole = '', title] = /^#{3,}[ \t]*([^\r\n]*?)[ \t]*(?=\r?\n|$)/.exec(text) ?? [];
  return title === from ? `### ${to}${text.slice(whole.length)}` : text;
}
