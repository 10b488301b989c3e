import type { XmlRpcField } from '../../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { fault } from '../faultError.ts';
import { Decimal, isoOf, Moment } from '../plain.ts';

/** What is in a field, as its type goes out; undefined for nothing. */
export function shownAs({ type }: XmlRpcField, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (type) {
    case 'int':
      return Number.isFinite(Number(value)) ? Number(value) : undefined;
    case 'double':
      return Number.isFinite(Number(value)) ? new Decimal(Number(value)) : undefined;
    case 'boolean':
      return value === true || Number(value) === 1;
    case 'date':
    case 'dateTime': {
      const text = String(value);
      const time = Date.parse(isoOf(text) ?? text);
      return Number.isNaN(time) ? undefined : new Moment(time);
    }
    case 'string':
      return String(value);
    default:
      return value;
  }
}

/**
 * What a field is given, as the account keeps it: numbers and moments may come as text, an empty text takes away.
 * @param name what to call the field in a fault
 * @throws FaultError InvalidParameter for what its type cannot hold
 */
export function takenAs({ type }: XmlRpcField, value: unknown, name: string): unknown {
  if (value === undefined || (value === '' && type !== 'string')) return undefined;
  if (typeof value === 'object') fault('InvalidParameter', `${name} takes one value, not several`);
  if (type === 'int' || type === 'double') {
    const number = typeof value === 'boolean' ? Number(value) : Number(String(value).trim() || 'none');
    const fits = type === 'int' ? Number.isSafeInteger(number) : Number.isFinite(number);
    return fits
      ? number
      : fault('InvalidParameter', `${name} takes ${type === 'int' ? 'a whole number' : 'a number'}, not ${value}`);
  }
  if (type === 'boolean') return value === true || value === 'true' || Number(value) === 1;
  if (type !== 'date' && type !== 'dateTime') return value;
  return isoOf(String(value)) ?? fault('InvalidParameter', `${name} takes a date, not ${value}`);
}
