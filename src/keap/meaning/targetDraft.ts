import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import { pathNames, pathValues } from '../edit/recordKinds.ts';
import { emptyDraft, type ParameterInput, parameterId, type RequestDraft } from '../request/draft.ts';
import { isList } from '../request/parameterValue.ts';

/**
 * The draft of an operation that a target is of: what its path and query give. Undefined for a target of another path,
 * and for query names that the operation does not have.
 * @param target path and query: `/crm/rest/v1/contacts?offset=200`
 */
export function targetDraft(operation: Operation, schemas: Schemas, target: string): RequestDraft | undefined {
  const values = pathValues(operation.path, target);
  if (!values) return undefined;
  const parameters: Record<string, ParameterInput> = {};
  for (const [index, name] of pathNames(operation.path).entries()) {
    parameters[parameterId({ in: 'path', name })] = values[index] ?? '';
  }
  const query = new URLSearchParams(target.split('#')[0]?.split(/\?(.*)/s)[1] ?? '');
  for (const name of new Set(query.keys())) {
    const parameter = operation.parameters.find((each) => each.in === 'query' && each.name === name);
    if (!parameter) return undefined;
    const given = query.getAll(name);
    const texts = parameter.explode === false ? given.flatMap((text) => text.split(',')) : given;
    parameters[parameterId(parameter)] = isList(parameter, schemas) ? texts : given.join(',');
  }
  return { ...emptyDraft(operation.key), parameters };
}
