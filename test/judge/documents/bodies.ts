import { asObject, at, listAt, textAt } from '../json.ts';
import type { Documents, Operation, Schema } from './openApi.ts';
import type { Ids, Records } from './records.ts';
import { referenceOf } from './references.ts';
import { dateFor, wordFor } from './words.ts';

/** What only prose says of a body: fields that exclude others which are sent. */
const LEFT_OUT: readonly (readonly [RegExp, RegExp])[] = [
  [/emails:send$/, /^from_address$/],
  [/goals\/achieve$/, /^(integration|call_name)$/],
  [/\/payments$/, /^(payment_method_id|credit_card_id|payment_gateway_id|charge_now)$/],
  [/\/orders$|\/items/, /^subscription_plan/],
];

/** The models a body's custom fields are defined in, by the path of its operation. */
const MODELS: readonly (readonly [RegExp, string])[] = [
  [/\/notes/, '/rest/v2/notes/model'],
  [/\/(tasks|appointments)/, '/rest/v2/tasks/model'],
  [/\/(contacts|companies|orders|subscriptions|opportunities|affiliates)/, '/rest/v2/$1/model'],
];

interface Place {
  readonly operation: Operation;
  /** The ids in the path of the request, and of the contact its body is about. */
  readonly ids: Ids;
  readonly name: string;
  /** The name of the object around. */
  readonly around?: string | undefined;
  readonly required: boolean;
  /** The schemas around: one that comes again would never end. */
  readonly inside: readonly Schema[];
}

/** Composes bodies from schemas: every field filled, ids of records that exist. */
export class Bodies {
  readonly #documents: Documents;
  readonly #records: Records;
  #count = 0;
  readonly #turns = new Map<string, number>();

  constructor(documents: Documents, records: Records) {
    this.#documents = documents;
    this.#records = records;
  }

  /** undefined where the operation takes no body. */
  async compose(operation: Operation, ids: Ids): Promise<unknown> {
    if (!operation.body) return undefined;
    return this.#value(operation.body.schema, { operation, ids, name: '', required: true, inside: [] });
  }

  /** undefined: better left out. */
  async #value(schema: Schema, place: Place): Promise<unknown> {
    const resolved = this.#documents.resolve(schema);
    const type = resolved['type'];
    if (type === 'object') return this.#object(resolved, place);
    if (type === 'array') {
      const item = await this.#value(asObject(resolved['items']), place);
      return item === undefined ? undefined : [item];
    }
    if (type === 'boolean') return true;
    const allowed = listAt(resolved, 'enum');
    if (allowed.length > 0) return allowed.find((value) => !/UNSPECIFIED|UNKNOWN/.test(String(value))) ?? allowed[0];
    const number = type === 'integer' || type === 'number';
    const id = await this.#id(place);
    if (id !== null) return number && id !== undefined ? Number(id) : id;
    if (number) return Math.max(1, Number(at(resolved, 'minimum') ?? 1));
    return this.#text(resolved, place.name);
  }

  async #object(schema: Schema, place: Place): Promise<unknown> {
    if (place.inside.includes(schema)) return undefined;
    if (place.name === 'custom_fields') return this.#customField(schema, place);
    const filled: Record<string, unknown> = {};
    const omitted = LEFT_OUT.filter(([path]) => path.test(place.operation.path)).map(([, names]) => names);
    // The contact comes first: what is named after it, such as a payment method, has to be that contact's.
    const properties = Object.entries(asObject(schema['properties'])).toSorted(
      ([a], [b]) => Number(b === 'contact_id') - Number(a === 'contact_id'),
    );
    for (const [name, property] of properties) {
      const required = listAt(schema, 'required').includes(name);
      if (at(property, 'deprecated') === true || omitted.some((names) => names.test(name))) continue;
      const around = place.name === '' ? undefined : place.name;
      const contact = textAt(filled, 'contact_id');
      const ids = contact === '' ? place.ids : { ...place.ids, contact_id: contact };
      const inner = { ...place, ids, name, required, around, inside: [...place.inside, schema] };
      const value = await this.#value(asObject(property), inner);
      if (value !== undefined) filled[name] = value;
    }
    return filled;
  }

  /** The id of a record a field refers to; null where it refers to none; undefined where there is no such record. */
  async #id({ operation, ids, name, around, required }: Place): Promise<string | undefined | null> {
    // What is put without its id in the path has it in the body, as only prose says.
    const whole = operation.method === 'PUT' && !operation.path.includes('{');
    const own = name === 'id' && around === undefined && (required || whole) ? { list: operation.path } : undefined;
    const source = referenceOf(name, around, operation.path) ?? own;
    if (!source) return name === 'id' ? (required ? null : undefined) : null;
    const found = await this.#records.idsAt(source, ids);
    const turn = this.#turns.get(source.list) ?? 0;
    this.#turns.set(source.list, turn + 1);
    return found[turn % found.length] ?? (required ? '1' : undefined);
  }

  async #customField(schema: Schema, { operation }: Place): Promise<unknown> {
    const kind = MODELS.find(([path]) => path.test(operation.path));
    const model = kind?.[0].exec(operation.path)?.[0].slice(1);
    if (!kind || model === undefined) return undefined;
    const fields = await this.#records.itemsAt(kind[1].replace('$1', model), 'custom_fields');
    const text = fields.find((field) => textAt(field, 'field_type').toUpperCase() === 'TEXT');
    if (!text) return undefined;
    const number = at(this.#documents.resolve(asObject(at(schema, 'properties', 'id'))), 'type') === 'integer';
    const id = textAt(text, 'id');
    return { id: number ? Number(id) : id, content: 'Judged' };
  }

  #text(schema: Schema, name: string): string {
    this.#count++;
    const { format, maxLength } = schema;
    const text = format === 'date' || format === 'date-time' ? dateFor(name, format) : wordFor(name, this.#count);
    return typeof maxLength === 'number' ? text.slice(0, maxLength) : text;
  }
}
