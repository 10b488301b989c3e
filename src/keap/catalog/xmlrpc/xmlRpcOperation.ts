import type { OperationSummary, Parameter } from '../operation.ts';
import type { Schema } from '../schema.ts';
import { XML_RPC_PATH, type XmlRpcMethod, type XmlRpcParameter, type XmlRpcType } from './xmlRpcMethod.ts';

/** An argument as the builder sees a parameter: by its place among the others, with a schema. */
export interface ArgumentParameter extends Omit<Parameter, 'in'> {
  readonly in: 'argument';
  readonly argument: XmlRpcParameter;
}

/**
 * A method in the shape that tree, palette, search and builder have for operations: one POST to one path, told apart
 * by key and title, with arguments where REST has parameters.
 */
export interface XmlRpcOperation extends Omit<OperationSummary, 'version'> {
  readonly version: 'xmlrpc';
  /** The name on the wire: `DataService.query`. */
  readonly operationId: string;
  readonly parameters: readonly ArgumentParameter[];
  readonly returns: Schema;
}

/**
 * @param form which of the method's forms; the documented one unless told otherwise
 */
export function operationOfMethod(method: XmlRpcMethod, form = 0): XmlRpcOperation {
  const parameters = (method.forms[form] ?? []).map((argument): ArgumentParameter => {
    const { name, optional } = argument;
    return { name, in: 'argument', required: optional !== true, schema: schemaOf(argument), argument };
  });
  return {
    key: method.key,
    version: 'xmlrpc',
    method: 'POST',
    path: XML_RPC_PATH,
    tag: method.service,
    title: method.title,
    effect: method.effect,
    // All of XML-RPC is, so that saying it of each would tell nothing apart.
    deprecated: false,
    needsInput: parameters.some(({ required }) => required),
    names: [...new Set(method.forms.flat().map(({ name }) => name))].sort(),
    operationId: `${method.service}.${method.method}`,
    parameters,
    returns: anyOf(method.returns.map(schemaOfType)),
  };
}

function schemaOf({ types, enum: choices }: XmlRpcParameter): Schema {
  const schema = anyOf(types.map(schemaOfType));
  return choices ? { ...schema, enum: choices } : schema;
}

function anyOf(schemas: readonly Schema[]): Schema {
  const [only] = schemas;
  return schemas.length === 1 && only ? only : { anyOf: schemas };
}

const SCHEMAS: Readonly<Record<XmlRpcType, Schema>> = {
  int: { type: 'integer', format: 'int32' },
  double: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  string: { type: 'string' },
  'dateTime.iso8601': { type: 'object', properties: { $dateTime: { type: 'string' } }, required: ['$dateTime'] },
  struct: { type: 'object', additionalProperties: true },
  array: { type: 'array', items: {} },
  'array<int>': { type: 'array', items: { type: 'integer', format: 'int32' } },
  'array<string>': { type: 'array', items: { type: 'string' } },
  any: {},
};

function schemaOfType(type: XmlRpcType): Schema {
  return SCHEMAS[type];
}
