import type { Operation, Parameter } from '../operation.ts';
import type { Schema } from '../schema.ts';
import type { XmlRpcField, XmlRpcTable } from './xmlRpcMethod.ts';
import { DATE_TIME } from './xmlRpcOperation.ts';

/** What is to be done with a field: read it, give it to a new row, change it. */
export type FieldUse = 'R' | 'A' | 'E';

/** The inputs of a request by `parameterId`, as a draft has them. */
export type Inputs = Readonly<Record<string, string | readonly string[]>>;

/** Whether a field may be used so. One whose access nobody outside Keap knows is let through. */
export function mayUse({ access }: Pick<XmlRpcField, 'access'>, use: FieldUse): boolean {
  return access === undefined || access.includes(use);
}

/** Whether a method is about the rows of a table: of one in an argument, or always of the same. */
export function isAboutTable({ parameters }: Pick<Operation, 'parameters'>): boolean {
  return parameters.some(({ argument }) => argument?.role !== undefined);
}

/** The name of the table that a request is about, as far as it says one. */
export function tableNamed({ parameters }: Pick<Operation, 'parameters'>, inputs: Inputs): string | undefined {
  for (const { name, argument } of parameters) {
    if (argument?.role === undefined) continue;
    if (argument.ofTable !== undefined) return argument.ofTable;
    if (argument.role === 'table') return [inputs[`argument:${name}`]].flat()[0]?.trim() || undefined;
  }
  return undefined;
}

/** The tables that a method may be about: those it can do its work on, or the one it is always about. */
export function tablesFor(operation: Operation, tables: readonly XmlRpcTable[]): readonly XmlRpcTable[] {
  const fixed = tableNamed(operation, {});
  return fixed === undefined ? tables : tables.filter(({ name }) => name === fixed);
}

/** What a method's struct of values is for: a new row, or one that is there. */
export function usesValuesTo({ operationId }: Pick<Operation, 'operationId'>): 'A' | 'E' {
  return /\.add/.test(operationId) ? 'A' : 'E';
}

/**
 * A method about tables as one request means it: with the fields of its table in the schemas of arguments and answer,
 * and the table an id is of. Any other operation comes back as it is, as does one whose table nobody knows.
 */
export function onTable(operation: Operation, tables: readonly XmlRpcTable[] | undefined, inputs: Inputs): Operation {
  if (!tables || !isAboutTable(operation)) return operation;
  const named = tableNamed(operation, inputs);
  const table = tables.find(({ name }) => name === named);
  if (!table) return operation;
  const field = fieldCompared(operation, table, inputs);
  const parameters = operation.parameters.map((each) => argumentOn(each, operation, table, field));
  const responses = Object.fromEntries(
    Object.entries(operation.responses).map(([status, content]) => [
      status,
      content.schema ? { ...content, schema: rowsIn(content.schema, operation, table) } : content,
    ]),
  );
  return { ...operation, parameters, responses, table };
}

/** The field whose value stands in an argument of its own. */
function fieldCompared({ parameters }: Operation, { fields }: XmlRpcTable, inputs: Inputs): XmlRpcField | undefined {
  const compares = parameters.some(({ name }) => name === 'fieldValue');
  const named = compares ? inputs['argument:fieldName'] : undefined;
  return named === undefined ? undefined : fields.find(({ name }) => name === named);
}

function argumentOn(
  parameter: Parameter,
  operation: Operation,
  table: XmlRpcTable,
  field: XmlRpcField | undefined,
): Parameter {
  const { argument, name } = parameter;
  if (!argument) return parameter;
  if (argument.role === 'values') {
    return { ...parameter, schema: rowSchema(table, usesValuesTo(operation)) };
  }
  if (argument.role === 'conditions') {
    // A condition may say more of a field than its value, as a text.
    const fields = table.fields.filter((each) => mayUse(each, 'R'));
    const properties = fields.map((each) => [each.name, { anyOf: [fieldSchema(each), { type: 'string' }] }] as const);
    return {
      ...parameter,
      schema: { type: 'object', properties: Object.fromEntries(properties), additionalProperties: true },
    };
  }
  const isOwnId = (name === 'Id' || name === 'recordId') && argument.refersTo === undefined;
  if (isOwnId) return { ...parameter, argument: { ...argument, refersTo: table.name } };
  const refersTo = field?.name === 'Id' ? table.name : field?.refersTo;
  return name === 'fieldValue' && refersTo ? { ...parameter, argument: { ...argument, refersTo } } : parameter;
}

/** Rows where a method that asks for fields answers with structs. */
function rowsIn(answer: Schema, operation: Operation, table: XmlRpcTable): Schema {
  if (!operation.parameters.some(({ argument }) => argument?.role === 'fields')) return answer;
  const row = rowSchema(table, 'R');
  return answer.type === 'array' ? { type: 'array', items: row } : row;
}

function rowSchema({ fields }: XmlRpcTable, use: FieldUse): Schema {
  const properties = fields.filter((each) => mayUse(each, use)).map((each) => [each.name, fieldSchema(each)] as const);
  // Custom fields stand beside them, by names that only the account knows.
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: true };
}

const TYPES: Readonly<Record<XmlRpcField['type'], Schema>> = {
  string: { type: 'string' },
  int: { type: 'integer', format: 'int32' },
  double: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  date: DATE_TIME,
  dateTime: DATE_TIME,
  bytes: {},
  unknown: {},
};

/** What a field of a table holds. */
function fieldSchema({ type }: Pick<XmlRpcField, 'type'>): Schema {
  return TYPES[type];
}
