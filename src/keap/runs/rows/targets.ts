import type { Operation } from '../../catalog/operation.ts';
import type { Schema, Schemas } from '../../catalog/schema.ts';
import { shapeOf, standingSchema } from '../../request/body/bodyShape.ts';
import type { JsonPath } from '../../request/body/jsonTree.ts';
import { parameterId } from '../../request/draft.ts';
import { type MappingTarget, targetWords } from './mapping.ts';

/** A place of a request that a column can go to. */
export interface Target {
  readonly target: MappingTarget;
  /** `contact_id`, `email_addresses[0].email`. */
  readonly words: string;
  /** What Keap wants there; an `int64`, a `date-time`, a choice. */
  readonly schema: Schema;
  readonly required: boolean;
}

/** Lists of objects are offered with so many items, and objects so deep. */
const MOST_ITEMS = 3;
const DEEPEST = 5;

/** Paging is a matter of the other kind of run, and what is left of a record in the answer no one reads here. */
const NOT_OFFERED: ReadonlySet<string> = new Set([
  'query:page_token',
  'query:page_size',
  'query:fields',
  'query:order_by',
]);

/**
 * All places of an operation that columns can go to: parameters in their order, then the body, required ones first. Of
 * a struct of XML-RPC whose fields are known, these are.
 * @param columns of the file: those named like a custom field of a table are fields of its rows
 */
export function targetsOf(operation: Operation, schemas: Schemas, columns: readonly string[] = []): readonly Target[] {
  const parameters = operation.parameters.flatMap((parameter): readonly Target[] => {
    const id = parameterId(parameter);
    const schema = standingSchema(parameter.schema, schemas);
    if (parameter.in === 'argument' && schema.properties && shapeOf(schema, '').kind === 'object') {
      return fieldTargets(id, schema.properties, schemas, columns);
    }
    const target = { in: 'parameter', id } as const;
    return NOT_OFFERED.has(id) ? [] : [{ target, words: parameter.name, schema, required: parameter.required }];
  });
  const body = operation.requestBody;
  if (!body) return parameters;
  const found: Target[] = [];
  visit(standingSchema(body.schema, schemas), [], body.required);
  return [...parameters, ...found.toSorted((a, b) => Number(b.required) - Number(a.required))];

  function visit(schema: Schema, path: JsonPath, required: boolean): void {
    const name = String(path.findLast((step) => typeof step === 'string') ?? '');
    const shape = shapeOf(schema, name);
    if (path.length > DEEPEST || schema.readOnly) return;
    if (shape.kind === 'object' && schema.properties) {
      for (const [member, declared] of Object.entries(schema.properties)) {
        visit(
          standingSchema(declared, schemas),
          [...path, member],
          required && (schema.required ?? []).includes(member),
        );
      }
      return;
    }
    const items = shape.kind === 'list' ? standingSchema(shape.items, schemas) : undefined;
    if (items?.properties) {
      for (let item = 0; item < MOST_ITEMS; item++) visit(items, [...path, item], required && item === 0);
      return;
    }
    if (path.length === 0) return;
    const target = { in: 'body', path } as const;
    found.push({ target, words: targetWords(target), schema, required });
  }
}

/** The fields of a row of a table, those of the account that a file names among them. */
function fieldTargets(
  id: string,
  properties: NonNullable<Schema['properties']>,
  schemas: Schemas,
  columns: readonly string[],
): readonly Target[] {
  const own = columns.filter((column) => /^_\w+$/.test(column) && !Object.hasOwn(properties, column));
  const custom = own.map((name): [string, Schema] => [name, { type: 'string' }]);
  return [...Object.entries(properties), ...custom].map(([name, declared]): Target => {
    const target = { in: 'argument', id, path: [name] } as const;
    return { target, words: targetWords(target), schema: standingSchema(declared, schemas), required: false };
  });
}
