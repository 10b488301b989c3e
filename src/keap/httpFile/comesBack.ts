import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import { type FileChoice, type RequestDraft, redactDraft } from '../request/draft.ts';
import { buildRequest, type HttpRequest } from '../request/httpRequest.ts';
import { addressOf } from './address.ts';
import { type FileFinder, fileDraft } from './fileDraft.ts';
import { knownRequests } from './knownRequests.ts';
import { readHttpFile } from './readHttpFile.ts';
import { FileVariables } from './variables.ts';

/**
 * Whether the text of a `.http` file, read again, is the request that was written: a body that is no JSON may hold
 * lines that mean something else there.
 */
export function comesBack(text: string, operation: Operation, schemas: Schemas, draft: RequestDraft): boolean {
  const file = readHttpFile(text);
  const [request] = file.requests;
  const variables = new FileVariables(file, () => undefined);
  const address = request && addressOf(request, variables);
  if (file.requests.length !== 1 || !address || !knownRequests(file, [operation])[0]?.operation) return false;
  const read = fileDraft(request, address, { operation, schemas }, variables, NAMED);
  const [before, after] = [redactDraft(draft), read.draft].map((each) => buildRequest(operation, schemas, each));
  return read.missing.length === 0 && before !== undefined && after !== undefined && essence(before) === essence(after);
}

const NAMED: FileFinder = {
  text: () => ({ refused: 'A body that is written out is in no other file.' }),
  choice: (path, name): FileChoice => ({ uri: path, name: name ?? path, size: 0 }),
};

function essence({ target, headers, body }: HttpRequest): string {
  const content =
    body && 'text' in body
      ? body.text.replaceAll('\r\n', '\n').trim()
      : body?.parts.map((part) => ('file' in part ? [part.name, part.file.name] : [part.name, part.text]));
  return JSON.stringify([target, headers, content ?? '']);
}
