import type { Catalog, Operation } from '../../../src/keap/catalog/operation.ts';
import { reachableSchemas, type Schema } from '../../../src/keap/catalog/schema.ts';

type Open<Value> = Value extends object ? { -readonly [Name in keyof Value]: Open<Value[Name]> } : Value;

/** A catalog that a test may edit. */
export type OpenCatalog = Open<Catalog>;

/** What an edit is told as, flat: `v2:listContacts: query parameter filter: removed, breaking`. */
export type Told = string;

/** One edit of a copy of a catalog; undefined where its target has nothing of the kind. */
export type Edit = (catalog: OpenCatalog, target: { operation: number; schema: string }) => Told | undefined;

export function told(at: string, where: string, kind: string, breaking: boolean): Told {
  return `${at}: ${where}: ${kind}${breaking ? ', breaking' : ''}`;
}

/** Names of schemas that both bodies and answers may have, with who uses them. */
export function usesOf({ operations, schemas }: Catalog): Map<string, { asked: boolean; answered: boolean }> {
  const uses = new Map<string, { asked: boolean; answered: boolean }>();
  const note = (roots: readonly (Schema | undefined)[], how: 'asked' | 'answered') => {
    for (const name of Object.keys(reachableSchemas(roots, schemas))) {
      const use = uses.get(name) ?? { asked: false, answered: false };
      use[how] = true;
      uses.set(name, use);
    }
  };
  for (const { parameters, requestBody, responses } of operations) {
    note([...parameters.map(({ schema }) => schema), requestBody?.schema], 'asked');
    note(
      Object.values(responses).map(({ schema }) => schema),
      'answered',
    );
  }
  return uses;
}

const onOperation =
  (edit: (operation: Open<Operation>) => [where: string, kind: string, breaking: boolean] | undefined): Edit =>
  (catalog, { operation }) => {
    const target = catalog.operations[operation % catalog.operations.length];
    const done = target && edit(target);
    return done && told(target.key, ...done);
  };

const onSchema =
  (
    edit: (
      properties: Record<string, Open<Schema>>,
      schema: Open<Schema>,
      asked: boolean,
    ) => [where: string, kind: string, breaking: boolean] | undefined,
  ): Edit =>
  (catalog, { schema: name }) => {
    const schema = catalog.schemas[name];
    const properties = schema?.properties as Record<string, Open<Schema>> | undefined;
    const done = properties && edit(properties, schema as Open<Schema>, usesOf(catalog).get(name)?.asked === true);
    return done && told(name, ...done);
  };

/** A property that stands by itself and is of one type. */
function first(properties: Record<string, Open<Schema>>, fits: (schema: Open<Schema>) => boolean): string | undefined {
  return Object.keys(properties).find((name) => {
    const property = properties[name];
    return property && property.$ref === undefined && fits(property);
  });
}

