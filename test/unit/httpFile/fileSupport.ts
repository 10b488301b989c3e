import { type Address, addressOf } from '../../../src/keap/httpFile/address.ts';
import { type FileDraft, type FileFinder, fileDraft } from '../../../src/keap/httpFile/fileDraft.ts';
import { matchOperation } from '../../../src/keap/httpFile/matchOperation.ts';
import { type FileRequest, type HttpFile, readHttpFile } from '../../../src/keap/httpFile/readHttpFile.ts';
import { FileVariables } from '../../../src/keap/httpFile/variables.ts';
import { catalogs, operation, operations } from '../catalog/realCatalog.ts';

/** An answer with a JSON body. */
export function answer(body: unknown, status = 200, headers: readonly (readonly [string, string])[] = []) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: [['content-type', 'application/json'], ...headers] as const, body: Buffer.from(text) };
}

export type Answers = Readonly<Record<string, ReturnType<typeof answer>>>;

/** Files beside the `.http` file. */
const BESIDE: FileFinder = {
  text: (path) => ({ refused: `${path} is not there.` }),
  choice: (path, name) => {
    const file = path.replace(/^\.\//, '');
    return { uri: `file:///${file}`, name: name ?? file, size: 2 };
  },
};

export function variablesOf(file: HttpFile, answers: Answers = {}): FileVariables {
  return new FileVariables(file, (name) => answers[name]);
}

/** The key of the operation that the first request of a text is of; undefined where it is none of Keap's. */
export function matched(text: string): string | undefined {
  const file = readHttpFile(text);
  const [request] = file.requests;
  const address = request && addressOf(request, variablesOf(file));
  return address && matchOperation(operations, request.method, address)?.key;
}

/** A request of a text, the first unless told otherwise, as a draft. */
export function drafted(text: string, answers: Answers = {}, index = 0, files: FileFinder = BESIDE): FileDraft {
  const file = readHttpFile(text);
  const request = file.requests[index];
  if (!request) throw new Error(`There is no request ${index}.`);
  const variables = variablesOf(file, answers);
  const { address, key } = located(request, variables);
  const found = operation(key);
  return fileDraft(request, address, { operation: found, schemas: catalogs[found.version].schemas }, variables, files);
}

function located(request: FileRequest, variables: FileVariables): { address: Address; key: string } {
  const address = addressOf(request, variables);
  const found = address && matchOperation(operations, request.method, address);
  if (!address || !found) throw new Error(`${request.method} ${request.url} is none of Keap's.`);
  return { address, key: found.key };
}
