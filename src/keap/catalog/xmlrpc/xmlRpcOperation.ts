import type { Catalog, Operation, Parameter } from '../operation.ts';
import type { Schema } from '../schema.ts';
import {
  XML_RPC_PATH,
  type XmlRpcCatalog,
  type XmlRpcMethod,
  type XmlRpcParameter,
  type XmlRpcType,
} from './xmlRpcMethod.ts';

/**
 * A method in the shape that tree, palette, search and builder have for operations: one POST to one path, told apart
 * by key and title, with arguments where REST has parameters.
 */
export function operationOfMethod(method: XmlRpcMethod): Operation {
  const { key, service, title, effect, forms, keyless, undocumented, documentation, counterpart } = method;
  const parameters = argumentsOf(forms);
  return {
    key,
    version: 'xmlrpc',
    method: 'POST',
    path: XML_RPC_PATH,
    tag: service,
    title,
    effect,
    // All of XML-RPC is, so that saying it of each would tell nothing apart.
    deprecated: false,
    needsInput: forms.every((form) => form.some(({ optional }) => !optional)),
    ...(undocumented ? { undocumented } : {}),
    names: [...new Set(forms.flat().map(({ name }) => name))].sort(),
    operationId: `${service}.${method.method}`,
    parameters,
    responses: { 200: { mediaType: 'text/xml', schema: anyOf(method.returns.map(schemaOfType)) } },
    errors: [],
    call: {
      forms: forms.map((form) => form.map(({ name }) => name)),
      returns: method.returns,
      ...(keyless ? { keyless } : {}),
      ...(documentation === undefined ? {} : { documentation }),
      ...(counterpart === undefined ? {} : { counterpart }),
    },
  };
}

/** XML-RPC as a version among the others: arguments that name a table know which there are. */
export function catalogOfMethods({ methods, tables }: Pick<XmlRpcCatalog, 'methods' | 'tables'>): Catalog {
  const names = tables.map(({ name }) => name);
  const withNames = (parameter: Parameter): Parameter =>
    parameter.argument?.role === 'table' ? { ...parameter, schema: { ...parameter.schema, enum: names } } : parameter;
  const operations = methods
    .map(operationOfMethod)
    .map((operation) => ({ ...operation, parameters: operation.parameters.map(withNames) }));
  const source = { title: 'XML-RPC, from Keap’s documents and three SDKs', version: '1', license: 'MIT' };
  return { version: 'xmlrpc', source, operations, schemas: {}, tables };
}

/** The arguments of all forms in their order; one that several forms have takes what any of them takes. */
function argumentsOf(forms: XmlRpcMethod['forms']): Parameter[] {
  const found = new Map<string, XmlRpcParameter>();
  for (const argument of forms.flat()) {
    const before = found.get(argument.name);
    const types = [...new Set([...(before?.types ?? []), ...argument.types])];
    found.set(argument.name, { ...argument, ...before, types });
  }
  return [...found.values()].map((argument): Parameter => {
    const { name } = argument;
    const required = forms.every((form) => form.some((each) => each.name === name && !each.optional));
    return { name, in: 'argument', required, schema: schemaOf(argument), argument };
  });
}

function schemaOf({ types, enum: choices }: XmlRpcParameter): Schema {
  const schema = anyOf(types.map(schemaOfType));
  return choices ? { ...schema, enum: choices } : schema;
}

function anyOf(schemas: readonly Schema[]): Schema {
  const [only] = schemas;
  return schemas.length === 1 && only ? only : { anyOf: schemas };
}

/** A moment as answers show it. */
export const DATE_TIME: Schema = {
  type: 'object',
  properties: { $dateTime: { type: 'string' } },
  required: ['$dateTime'],
};

const SCHEMAS: Readonly<Record<XmlRpcType, Schema>> = {
  int: { type: 'integer', format: 'int32' },
  double: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  string: { type: 'string' },
  'dateTime.iso8601': DATE_TIME,
  struct: { type: 'object', additionalProperties: true },
  array: { type: 'array', items: {} },
  'array<int>': { type: 'array', items: { type: 'integer', format: 'int32' } },
  'array<string>': { type: 'array', items: { type: 'string' } },
  any: {},
};

function schemaOfType(type: XmlRpcType): Schema {
  return SCHEMAS[type];
}
