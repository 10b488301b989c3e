import type { Operation, Parameter } from '../catalog/operation.ts';
import { resolveSchema, type Schemas } from '../catalog/schema.ts';
import { parseJson } from '../json.ts';
import { holdsKey } from '../safety/keyShapes.ts';
import { checkBody } from './bodyCheck.ts';
import { argumentProblems } from './call/methodCall.ts';
import { parameterId, type RequestDraft } from './draft.ts';
import { checkText, inputTexts, valueSchema } from './parameterValue.ts';
import { checkQueryFacts } from './queryCheck.ts';
import { maskedSecrets } from './secretInputs.ts';
import { checkTable } from './table/checkTable.ts';

/** Something in a draft to put right before sending. */
export interface Problem {
  /** The field it belongs to: a `parameterId`, `body`, or `file:PART`. */
  readonly target: string;
  /** A whole sentence. */
  readonly message: string;
  /** Of a body: the value it is about, as the message says it; empty for the body itself. */
  readonly at?: string;
  /** Of a body: whether it is that a required property has no value. */
  readonly missing?: true;
  /** Whether the request cannot be built at all; otherwise it may be sent as it is by whoever means it. */
  readonly blocking: boolean;
  /** What a press of a button can do about it: take the key out of the field. */
  readonly fix?: 'removeKey';
}

/** Everything wrong with a draft, in the order of the form. */
export function validateDraft(operation: Operation, schemas: Schemas, draft: RequestDraft): readonly Problem[] {
  return [
    ...(operation.call
      ? [...checkArguments(operation, draft), ...checkRows(operation, draft)]
      : operation.parameters.flatMap((parameter) => checkParameter(parameter, operation, schemas, draft))),
    ...checkMasked(draft),
    ...checkUnknown(operation, draft),
    ...checkDraftBody(operation, schemas, draft),
  ];
}

function checkParameter(parameter: Parameter, operation: Operation, schemas: Schemas, draft: RequestDraft): Problem[] {
  const target = parameterId(parameter);
  const texts = inputTexts(draft.parameters[target]);
  const problem = (words: string, blocking = false): Problem => ({
    target,
    message: `${parameter.name} ${words}`,
    blocking,
  });
  if (texts.length === 0) return parameter.required ? [problem('is required.', true)] : [];
  if (texts.some(holdsKey)) return [{ ...problem(KEY_IN_FIELD, true), fix: 'removeKey' }];
  if (parameter.in === 'path' && texts.some((text) => /^\.{1,2}$/.test(text))) {
    return [problem('cannot be “.” or “..”: the address would lead to another operation.', true)];
  }
  if (parameter.in === 'header' && texts.some((text) => /[^\t\x20-\x7e\x80-\xff]/.test(text))) {
    return [problem('cannot hold line breaks or characters outside Latin-1: it is a header.', true)];
  }
  const schema = valueSchema(parameter, schemas);
  for (const text of texts) {
    const words = checkText(text, schema);
    if (words) return [problem(words)];
  }
  return parameter.in === 'query'
    ? checkQueryFacts(parameter.name, operation, texts).map((words) => problem(words))
    : [];
}

/** A key in an argument is told of alone: what it would be sent as does not matter then. */
function checkArguments(operation: Operation, draft: RequestDraft): Problem[] {
  const holding = (target: string) => inputTexts(draft.parameters[target]).some(holdsKey);
  const keys = operation.parameters.filter((parameter) => holding(parameterId(parameter)));
  const found = argumentProblems(operation, draft).filter(({ parameter }) => !keys.includes(parameter));
  const at = new Map(operation.parameters.map((parameter, index) => [parameter.name, index]));
  return [
    ...keys.map((parameter) => ({ parameter, words: KEY_IN_FIELD, blocking: true, fix: 'removeKey' as const })),
    ...found,
  ]
    .sort((a, b) => (at.get(a.parameter.name) ?? 0) - (at.get(b.parameter.name) ?? 0))
    .map(({ parameter, words, ...rest }) => ({
      target: parameterId(parameter),
      message: `${parameter.name} ${words}`,
      ...rest,
    }));
}

