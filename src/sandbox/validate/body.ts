import type { Operation } from '../../keap/catalog/operation.ts';
import { resolveSchema, type Schemas, schemaType } from '../../keap/catalog/schema.ts';
import { parseJson } from '../../keap/json.ts';
import { badRequest } from '../errors.ts';
import { boundaryOf, parseMultipart } from './multipart.ts';
import { BODY, schemaProblem } from './schemaProblem.ts';

/**
 * Reads and checks the body an operation asks for. A body nobody asked for is ignored.
 * @throws RefusalError 400
 */
export function readRequestBody(operation: Operation, schemas: Schemas, bytes: Buffer, contentType: string): unknown {
  const declared = operation.requestBody;
  if (!declared) return undefined;
  if (declared.mediaType === 'multipart/form-data') {
    return checked(readForm(operation, schemas, bytes, contentType), operation, schemas);
  }
  if (bytes.length === 0) {
    if (declared.required) badRequest('A request body is required');
    return undefined;
  }
  const parsed = parseJson(bytes.toString('utf8'));
  if ('error' in parsed) badRequest(`The body is not valid JSON: ${parsed.error}`);
  return checked(parsed.value, operation, schemas);
}

function checked(value: unknown, { requestBody }: Operation, schemas: Schemas): unknown {
  const problem = requestBody && schemaProblem(value, requestBody.schema, schemas, BODY);
  if (problem) badRequest(problem);
  return value;
}

/** The fields of a form by name, a file as Base64: there is no other way to hold its bytes in JSON. */
function readForm(operation: Operation, schemas: Schemas, bytes: Buffer, contentType: string): unknown {
  const boundary = boundaryOf(contentType);
  const parts = boundary === undefined ? undefined : parseMultipart(bytes, boundary);
  if (!parts) badRequest('The body is not valid multipart/form-data');
  const properties = resolveSchema(operation.requestBody?.schema, schemas).properties ?? {};
  const fields = parts.map(({ name, fileName, bytes: content }) => {
    if (fileName !== undefined) return [name, content.toString('base64')];
    const text = content.toString('utf8');
    // Form fields are text; where a boolean is declared, the two words for it become one.
    const isBoolean = schemaType(resolveSchema(properties[name], schemas)) === 'boolean';
    return [name, isBoolean && /^(true|false)$/.test(text) ? text === 'true' : text];
  });
  return Object.fromEntries(fields);
}
