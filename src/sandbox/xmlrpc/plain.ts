import { asList, asObject } from '../../keap/json.ts';
import { readDateTime, writeDateTime } from '../../keap/xmlrpc/dateTime.ts';
import {
  arrayValue,
  INT_MAX,
  INT_MIN,
  intValue,
  structValue,
  textValue,
  type XmlRpcValue,
} from '../../keap/xmlrpc/value.ts';
import { iso } from '../seed/dice.ts';

/** A number that goes out as a double, even where it is whole: amounts of money. */
export class Decimal {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }
}

/** A moment that goes out as a dateTime. */
export class Moment {
  readonly time: number;

  constructor(time: number) {
    this.time = time;
  }
}

/** The moment an ISO text names; undefined for what names none. */
export function momentOf(text: unknown): Moment | undefined {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Moment(time);
}

/**
 * What handlers see of an argument: texts, numbers, booleans, lists and objects; moments as ISO texts in UTC, which
 * is what moments without a zone are taken for here.
 */
export function plainOf(value: XmlRpcValue): unknown {
  switch (value.type) {
    case 'int':
    case 'boolean':
      return value.value;
    case 'double':
      return Number(value.text);
    case 'i8':
      return Number(value.digits);
    case 'dateTime':
      return isoOf(value.text);
    case 'nil':
      return undefined;
    case 'array':
      return value.items.map(plainOf);
    case 'struct':
      return Object.fromEntries([...value.members].map(([name, member]) => [name, plainOf(member)]));
    default:
      return value.text;
  }
}

/** A moment, in XML-RPC's form or one that people write (`2026-11-30 14:05:00`), as an ISO text; undefined for none. */
export function isoOf(text: string): string | undefined {
  const [, date = '', time = '00:00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?$/.exec(text.trim()) ?? [];
  const read = readDateTime(date ? `${date}T${time}` : text.trim());
  if (!read) return undefined;
  const { year, month, day, hour, minute, second, millisecond, offset = 0 } = read;
  const moment = new Date(0);
  // Date.UTC takes the years of the first century for those of the twentieth.
  moment.setUTCFullYear(year, month - 1, day);
  moment.setUTCHours(hour, minute - offset, second, millisecond);
  return iso(moment.getTime());
}

/** An answer's value: what is undefined is left out, or nil where something must stand. */
export function wireValue(plain: unknown): XmlRpcValue {
  if (plain instanceof Decimal) return { type: 'double', text: decimalText(plain.number) };
  if (plain instanceof Moment) return { type: 'dateTime', text: writeDateTime(plain.time) };
  if (typeof plain === 'string') return textValue(printable(plain));
  if (typeof plain === 'boolean') return { type: 'boolean', value: plain };
  if (typeof plain === 'number') {
    const isInt = Number.isInteger(plain) && plain >= INT_MIN && plain <= INT_MAX;
    return isInt ? intValue(plain) : { type: 'double', text: decimalText(plain) };
  }
  const list = asList(plain);
  if (list) return arrayValue(list.map(wireValue));
  const object = asObject(plain);
  if (!object) return { type: 'nil' };
  const present = Object.entries(object).filter(([, member]) => member !== undefined);
  return structValue(Object.fromEntries(present.map(([name, member]) => [printable(name), wireValue(member)])));
}

function decimalText(number: number): string {
  return Number.isInteger(number) ? number.toFixed(1) : String(number);
}

/** JSON bodies of REST may hold characters that XML has no place for; they go out as the mark for what is unknown. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot hold
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