/** What a table probably refuses, of arguments that could be read. */
function checkRows(operation: Operation, { parameters }: RequestDraft): Problem[] {
  return checkTable(operation, parameters)
    .filter(({ target }) => !inputTexts(parameters[target]).some(holdsKey))
    .map((found) => ({ ...found, blocking: false }));
}

/** A mask must not go out as a password or a number of a card. */
function checkMasked(draft: RequestDraft): Problem[] {
  return maskedSecrets(draft).map(({ target, name }) => ({
    target,
    message: `${name} was not kept, since it is secret: type it again.`,
    blocking: true,
  }));
}

/**
 * Parameters the operation does not know. Keap passes over such names without a word and answers with everything, so
 * they are not sent.
 */
function checkUnknown(operation: Operation, draft: RequestDraft): Problem[] {
  const fields = operation.query?.filter?.fields ?? [];
  return unknownParameters(operation, draft).map((target) => {
    const name = target.replace(/^\w+:/, '');
    const instead = fields.some((field) => field.name === name) ? ` Use the filter: ${name}==…` : '';
    const message = operation.call
      ? `${name} is not an argument of this method and is not sent.`
      : `${name} is not a parameter of this operation and is not sent: Keap ignores names it does not know.`;
    return { target, message: message + instead, blocking: false };
  });
}

/** The ids of filled-in parameters that the operation does not have. */
export function unknownParameters(operation: Operation, draft: RequestDraft): readonly string[] {
  const known = new Set(operation.parameters.map(parameterId));
  return Object.keys(draft.parameters).filter((id) => !known.has(id) && inputTexts(draft.parameters[id]).length > 0);
}

function checkDraftBody(operation: Operation, schemas: Schemas, draft: RequestDraft): Problem[] {
  const declared = operation.requestBody;
  if (!declared) return [];
  const files = fileParts(operation, schemas);
  const problems = files
    .filter((part) => part.required && !draft.files[part.name])
    .map((part): Problem => ({ target: `file:${part.name}`, message: `${part.name} needs a file.`, blocking: true }));
  for (const [part, { name }] of Object.entries(draft.files)) {
    if (!holdsKey(name)) continue;
    const message = `The name of the file for ${part} holds what looks like a Keap key; rename the file.`;
    problems.push({ target: `file:${part}`, message, blocking: true });
  }
  if (draft.body.trim() === '') {
    const missing = declared.required && files.length === 0;
    return missing ? [{ target: 'body', message: 'The body is required.', blocking: true }] : problems;
  }
  if (holdsKey(draft.body)) {
    return [...problems, { target: 'body', message: `The body ${KEY_IN_FIELD}`, blocking: true, fix: 'removeKey' }];
  }
  const parsed = parseJson(draft.body);
  if ('error' in parsed) {
    const message = `The body is not JSON: ${sentenceOf(parsed.error)}`;
    return [...problems, { target: 'body', message, blocking: true }];
  }
  const fileNames = new Set(files.map((part) => part.name));
  const found = checkBody(parsed.value, declared.schema, schemas)
    .filter(({ at }) => !fileNames.has(at))
    .map((each): Problem => ({ target: 'body', blocking: false, ...each }));
  return [...problems, ...found];
}

/** The parts of a multipart body that are files. */
export function fileParts(operation: Operation, schemas: Schemas): readonly { name: string; required: boolean }[] {
  const body = operation.requestBody;
  if (!body?.mediaType.startsWith('multipart/')) return [];
  const schema = resolveSchema(body.schema, schemas);
  return Object.entries(schema.properties ?? {})
    .filter(([, property]) => resolveSchema(property, schemas).format === 'binary')
    .map(([name]) => ({ name, required: schema.required?.includes(name) ?? false }));
}

const KEY_IN_FIELD = 'holds what looks like a Keap key: keys belong in a connection (Keap: Add connection).';

/** A parser's words as the end of a sentence. */
function sentenceOf(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1).replace(/\.?$/, '.')}`;
}
