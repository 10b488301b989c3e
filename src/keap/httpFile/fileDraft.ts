import type { Operation, Parameter } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import { emptyDraft, type FileChoice, type ParameterInput, parameterId, type RequestDraft } from '../request/draft.ts';
import { isList } from '../request/parameterValue.ts';
import { type Address, unmarked } from './address.ts';
import { callInFile, xmlWritten } from './callInFile.ts';
import { readForm } from './form.ts';
import { jsonWritten, withBraces } from './jsonVariables.ts';
import { pathValues } from './matchOperation.ts';
import type { FileRequest } from './readHttpFile.ts';
import type { FileVariables, Missing } from './variables.ts';

/** A request of a file as a draft, and what it still lacks. */
export interface FileDraft {
  readonly draft: RequestDraft;
  /** Why it cannot be sent as it is; in the draft the variables then stand as they were written. */
  readonly missing: readonly Missing[];
}

/** Finds the files that a request takes in by `< path`, as its adapter allows. */
export interface FileFinder {
  /** The text of a whole body, or a sentence why there is none. */
  readonly text: (path: string) => { readonly text: string } | { readonly refused: string };
  /** A part of a form. @param name that the form gives it */
  readonly choice: (path: string, name: string | undefined) => FileChoice | { readonly refused: string };
}

/** `< ./body.json`, with `@` where variables in it count, as the whole of a body. */
const BODY_FILE = /^<(@\w*)?[ \t]+(\S.*)$/;

/**
 * Reads a request as a draft of its operation. Of its headers those count that the operation declares: the key and
 * whatever else says who sends are the connection's.
 */
export function fileDraft(
  request: FileRequest,
  address: Address,
  { operation, schemas }: { readonly operation: Operation; readonly schemas: Schemas },
  variables: FileVariables,
  files: FileFinder,
): FileDraft {
  const missing: Missing[] = [];
  const value = (expression: string): string => {
    const resolved = variables.resolve(expression);
    if ('value' in resolved) return resolved.value;
    missing.push(resolved.missing);
    return `{{${expression}}}`;
  };
  const decoded = (text: string) => unmarked(decode(text), address, value);
  const fill = (text: string) => {
    const filled = variables.fill(text);
    missing.push(...filled.missing);
    return filled.text;
  };
  if (operation.call) {
    const body = variables.fill(request.body, xmlWritten);
    const read = callInFile(operation, body.text);
    missing.push(...body.missing);
    if (!('refused' in read)) return { draft: read, missing };
    // Where a variable has no value, that is what to say.
    const refused = missing.length === 0 ? [{ message: read.refused }] : missing;
    return { draft: emptyDraft(operation.key), missing: refused };
  }
  const parameters: Record<string, ParameterInput> = {
    ...pathInputs(operation, address, decoded),
    ...queryInputs(operation, schemas, address, decoded),
    ...headerInputs(operation, request, fill),
  };
  const draft = { ...emptyDraft(operation.key), parameters };
  if (!operation.requestBody || request.body === '') return { draft, missing };
  if (operation.requestBody.mediaType.startsWith('multipart/')) {
    const form = readForm(request, operation.requestBody.schema, schemas, fill, files);
    missing.push(...form.refused.map((message) => ({ message })));
    return { draft: { ...draft, body: form.body, files: form.files }, missing };
  }
  const [, withVariables = '@', path] = BODY_FILE.exec(request.body) ?? [];
  const found = path === undefined ? { text: request.body } : files.text(fill(path));
  if ('refused' in found) return { draft, missing: [...missing, { message: found.refused }] };
  const body =
    path !== undefined && withVariables === '@' && !request.body.startsWith('<@')
      ? { text: found.text, missing: [] }
      : variables.fill(found.text, jsonWritten(found.text));
  return { draft: { ...draft, body: withBraces(body.text) }, missing: [...missing, ...body.missing] };
}

type Read = (text: string) => string;

/** A parameter that is still to be filled in stands as `{name}`. */
function pathInputs({ path }: Operation, address: Address, decoded: Read): Record<string, string> {
  const values = [...(pathValues(path, address.path.split('/')) ?? [])];
  const filled = values.filter(([name, value]) => value !== `{${name}}`);
  return Object.fromEntries(filled.map(([name, value]) => [parameterId({ in: 'path', name }), decoded(value)]));
}

function queryInputs(
  operation: Operation,
  schemas: Schemas,
  { query }: Address,
  decoded: Read,
): Record<string, ParameterInput> {
  const inputs = new Map<string, string[]>();
  for (const [written, value] of query) {
    const name = decoded(written);
    const joined = operation.parameters.some(
      (parameter) => isQuery(parameter, name) && parameter.explode === false && isList(parameter, schemas),
    );
    const values = joined ? value.split(',').map(decoded) : [decoded(value)];
    inputs.set(name, [...(inputs.get(name) ?? []), ...values]);
  }
  return Object.fromEntries(
    [...inputs].map(([name, values]): [string, ParameterInput] => {
      const list = operation.parameters.some((parameter) => isQuery(parameter, name) && isList(parameter, schemas));
      return [parameterId({ in: 'query', name }), list || values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

function isQuery(parameter: Parameter, name: string): boolean {
  return parameter.in === 'query' && parameter.name === name;
}

function headerInputs(operation: Operation, { headers }: FileRequest, fill: Read): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    const wanted = parameter.name.toLowerCase();
    const header = parameter.in === 'header' && headers.find(({ name }) => name.toLowerCase() === wanted);
    if (header) inputs[parameterId(parameter)] = fill(header.value);
  }
  return inputs;
}

/** As a server reads it: `+` is a space. What is encoded in a wrong way stays as it is. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
