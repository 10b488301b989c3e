import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { numberOf, numberText } from '../exactJson.ts';
import { asList, asObject, asString, type JsonObject } from '../json.ts';
import { SHOWN_AS, TAKEN_IN_DOLLARS } from './shownAs.ts';
import { unitsOf } from './smallestUnits.ts';

/** A record as an operation takes it. */
export interface RecordView {
  /** The properties the operation takes, with what the record has; empty lists are not there. */
  readonly view: JsonObject;
  /** What the record has and the operation does not take: `tag_ids`, `email_addresses.is_opt_in`. */
  readonly leftOut: readonly string[];
}

/** What an operation that changes or makes a record would be given to leave it as it is. */
export function recordView(record: JsonObject, operation: Operation, schemas: Schemas): RecordView {
  const taking = new Taking(operation.key, schemas);
  const properties = resolveSchema(operation.requestBody?.schema, schemas).properties ?? {};
  const special = SHOWN_AS[operation.key] ?? {};
  const view: Record<string, unknown> = {};
  for (const name of inOrder(Object.keys(properties), Object.keys(record))) {
    const shown = Object.hasOwn(special, name) ? special[name]?.(record) : shownValue(record, name);
    const value = taking.value(shown, properties[name] ?? {}, name);
    if (value !== undefined && asList(value)?.length !== 0) view[name] = value;
  }
  const unknown = Object.keys(record).filter((name) => !Object.hasOwn(view, name) && hasSomething(record[name]));
  return { view, leftOut: [...unknown, ...taking.leftOut] };
}

/** Brings what a record shows into the types that an operation takes. */
class Taking {
  readonly leftOut = new Set<string>();
  private readonly schemas: Schemas;
  private readonly inDollars: readonly string[];

  constructor(key: string, schemas: Schemas) {
    this.schemas = schemas;
    this.inDollars = TAKEN_IN_DOLLARS[key] ?? [];
  }

  /** @param at names joined by dots, without places in lists; undefined where nothing of the value is taken */
  value(shown: unknown, declared: Schema, at: string): unknown {
    if (shown === undefined || shown === null) return undefined;
    const schema = resolveSchema(declared, this.schemas);
    // An operation may share the schema of a whole record, and say of some properties that only Keap sets them.
    if (schema.readOnly) return undefined;
    switch (schemaType(schema)) {
      case 'integer':
      case 'number':
        return this.number(shown, at);
      case 'string':
        return asString(shown) ?? numberText(shown);
      case 'array':
        return asList(shown)?.flatMap((item) => this.value(item, schema.items ?? {}, at) ?? []);
      case 'object':
        return this.object(asObject(shown), schema, at);
      default:
        return shown;
    }
  }

  private object(shown: JsonObject | undefined, { properties }: Schema, at: string): JsonObject | undefined {
    if (!shown || !properties) return shown;
    const taken: Record<string, unknown> = {};
    for (const name of inOrder(Object.keys(properties), Object.keys(shown))) {
      const value = this.value(shownValue(shown, name), properties[name] ?? {}, `${at}.${name}`);
      if (value !== undefined) taken[name] = value;
    }
    for (const name of Object.keys(shown)) {
      if (!Object.hasOwn(taken, name) && hasSomething(shown[name])) this.leftOut.add(`${at}.${name}`);
    }
    return Object.keys(taken).length > 0 ? taken : undefined;
  }

  /** A number as it is, the amount of a price, or the number that a text is. */
  private number(shown: unknown, at: string): unknown {
    const price = asObject(shown)?.['amount'];
    const given = price ?? shown;
    const digits = numberText(given);
    if (digits !== undefined && price !== undefined && this.inDollars.includes(at)) {
      return numberOf(unitsOf(digits, asString(asObject(shown)?.['currency_code'])));
    }
    if (digits !== undefined) return given;
    const text = asString(given) ?? '';
    return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? numberOf(text) : undefined;
  }
}

/** The properties as the record shows them, then those that it does not show. */
function inOrder(names: readonly string[], shown: readonly string[]): readonly string[] {
  return [...shown.filter((name) => names.includes(name)), ...names.filter((name) => !shown.includes(name))];
}

/** Of another record its id is taken where the record shows it whole: `contact_id` of `contact`. */
function shownValue(record: JsonObject, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  return name.endsWith('_id') ? asObject(record[name.slice(0, -3)])?.['id'] : undefined;
}

function hasSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && asList(value)?.length !== 0;
}
