import type { Catalog, Operation, Parameter } from './operation.ts';
import { referencedName, resolveSchema, type Schema, schemaType } from './schema.ts';
import { settleOperation } from './settle.ts';

/** A known defect of Keap's documents and its mend, which leaves a catalog without the defect untouched. */
export interface Repair {
  /** The operations or schemas it is about. */
  readonly where: string;
  /** What the document says wrongly, in a sentence. */
  readonly wrong: string;
  /** Returns the very same catalog where there is nothing to mend. */
  readonly mend: (catalog: Catalog) => Catalog;
}

/** Mends every known defect, then settles what follows from the rest. */
export function repairCatalog(catalog: Catalog): Catalog {
  const mended = REPAIRS.reduce((current, repair) => repair.mend(current), catalog);
  return {
    ...mended,
    operations: mended.operations.map((operation) => settleOperation(operation, mended.schemas)),
  };
}

/** All known defects, in the order they are mended. The documents contradict themselves, or say it only in prose. */
export const REPAIRS: readonly Repair[] = [
  {
    where: 'v1 PUT /v1/notes/{noteId}',
    wrong: 'The path parameter is called "note", which is not in the path.',
    mend: (catalog) =>
      editOperation(catalog, 'v1:updateNoteUsingPUT', (operation) =>
        operation.path.includes('{noteId}')
          ? editParameters(operation, (parameter) =>
              parameter.in === 'path' && parameter.name === 'note' ? { ...parameter, name: 'noteId' } : parameter,
            )
          : operation,
      ),
  },
  {
    where: 'v1 PATCH /v1/opportunities/{opportunityId}',
    wrong: 'The body is missing; it is the one of PUT /v1/opportunities.',
    mend: (catalog) => {
      const body = catalog.operations.find(({ key }) => key === 'v1:updateOpportunityUsingPUT')?.requestBody;
      return editOperation(catalog, 'v1:updatePropertiesOnOpportunityUsingPATCH', (operation) =>
        operation.requestBody || !body ? operation : { ...operation, requestBody: body },
      );
    },
  },
  {
    where: 'v1, bodies of 19 POST, PUT and PATCH operations',
    wrong: 'They are declared optional, and without them there is nothing to create or change.',
    mend: (catalog) =>
      catalog.version === 'v1'
        ? editOperations(catalog, (operation) =>
            operation.requestBody?.required === false
              ? { ...operation, requestBody: { ...operation.requestBody, required: true } }
              : operation,
          )
        : catalog,
  },
  {
    where: 'v1 optional_properties, v2 fields',
    wrong: 'The lists are joined by comma; seven declare repeated parameters, five say nothing, which means the same.',
    mend: (catalog) => {
      const name = catalog.version === 'v1' ? 'optional_properties' : 'fields';
      return editOperations(catalog, (operation) =>
        editParameters(operation, (parameter) =>
          parameter.name === name && schemaType(parameter.schema) === 'array' && parameter.explode !== false
            ? { ...parameter, explode: false }
            : parameter,
        ),
      );
    },
  },
  {
    where: 'v1 PATCH /v1/contacts/{contactId}, update_mask',
    wrong: 'The allowed values stand on the list instead of on its items.',
    mend: (catalog) =>
      editOperations(catalog, (operation) =>
        editParameters(operation, (parameter) => {
          const { enum: values, ...list } = parameter.schema;
          if (!values || !list.items || list.items.enum) return parameter;
          return { ...parameter, schema: { ...list, items: { ...list.items, enum: values } } };
        }),
      ),
  },
  {
    where: 'v1 CustomFieldValue.content',
    wrong: 'It is typed as an object, and any scalar or list comes and goes.',
    mend: (catalog) =>
      editProperty(catalog, 'CustomFieldValue', 'content', (content) => {
        const { type, ...open } = content;
        return type === 'object' && !content.properties ? open : content;
      }),
  },
  {
    where: 'v1 Task and Appointment',
    wrong: 'The id is missing, by which GET /v1/tasks/{taskId} and /v1/appointments/{appointmentId} find them.',
    mend: (catalog) =>
      catalog.version === 'v1'
        ? ['Task', 'Appointment'].reduce((current, name) => {
            const schema = current.schemas[name];
            return schema?.properties && !schema.properties['id'] ? withId(current, name, schema) : current;
          }, catalog)
        : catalog,
  },
  {
    where: 'file_data, html_content and plain_content of files and mails',
    wrong: 'Only prose says that the text is Base64.',
    mend: (catalog) =>
      editProperties(catalog, (name, schema) =>
        BASE64.has(name) && schemaType(schema) === 'string' && schema.format === undefined
          ? { ...schema, format: 'byte' }
          : schema,
      ),
  },
  {
    where: 'v2 POST /reporting/reports/{report_id}:run, and the lists of v1 in its document of 2026',
    wrong: 'The query is declared as one object, such as "runReportRequest"; the server takes its members one by one.',
    mend: (catalog) =>
      editOperations(catalog, (operation) => {
        const parameters = operation.parameters.flatMap((parameter) => {
          const { properties, required = [] } = resolveSchema(parameter.schema, catalog.schemas);
          if (parameter.in !== 'query' || parameter.explode === false || !properties) return [parameter];
          return Object.entries(properties).map(
            ([name, schema]): Parameter => ({ name, in: 'query', required: required.includes(name), schema }),
          );
        });
        return parameters.every((parameter, index) => parameter === operation.parameters[index])
          ? operation
          : { ...operation, parameters };
      }),
  },
  {
    where: 'v2 GET /reporting/reports and /{report_id}, POST /reporting/reports/{report_id}:run',
    wrong: 'Only prose says that they are deprecated.',
    mend: (catalog) =>
      ['v2:listReports', 'v2:retrieveReport', 'v2:runReport'].reduce(
        (current, key) =>
          editOperation(current, key, (operation) =>
            operation.deprecated ? operation : { ...operation, deprecated: true },
          ),
        catalog,
      ),
  },
  {
    where: 'v2 percentage and dollar_amount of DefaultCommission, ProductCommission, SubscriptionCommission',
    wrong: 'Only prose says that level_1 replaces them; the requests of the same name carry the flag.',
    mend: (catalog) =>
      ['DefaultCommission', 'ProductCommission', 'SubscriptionCommission'].reduce(
        (outer, name) =>
          ['percentage', 'dollar_amount'].reduce(
            (current, property) =>
              editProperty(current, name, property, (schema) =>
                schema.deprecated === undefined ? { ...schema, deprecated: true } : schema,
              ),
            outer,
          ),
        catalog,
      ),
  },
  {
    where: 'v2 GET /files/{file_id}:data and /products/{product_id}/images/legacyImageData',
    wrong: 'The answer is bytes, declared as a Base64 string in JSON.',
    mend: (catalog) =>
      ['v2:getFileData', 'v2:getFileData_1'].reduce(
        (current, key) =>
          editOperation(current, key, (operation) =>
            operation.responses['200']?.schema?.format === 'byte'
              ? { ...operation, responses: { ...operation.responses, 200: BYTES } }
              : operation,
          ),
        catalog,
      ),
  },
  {
    where: 'v2 remind_time_mins of tasks',
    wrong: 'It is an integer, and its allowed values are spelled as strings.',
    mend: (catalog) =>
      editProperties(catalog, (_name, schema) =>
        schemaType(schema) === 'integer' && schema.enum?.some((value) => typeof value === 'string')
          ? { ...schema, enum: schema.enum.map(Number) }
          : schema,
      ),
  },
  {
    where: 'v2 properties named …_time',
    wrong: 'Half of them lack the format date-time that the other half, of the same names, declares.',
    mend: (catalog) =>
      catalog.version === 'v2'
        ? editProperties(catalog, (name, schema) =>
            name.endsWith('_time') && schemaType(schema) === 'string' && schema.format === undefined && !schema.enum
              ? { ...schema, format: 'date-time' }
              : schema,
          )
        : catalog,
  },
];

