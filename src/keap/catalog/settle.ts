import type { Operation } from './operation.ts';
import { resolveSchema, type Schema, type Schemas } from './schema.ts';

/**
 * Derives what follows from the rest of an operation: whether a request needs input, and the names search looks at.
 * Request and answer properties count to three levels, so that `email` and `opt_in_reason` are found where they
 * matter. Path parameters come first, in the order of the path, whatever the order of the document.
 */
export function settleOperation(operation: Operation, schemas: Schemas): Operation {
  const names = new Set(operation.parameters.map((parameter) => parameter.name));
  const collect = (schema: Schema | undefined, depth: number): void => {
    const resolved = resolveSchema(schema, schemas);
    if (resolved.items) collect(resolved.items, depth);
    for (const [name, property] of Object.entries(resolved.properties ?? {})) {
      names.add(name);
      if (depth > 1) collect(property, depth - 1);
    }
  };
  collect(operation.requestBody?.schema, 3);
  for (const response of Object.values(operation.responses)) collect(response.schema, 3);
  const place = (name: string): number => operation.path.indexOf(`{${name}}`);
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
  const elsewhere = operation.parameters.filter((parameter) => parameter.in !== 'path');
  return {
    ...operation,
    needsInput:
      operation.requestBody?.required === true || operation.parameters.some((parameter) => parameter.required),
    names: [...names].sort(),
    parameters: [...inPath.sort((a, b) => place(a.name) - place(b.name)), ...elsewhere],
  };
}