/** One of everything that can become of a description. */
export const EDITS: Readonly<Record<string, Edit>> = {
  'an operation goes': (catalog, { operation }) => {
    const [gone] = catalog.operations.splice(operation % catalog.operations.length, 1);
    return gone && told(gone.key, '', 'removed', false);
  },
  'an operation comes': (catalog, { operation }) => {
    const like = catalog.operations[operation % catalog.operations.length];
    if (!like) return undefined;
    const key = `${like.key}Anew`;
    catalog.operations.push({ ...like, key, operationId: `${like.operationId}Anew`, path: `${like.path}/anew` });
    return told(key, '', 'new', false);
  },
  'a parameter goes': onOperation((operation) => {
    const at = operation.parameters.findIndex((parameter) => parameter.in === 'query');
    if (at < 0) return undefined;
    const [gone] = operation.parameters.splice(at, 1);
    return [`query parameter ${gone?.name}`, 'removed', true];
  }),
  'a parameter comes': onOperation((operation) => {
    operation.parameters.push({ name: 'anew', in: 'query', required: false, schema: { type: 'string' } });
    return ['query parameter anew', 'new', false];
  }),
  'a required parameter comes': onOperation((operation) => {
    operation.parameters.push({ name: 'needed', in: 'query', required: true, schema: { type: 'string' } });
    return ['query parameter needed', 'new', true];
  }),
  'a parameter is required': onOperation((operation) => {
    const parameter = operation.parameters.find((each) => !each.required);
    if (!parameter) return undefined;
    parameter.required = true;
    return [`query parameter ${parameter.name}`, 'changed', true];
  }),
  'a parameter takes less': onOperation((operation) => {
    const parameter = operation.parameters.find(({ schema }) => schema.maximum !== undefined);
    if (!parameter) return undefined;
    parameter.schema.maximum = 1;
    return [`query parameter ${parameter.name}`, 'changed', true];
  }),
  'an operation is deprecated': onOperation((operation) => {
    if (operation.deprecated) return undefined;
    operation.deprecated = true;
    return ['operation', 'changed', false];
  }),
  'an operation moves': onOperation((operation) => {
    operation.path += '/moved';
    return ['operation', 'changed', true];
  }),
  'an effect is milder': onOperation((operation) => {
    if (operation.effect !== 'moves money' && operation.effect !== 'deletes') return undefined;
    operation.effect = 'changes';
    return ['operation', 'changed', true];
  }),
  'an effect is graver': onOperation((operation) => {
    if (operation.effect !== 'reads') return undefined;
    operation.effect = 'deletes';
    return ['operation', 'changed', false];
  }),
  'an answer goes': onOperation((operation) => {
    const [status] = Object.keys(operation.responses);
    if (status === undefined) return undefined;
    delete operation.responses[status];
    return [`answer ${status}`, 'removed', true];
  }),
  'a filter field goes': onOperation((operation) => {
    const fields = operation.query?.filter?.fields ?? [];
    if (fields.length < 2) return undefined;
    fields.pop();
    return ['filter', 'removed', true];
  }),
  'an order comes': onOperation((operation) => {
    if (!operation.query?.orderBy?.length) return undefined;
    operation.query.orderBy.push('anew');
    return ['order', 'new', false];
  }),
  'a property goes': onSchema((properties) => {
    const name = first(properties, () => true);
    if (name === undefined) return undefined;
    delete properties[name];
    return [name, 'removed', true];
  }),
  'a property comes': onSchema((properties) => {
    properties['anew'] = { type: 'string' };
    return ['anew', 'new', false];
  }),
  'a required property comes': onSchema((properties, schema, asked) => {
    properties['needed'] = { type: 'string' };
    schema.required = [...(schema.required ?? []), 'needed'];
    return ['needed', 'new', asked];
  }),
  'a property is required': onSchema((properties, schema, asked) => {
    const name = first(properties, () => true);
    if (name === undefined || schema.required?.includes(name)) return undefined;
    schema.required = [...(schema.required ?? []), name];
    return [name, 'changed', asked];
  }),
  'a property has another type': onSchema((properties) => {
    const name = first(properties, ({ type }) => type === 'string');
    if (name === undefined) return undefined;
    properties[name] = { type: 'boolean' };
    return [name, 'changed', true];
  }),
  'a value goes': onSchema((properties) => {
    const name = first(properties, (property) => (property.enum?.length ?? 0) > 1);
    if (name === undefined) return undefined;
    properties[name]?.enum?.pop();
    return [name, 'removed', true];
  }),
  'a value comes': onSchema((properties) => {
    const name = first(properties, (property) => property.enum !== undefined);
    if (name === undefined) return undefined;
    properties[name]?.enum?.push('ANEW');
    return [name, 'new', false];
  }),
  'a property is deprecated': onSchema((properties) => {
    const name = first(properties, ({ deprecated }) => deprecated !== true);
    const property = name === undefined ? undefined : properties[name];
    if (name === undefined || !property) return undefined;
    property.deprecated = true;
    return [name, 'changed', false];
  }),
};
