import { asObject, at, isObject, type JsonObject, listAt } from '../json.ts';
import type { Finding } from './finding.ts';
import type { Version } from './openApi.ts';

/**
 * A known defect of Keap's documents. Requests are composed from mended documents; answers are held against the
 * documents as they are, and what a defect explains is excused. One that mends or excuses nothing is out of date.
 */
export interface Defect {
  readonly version: Version;
  readonly where: string;
  readonly wrong: string;
  /** Gives an object of the document anew where it is to be mended, else the very same. */
  readonly mend?: (object: JsonObject, path: readonly string[], document: unknown) => JsonObject;
  readonly excuses?: (finding: Finding) => boolean;
}

const BASE64 = new Set(['file_data', 'html_content', 'plain_content']);
const BYTES = new Set([
  'v2 GET /rest/v2/files/{file_id}:data',
  'v2 GET /rest/v2/products/{product_id}/images/legacyImageData',
]);

const GOALS = 'v1 POST /v1/campaigns/goals/{integration}/{callName}';

const isProperty = (path: readonly string[]): boolean => path.at(-2) === 'properties';
const joinByComma =
  (name: string) =>
  (object: JsonObject): JsonObject =>
    object['name'] === name && object['in'] === 'query' && at(object, 'schema', 'type') === 'array'
      ? object['explode'] === false
        ? object
        : { ...object, explode: false }
      : object;
const sayBase64 = (object: JsonObject, path: readonly string[]): JsonObject =>
  isProperty(path) && BASE64.has(path.at(-1) ?? '') && object['type'] === 'string' && object['format'] === undefined
    ? { ...object, format: 'byte' }
    : object;

export const DEFECTS: readonly Defect[] = [
  {
    version: 'v1',
    where: 'PATCH /v1/opportunities/{opportunityId}',
    wrong: 'The body is missing; prose says that it is the one of PUT /v1/opportunities.',
    mend: (object, path, document) =>
      path.join(' ') === 'paths /v1/opportunities/{opportunityId} patch' && object['requestBody'] === undefined
        ? { ...object, requestBody: at(document, 'paths', '/v1/opportunities', 'put', 'requestBody') }
        : object,
  },
  {
    version: 'v1',
    where: 'optional_properties',
    wrong: 'The lists are declared as repeated parameters; prose says joined by commas.',
    mend: joinByComma('optional_properties'),
  },
  {
    version: 'v2',
    where: 'fields',
    wrong: 'Some lists say nothing of their form, which means repeated; prose says joined by commas.',
    mend: joinByComma('fields'),
  },
  {
    version: 'v1',
    where: 'CustomFieldValue.content',
    wrong: 'It is typed as an object; any scalar or list comes and goes.',
    mend: (object, path) =>
      isProperty(path) && path.at(-1) === 'content' && object['type'] === 'object' && !object['properties']
        ? Object.fromEntries(Object.entries(object).filter(([name]) => name !== 'type'))
        : object,
    excuses: ({ kind, where, said }) =>
      kind === 'schema' && where.endsWith('/custom_fields/*/content') && said === 'must be object',
  },
  {
    version: 'v1',
    where: 'file_data, html_content and plain_content',
    wrong: 'Only prose says that the text is Base64.',
    mend: sayBase64,
  },
  {
    version: 'v2',
    where: 'file_data, html_content and plain_content',
    wrong: 'Only prose says that the text is Base64.',
    mend: sayBase64,
  },
  {
    version: 'v2',
    where: 'POST /rest/v2/reporting/reports/{report_id}:run',
    wrong: 'The paging parameters are declared as one object; the server takes them one by one.',
    mend: (object, path, document) => {
      if (path.join(' ') !== 'paths /rest/v2/reporting/reports/{report_id}:run post') return object;
      const members = Object.entries(asObject(at(document, 'components', 'schemas', 'RunReportRequest', 'properties')));
      const parameters = listAt(object, 'parameters').flatMap((parameter) =>
        at(parameter, 'name') === 'runReportRequest'
          ? members.map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
          : [parameter],
      );
      return parameters.length === listAt(object, 'parameters').length ? object : { ...object, parameters };
    },
  },
  {
    version: 'v2',
    where: 'GET files/{file_id}:data and products/{product_id}/images/legacyImageData',
    wrong: 'The answer is bytes, declared as a Base64 string in JSON.',
    excuses: ({ operation, kind }) => kind === 'media type' && BYTES.has(operation),
  },
  {
    version: 'v2',
    where: 'remind_time_mins of tasks',
    wrong: 'It is an integer, and its allowed values are spelled as strings.',
    mend: (object) =>
      object['type'] === 'integer' && listAt(object, 'enum').some((value) => typeof value === 'string')
        ? { ...object, enum: listAt(object, 'enum').map(Number) }
        : object,
    excuses: ({ kind, where, said }) =>
      kind === 'schema' && where.endsWith('/remind_time_mins') && said.startsWith('must be equal to one of'),
  },
  {
    version: 'v1',
    where: 'Task and Appointment',
    wrong: 'They lack the id that every path to one of them asks for.',
    excuses: ({ operation, kind, where }) =>
      kind === 'undeclared' && /\/v1\/(tasks|appointments)/.test(operation) && /^(\/\w+\/\*)?\/id$/.test(where),
  },
  {
    version: 'v1',
    where: 'POST /v1/campaigns/goals/{integration}/{callName}',
    wrong: 'The path names no records but words of the caller’s, which nothing lists and any may be.',
    excuses: ({ operation, kind, said }) =>
      operation === GOALS && (kind === 'record' || (kind === 'refusal' && said.startsWith('unknown id'))),
  },
];

/** The document with everything known mended, and the defects that were not in it. */
export function mendDocument(document: unknown, version: Version): { mended: unknown; absent: Defect[] } {
  const mending = DEFECTS.filter((defect) => defect.version === version && defect.mend);
  const met = new Set<Defect>();
  const visit = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, String(index)]));
    if (!isObject(value)) return value;
    let object = value;
    for (const defect of mending) {
      const mended = defect.mend?.(object, path, document) ?? object;
      if (mended !== object) met.add(defect);
      object = mended;
    }
    return Object.fromEntries(Object.entries(object).map(([name, member]) => [name, visit(member, [...path, name])]));
  };
  return { mended: visit(document, []), absent: mending.filter((defect) => !met.has(defect)) };
}
