import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schemas } from '../catalog/schema.ts';
import { emptyDraft, parameterId, type RequestDraft } from '../request/draft.ts';
import { pathInputs } from './change.ts';

const FIELDS = parameterId({ in: 'query', name: 'fields' });

/** The draft that reads a record with everything it has: Keap leaves much away unless `fields` asks for it. */
export function wholeRead(reader: Operation, schemas: Schemas, ids: readonly string[]): RequestDraft {
  const fields = reader.parameters.find((parameter) => parameterId(parameter) === FIELDS);
  const known = fields ? resolveSchema(resolveSchema(fields.schema, schemas).items, schemas).enum : undefined;
  const asked = known?.map(String) ?? reader.query?.fields ?? [];
  return {
    ...emptyDraft(reader.key),
    parameters: { ...pathInputs(reader, ids), ...(fields && asked.length > 0 ? { [FIELDS]: asked } : {}) },
  };
}