const BASE64: ReadonlySet<string> = new Set(['file_data', 'html_content', 'plain_content']);
const BYTES = { mediaType: 'application/octet-stream', schema: { type: 'string', format: 'binary' } } as const;

function editOperation(catalog: Catalog, key: string, edit: (operation: Operation) => Operation): Catalog {
  return editOperations(catalog, (operation) => (operation.key === key ? edit(operation) : operation));
}

function editOperations(catalog: Catalog, edit: (operation: Operation) => Operation): Catalog {
  const operations = editList(catalog.operations, edit);
  return operations === catalog.operations ? catalog : { ...catalog, operations };
}

function editParameters(operation: Operation, edit: (parameter: Parameter) => Parameter): Operation {
  const parameters = editList(operation.parameters, edit);
  return parameters === operation.parameters ? operation : { ...operation, parameters };
}

function withId(catalog: Catalog, name: string, schema: Schema): Catalog {
  const id: Schema = { type: 'integer', format: 'int64', readOnly: true };
  const mended = { ...schema, properties: { id, ...schema.properties } };
  return { ...catalog, schemas: { ...catalog.schemas, [name]: mended } };
}

function editList<T>(list: readonly T[], edit: (item: T) => T): readonly T[] {
  const edited = list.map(edit);
  return edited.some((item, index) => item !== list[index]) ? edited : list;
}

function editProperty(
  catalog: Catalog,
  schemaName: string,
  property: string,
  edit: (schema: Schema) => Schema,
): Catalog {
  const schema = catalog.schemas[schemaName];
  const before = schema?.properties?.[property];
  if (!schema || !before) return catalog;
  const after = edit(before);
  if (after === before) return catalog;
  const edited = { ...schema, properties: { ...schema.properties, [property]: after } };
  return { ...catalog, schemas: { ...catalog.schemas, [schemaName]: edited } };
}

/** Edits every property of every named schema, however deep; references stay what they are. */
function editProperties(catalog: Catalog, edit: (name: string, schema: Schema) => Schema): Catalog {
  const visit = (schema: Schema): Schema => {
    const { properties, items } = schema;
    const inside: Record<string, Schema> = {};
    for (const [name, property] of Object.entries(properties ?? {})) inside[name] = edit(name, visit(property));
    const changed = Object.entries(inside).some(([name, property]) => property !== properties?.[name]);
    const item = items && referencedName(items) === undefined ? visit(items) : items;
    if (!changed && item === items) return schema;
    return { ...schema, ...(changed ? { properties: inside } : {}), ...(item ? { items: item } : {}) };
  };
  const schemas = Object.fromEntries(Object.entries(catalog.schemas).map(([name, schema]) => [name, visit(schema)]));
  const changed = Object.entries(schemas).some(([name, schema]) => schema !== catalog.schemas[name]);
  return changed ? { ...catalog, schemas } : catalog;
}
