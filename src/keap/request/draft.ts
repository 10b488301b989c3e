import type { Parameter } from '../catalog/operation.ts';
import { asList, asNumber, asObject, asString } from '../json.ts';
import { redactKeysIn } from '../safety/keyShapes.ts';

/**
 * A request while someone composes it: everything as typed, right or wrong, so that nothing is ever lost. An
 * untouched parameter has no entry and is not sent.
 */
export interface RequestDraft {
  readonly operationKey: string;
  /** By `parameterId`; a list parameter has a text for each item. */
  readonly parameters: Readonly<Record<string, ParameterInput>>;
  /** The JSON body as text. Empty: no body. */
  readonly body: string;
  /** Chosen files of a multipart body, by part name. */
  readonly files: Readonly<Record<string, FileChoice>>;
}

export type ParameterInput = string | readonly string[];

/** A file someone chose; its bytes are read only when the request is sent. */
export interface FileChoice {
  readonly uri: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

/** What identifies a parameter within its operation: `query:page_size`. */
export function parameterId(parameter: Pick<Parameter, 'in' | 'name'>): string {
  return `${parameter.in}:${parameter.name}`;
}

export function emptyDraft(operationKey: string): RequestDraft {
  return { operationKey, parameters: {}, body: '', files: {} };
}

/** A draft from stored or posted data; what does not fit is left out. Undefined where no operation is named. */
export function parseDraft(value: unknown): RequestDraft | undefined {
  const source = asObject(value);
  const operationKey = asString(source?.['operationKey']);
  if (!source || !operationKey) return undefined;
  const parameters: Record<string, ParameterInput> = {};
  for (const [id, input] of Object.entries(asObject(source['parameters']) ?? {})) {
    if (typeof input === 'string') parameters[id] = input;
    const items = asList(input);
    if (items?.every((item) => typeof item === 'string')) parameters[id] = items as string[];
  }
  const files: Record<string, FileChoice> = {};
  for (const [part, choice] of Object.entries(asObject(source['files']) ?? {})) {
    const file = asObject(choice);
    const uri = asString(file?.['uri']);
    const name = asString(file?.['name']);
    if (uri && name) files[part] = { uri, name, size: asNumber(file?.['size']) ?? 0 };
  }
  return { operationKey, parameters, body: asString(source['body']) ?? '', files };
}

/** A draft to be written down: a Keap key typed into it by mistake is masked. */
export function redactDraft(draft: RequestDraft): RequestDraft {
  return redactKeysIn(draft);
}
