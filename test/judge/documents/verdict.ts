import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { asObject, isObject } from '../json.ts';
import type { Reply } from '../reply.ts';
import type { Finding } from './finding.ts';
import type { Content, Documents, Operation, Schema } from './openApi.ts';

const INT32 = 2 ** 31;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Holds answers against the documents as they are, defects and all. */
export class Verdict {
  readonly #documents: Documents;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  readonly #validators = new Map<Schema, ValidateFunction>();

  constructor(documents: Documents) {
    this.#documents = documents;
    addFormats(this.#ajv);
    this.#ajv.addFormat('int32', { type: 'number', validate: (value) => value >= -INT32 && value < INT32 });
    this.#ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
    this.#ajv.addFormat('byte', BASE64);
    for (const format of ['float', 'double'])
      this.#ajv.addFormat(format, { type: 'number', validate: Number.isFinite });
    this.#ajv.addFormat('binary', true);
    for (const { version, schemas } of documents.all) this.#ajv.addSchema({ $id: version, components: { schemas } });
  }

  /** What is wrong with an answer that should be one of the operation's declared successes. */
  ofSuccess(operation: Operation, reply: Reply): Finding[] {
    const status = String(reply.status);
    if (!status.startsWith('2') || !operation.answers.has(status)) {
      return [{ operation: operation.name, kind: 'status', where: '', said: reply.summary }];
    }
    return this.ofDeclared(operation, reply);
  }

  /** What is wrong with an answer of a status the operation declares. */
  ofDeclared(operation: Operation, reply: Reply): Finding[] {
    const found = (kind: Finding['kind'], where: string, said: string): Finding => ({
      operation: operation.name,
      kind,
      where,
      said,
    });
    const declared = operation.answers.get(String(reply.status));
    if (!declared) {
      return reply.bytes.length > 0 ? [found('body', '', `none is declared, and there came ${reply.summary}`)] : [];
    }
    if (reply.mediaType !== declared.mediaType) {
      return [found('media type', '', `"${reply.mediaType}" instead of ${declared.mediaType}`)];
    }
    if (declared.mediaType !== 'application/json') return [];
    const { json } = reply;
    if (json === undefined) return [found('body', '', `no JSON: ${reply.summary}`)];
    return [
      ...this.#against(declared, json).map(({ where, said }) => found('schema', where, said)),
      ...this.#undeclared(json, declared.schema, '').map((where) => found('undeclared', where, 'no such property')),
    ];
  }

  #against({ schema }: Content, json: unknown): { where: string; said: string }[] {
    let validate = this.#validators.get(schema);
    if (!validate) {
      validate = this.#ajv.compile(schema);
      this.#validators.set(schema, validate);
    }
    if (validate(json)) return [];
    const errors = (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
      const allowed = 'allowedValues' in params ? ` (${JSON.stringify(params['allowedValues'])})` : '';
      return { where: instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*'), said: message + allowed };
    });
    return [...new Map(errors.map((error) => [error.where + error.said, error])).values()];
  }

  /** Properties no schema names: JSON Schema lets them pass, a faithful Keap has none. */
  #undeclared(value: unknown, schema: Schema, where: string): string[] {
    const resolved = this.#documents.resolve(schema);
    if (Array.isArray(value)) {
      const inside = value.flatMap((item) => this.#undeclared(item, asObject(resolved['items']), `${where}/*`));
      return [...new Set(inside)];
    }
    if (!isObject(value)) return [];
    const { properties, additionalProperties } = resolved;
    return Object.entries(value).flatMap(([name, member]) => {
      if (isObject(properties) && Object.hasOwn(properties, name)) {
        return this.#undeclared(member, asObject(properties[name]), `${where}/${name}`);
      }
      if (isObject(additionalProperties)) return this.#undeclared(member, additionalProperties, `${where}/*`);
      return isObject(properties) ? [`${where}/${name}`] : [];
    });
  }
}
