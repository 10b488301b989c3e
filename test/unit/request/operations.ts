import type { Operation, Parameter } from '../../../src/keap/catalog/operation.ts';

/** An operation of the tests' own, with what a test needs set. */
export function operation(over: Partial<Operation> = {}): Operation {
  return {
    key: 'v2:getThing',
    operationId: 'getThing',
    version: 'v2',
    method: 'GET',
    path: '/crm/rest/v2/things/{thing_id}',
    tag: 'Things',
    title: 'Get thing',
    effect: 'reads',
    deprecated: false,
    needsInput: true,
    names: [],
    parameters: [parameter({ name: 'thing_id', in: 'path', required: true })],
    responses: { 200: { mediaType: 'application/json' } },
    errors: [],
    ...over,
  };
}

export function parameter(over: Partial<Parameter>): Parameter {
  return { name: 'q', in: 'query', required: false, schema: { type: 'string' }, ...over };
}
