import type { Operation } from '../../keap/catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../../keap/catalog/schema.ts';
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

function checked(value: unknown, operation: Operation, schemas: Schemas): unknown {
  const { requestBody } = operation;
  const problem = requestBody && schemaProblem(value, bodySchema(operation, schemas), schemas, BODY);
  if (problem) badRequest(problem);
  return value;
}

/** v1's PATCH shares the schema of a whole record and takes a part of it. */
function bodySchema({ version, method, requestBody }: Operation, schemas: Schemas): Schema {
  const schema = requestBody?.schema ?? {};
  return version === 'v1' && method === 'PATCH' ? { ...resolveSchema(schema, schemas), required: [] } : schema;
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
