import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { numberOf, numberText } from '../exactJson.ts';
import { asList, asObject } from '../json.ts';
import { readDateTime } from '../xmlrpc/dateTime.ts';

/** What of a value has no place in a schema: the ways to it, `order_items.notes`. */
export interface Fitted {
  readonly value: unknown;
  readonly dropped: readonly string[];
}

/**
 * A value as v2 takes it: ids as text, numbers from text, 1 and 0 as true and false, moments with milliseconds and
 * `Z`, lists from text with commas. What cannot become it stays as it is, for the check of the body to tell.
 * @param way to the value, for what is dropped
 * @param name of the property that holds it
 */
export function fitValue(value: unknown, schema: Schema, schemas: Schemas, way = '', name = ''): Fitted {
  const resolved = resolveSchema(schema, schemas);
  const moment = asObject(value)?.['$dateTime'];
  if (moment !== undefined) return fitValue(moment, schema, schemas, way, name);
  const double = asObject(value)?.['$double'] ?? asObject(value)?.['$i8'];
  if (double !== undefined) return fitValue(double, schema, schemas, way, name);
  switch (schemaType(resolved)) {
    case 'array': {
      const items =
        asList(value) ?? (typeof value === 'string' ? value.split(',').filter((each) => each !== '') : [value]);
      const fitted = items.map((item) => fitValue(item, resolved.items ?? {}, schemas, way));
      return { value: fitted.map((each) => each.value), dropped: [...new Set(fitted.flatMap((each) => each.dropped))] };
    }
    case 'object':
      return fitObject(value, resolved, schemas, way);
    case 'string':
      return { value: fitText(value, resolved, name), dropped: [] };
    case 'integer':
    case 'number':
      return { value: fitNumber(value), dropped: [] };
    case 'boolean':
      return { value: fitBoolean(value), dropped: [] };
    default:
      return { value, dropped: [] };
  }
}

function fitObject(value: unknown, schema: Schema, schemas: Schemas, way: string): Fitted {
  const members = asObject(value);
  const properties = schema.properties;
  if (!members || !properties) return { value, dropped: [] };
  const kept: [string, unknown][] = [];
  const dropped: string[] = [];
  for (const [name, member] of Object.entries(members)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const at = way === '' ? name : `${way}.${name}`;
    if (!property) {
      dropped.push(at);
      continue;
    }
    const fitted = fitValue(member, property, schemas, at, name);
    kept.push([name, fitted.value]);
    dropped.push(...fitted.dropped);
  }
  return { value: Object.fromEntries(kept), dropped };
}

function fitText(value: unknown, { format, enum: choices }: Schema, name: string): unknown {
  const text =
    typeof value === 'string' ? value : (numberText(value) ?? (typeof value === 'boolean' ? String(value) : undefined));
  if (text === undefined) return value;
  if (format === 'date-time') return isoMoment(text) ?? text;
  // Dates of people are texts without a declared format.
  if (format === 'date' || name.endsWith('_date')) return isoMoment(text)?.slice(0, 10) ?? text;
  // v1 and XML-RPC write words in other cases than v2.
  const same = choices?.find((choice) => plainWord(choice) === plainWord(text));
  return same ?? text;
}

function plainWord(word: unknown): string {
  return String(word)
    .replaceAll(/[_\s-]/g, '')
    .toLowerCase();
}

function fitNumber(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string' || !/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value.trim())) return value;
  return numberOf(value.trim());
}

function fitBoolean(value: unknown): unknown {
  const text = (numberText(value) ?? String(value)).toLowerCase();
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : value;
}

/**
 * A moment as v2 takes it, with milliseconds and in UTC; undefined for what is none. XML-RPC’s own form and the
 * database’s (`2026-11-30 14:05:00`) name no zone and are taken for UTC.
 */
export function isoMoment(text: string): string | undefined {
  const read = readMoment(text);
  if (!read) return undefined;
  const { year, month, day, hour, minute, second, millisecond, offset = 0 } = read;
  return new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second, millisecond)).toISOString();
}

/** Whether a text is a moment without its time zone. */
export function namesNoZone(text: string): boolean {
  const read = readMoment(text);
  return read !== undefined && read.offset === undefined;
}

function readMoment(text: string) {
  const trimmed = text.trim();
  const isDay = /^\d{4}-?\d{2}-?\d{2}$/.test(trimmed);
  return readDateTime(isDay ? `${trimmed}T00:00:00` : trimmed.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T'));
}

/** Dollars as whole cents, digit for digit where there are at most two behind the point. */
export function cents(value: unknown): unknown {
  const text = asObject(value)?.['$double'] ?? numberText(value) ?? value;
  if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text)) return value;
  return Math.round(Number(`${text}e2`));
}
