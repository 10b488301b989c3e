import type { HttpMethod, Operation, Parameter } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import { asObject, parseJson } from '../json.ts';
import { methodCallText } from './call/methodCall.ts';
import { type FileChoice, parameterId, type RequestDraft } from './draft.ts';
import { inputTexts, isList } from './parameterValue.ts';

/** A request ready to be sent but for its server and credential. */
export interface HttpRequest {
  readonly method: HttpMethod;
  /** Path and query, encoded: `/crm/rest/v2/contacts?page_size=10`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestContent;
}

export type RequestContent =
  | { readonly mediaType: string; readonly text: string }
  | { readonly mediaType: 'multipart/form-data'; readonly parts: readonly Part[] };

export type Part = { readonly name: string } & ({ readonly text: string } | { readonly file: FileChoice });

/**
 * Builds the request of a draft that `validateDraft` found nothing blocking in. Colons of a path template (Keap's
 * `contacts:merge`) stay as they are; values are encoded.
 */
export function buildRequest(operation: Operation, schemas: Schemas, draft: RequestDraft): HttpRequest {
  const headers: Record<string, string> = { accept: acceptOf(operation) };
  for (const parameter of operation.parameters) {
    const texts = parameter.in === 'header' ? inputTexts(draft.parameters[parameterId(parameter)]) : [];
    if (texts.length > 0) headers[parameter.name] = texts.join(',');
  }
  const body = buildBody(operation, draft);
  if (body && 'text' in body) headers['content-type'] = body.mediaType;
  return {
    method: operation.method,
    target: requestTarget(operation, schemas, draft),
    headers,
    ...(body ? { body } : {}),
  };
}

/** Path and query of a draft, for sending and for the preview; a path parameter still missing stays `{name}`. */
export function requestTarget(operation: Operation, schemas: Schemas, draft: RequestDraft): string {
  const texts = (parameter: Parameter) => inputTexts(draft.parameters[parameterId(parameter)]);
  let path = operation.path;
  const pairs: string[] = [];
  for (const parameter of operation.parameters) {
    const values = texts(parameter);
    if (values.length === 0) continue;
    if (parameter.in === 'path') {
      path = path.replaceAll(`{${parameter.name}}`, values.map(encodeValue).join(','));
    } else if (parameter.in === 'query') {
      const repeated = parameter.explode ?? true;
      const name = encodeURIComponent(parameter.name);
      if (isList(parameter, schemas) && !repeated) pairs.push(`${name}=${values.map(encodeValue).join(',')}`);
      else for (const value of values) pairs.push(`${name}=${encodeValue(value)}`);
    }
  }
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

/**
 * Percent-encodes as Keap's examples do: `*` and every operator of a filter but `!` too, a space as %20, commas of
 * a list left alone (the filter examples of its v2 document).
 */
function encodeValue(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll('*', '%2A').replaceAll('%2C', ',');
}

function acceptOf(operation: Operation): string {
  const mediaTypes = Object.values(operation.responses).flatMap(({ mediaType }) => mediaType ?? []);
  return [...new Set([...mediaTypes, 'application/json', '*/*;q=0.1'])].join(', ');
}

function buildBody(operation: Operation, draft: RequestDraft): RequestContent | undefined {
  if (operation.call) return { mediaType: 'text/xml', text: methodCallText(operation, draft) };
  const declared = operation.requestBody;
  if (!declared) return undefined;
  if (!declared.mediaType.startsWith('multipart/')) {
    return draft.body.trim() === '' ? undefined : { mediaType: declared.mediaType, text: draft.body };
  }
  const parsed = draft.body.trim() === '' ? { value: {} } : parseJson(draft.body);
  const fields = 'value' in parsed ? (asObject(parsed.value) ?? {}) : {};
  const parts: Part[] = [
    ...Object.entries(fields)
      .filter(([name]) => !draft.files[name])
      .map(([name, value]) => ({ name, text: typeof value === 'string' ? value : JSON.stringify(value) })),
    ...Object.entries(draft.files).map(([name, file]) => ({ name, file })),
  ];
  return { mediaType: 'multipart/form-data', parts };
}
