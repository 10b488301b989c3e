import type { Catalog, MediaContent, Operation } from '../../../src/keap/catalog/operation.ts';
import { SCHEMA_POINTER } from '../../../src/keap/catalog/schema.ts';

/** A part of a document that a test may edit. */
export type Json = Record<string, unknown>;

/** An OpenAPI document with everything a catalog says, such as Keap would publish; without descriptions. */
export function openApiOf(catalog: Catalog): Json {
  const paths: Record<string, Json> = {};
  for (const operation of catalog.operations) {
    const path = operation.path.replace(catalog.version === 'v1' ? '/crm/rest' : '/crm', '');
    paths[path] ??= {};
    (paths[path] as Json)[operation.method.toLowerCase()] = operationOf(operation);
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Keap API', version: catalog.source.version, license: { name: 'Apache 2.0' } },
    servers: [{ url: 'https://attacker.example' }],
    paths,
    components: { schemas: catalog.schemas },
  };
  return JSON.parse(JSON.stringify(document).replaceAll(`"${SCHEMA_POINTER}`, '"#/components/schemas/')) as Json;
}

function operationOf({ operationId, tag, deprecated, parameters, requestBody, responses, errors }: Operation): Json {
  const answers = Object.entries(responses).map(([status, content]) => [
    status,
    { description: '', ...contentOf(content) },
  ]);
  return {
    operationId,
    tags: [tag],
    ...(deprecated ? { deprecated } : {}),
    parameters,
    ...(requestBody ? { requestBody: { required: requestBody.required, ...contentOf(requestBody) } } : {}),
    responses: { ...Object.fromEntries(answers), ...Object.fromEntries(errors.map((status) => [status, {}])) },
  };
}

function contentOf({ mediaType, schema }: MediaContent): Json {
  return mediaType === undefined ? {} : { content: { [mediaType]: schema ? { schema } : {} } };
}

/** The operation of a document by its id. @throws Error where it has none */
export function operationIn(document: Json, operationId: string): Json {
  for (const item of Object.values(document['paths'] as Record<string, Record<string, Json>>)) {
    for (const operation of Object.values(item)) if (operation['operationId'] === operationId) return operation;
  }
  throw new Error(`The document has no ${operationId}.`);
}
