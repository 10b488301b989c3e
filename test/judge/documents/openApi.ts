import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asObject, at, isObject, type JsonObject, listAt, textAt } from '../json.ts';

export type Version = 'v1' | 'v2';
export type Schema = JsonObject;

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  /** false: a list goes into one parameter, joined by commas; else the parameter is repeated. */
  readonly explode: boolean;
  readonly schema: Schema;
}

export interface Content {
  readonly mediaType: string;
  readonly schema: Schema;
}

export interface Operation {
  /** For example "v2 GET /rest/v2/tags". */
  readonly name: string;
  readonly version: Version;
  readonly method: string;
  /** As the document spells it, with braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: Content & { readonly required: boolean };
  /** By status; undefined for an answer without a body. */
  readonly answers: ReadonlyMap<string, Content | undefined>;
}

export interface ApiDocument {
  readonly version: Version;
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Where the paths of a document begin below the host: the servers' addresses without it. */
export const BASE: Readonly<Record<Version, string>> = { v1: '/crm/rest', v2: '/crm' };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const FILES: Readonly<Record<Version, string>> = { v1: 'keap-v1*.json', v2: 'keap-v2-2*.json' };

/** The caller's folder is not one to judge by, said in a sentence. */
export class FolderError extends Error {}

/** Reads Keap's own OpenAPI document of a version from a folder. Throws a FolderError where there is not exactly one. */
export function readDocument(folder: string, version: Version): unknown {
  const [file, ...more] = globSync(FILES[version], { cwd: folder });
  if (!file || more.length > 0) throw new FolderError(`${folder} should hold one file named ${FILES[version]}.`);
  // References become absolute, so that schemas of both versions live in one validator.
  const text = readFileSync(join(folder, file), 'utf8').replaceAll('"#/components/', `"${version}#/components/`);
  return JSON.parse(text) as unknown;
}

/** The facts of a document the judge needs. Nullable types of OpenAPI 3.0 are spelled as JSON Schema does. */
export function parseDocument(raw: unknown, version: Version): ApiDocument {
  const document = spellNull(raw);
  const operations = Object.entries(asObject(at(document, 'paths'))).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const found = at(methods, method);
      return isObject(found) ? [parseOperation(found, version, method.toUpperCase(), path)] : [];
    }),
  );
  const schemas = Object.entries(asObject(at(document, 'components', 'schemas')));
  return {
    version,
    operations,
    schemas: Object.fromEntries(schemas.map(([name, schema]) => [name, asObject(schema)])),
  };
}

function parseOperation(found: JsonObject, version: Version, method: string, path: string): Operation {
  const answers = Object.entries(asObject(found['responses'])).map(
    ([status, answer]) => [status, parseContent(answer)] as const,
  );
  const body = parseContent(found['requestBody']);
  return {
    name: `${version} ${method} ${path}`,
    version,
    method,
    path,
    parameters: listAt(found, 'parameters').map((parameter) => ({
      name: textAt(parameter, 'name'),
      in: textAt(parameter, 'in'),
      required: at(parameter, 'required') === true,
      explode: at(parameter, 'explode') !== false,
      schema: asObject(at(parameter, 'schema')),
    })),
    ...(body ? { body: { ...body, required: at(found, 'requestBody', 'required') === true } } : {}),
    answers: new Map(answers),
  };
}

function parseContent(holder: unknown): Content | undefined {
  const [entry] = Object.entries(asObject(at(holder, 'content')));
  return entry ? { mediaType: entry[0], schema: asObject(at(entry[1], 'schema')) } : undefined;
}

function spellNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spellNull);
  if (!isObject(value)) return value;
  const spelled = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spellNull(member)]));
  const { nullable, ...rest } = spelled;
  return nullable === true && typeof rest['type'] === 'string' ? { ...rest, type: [rest['type'], 'null'] } : spelled;
}

/** Both documents, with the schemas references lead to. */
export class Documents {
  readonly all: readonly ApiDocument[];
  readonly operations: readonly Operation[];

  constructor(all: readonly ApiDocument[]) {
    this.all = all;
    this.operations = all.flatMap(({ operations }) => operations);
  }

  operation(name: string): Operation | undefined {
    return this.operations.find((operation) => operation.name === name);
  }

  /** The operation of a path whose braces may be named otherwise. */
  like(version: Version, method: string, path: string): Operation | undefined {
    const shape = (text: string): string => text.replaceAll(/\{\w+\}/g, '{}');
    return this.operations.find(
      (one) => one.version === version && one.method === method && shape(one.path) === shape(path),
    );
  }

  /** Follows references until a schema with contents. */
  resolve(schema: Schema): Schema {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    const [version, name] = reference.split('#/components/schemas/');
    const found = this.all.find((document) => document.version === version)?.schemas[name ?? ''];
    if (!found) throw new Error(`The schema ${reference} is missing from the document.`);
    return this.resolve(found);
  }
}
