import { readDateTime } from './dateTime.ts';
import { INT_MAX, INT_MIN, type XmlRpcValue } from './value.ts';

/** A value, or a sentence on why the text is none of its type. */
export type Scalar = XmlRpcValue | { readonly wrong: string };

const DOUBLE = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$|^NaN$|^-?(Infinity|INF)$/;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

/** The value of a type that is written as text, by the element's name. White space around all but texts is nothing. */
export const SCALARS: Readonly<Record<string, (text: string) => Scalar>> = {
  string: (text) => ({ type: 'string', text }),
  int,
  i4: int,
  i8,
  'ex:i1': int,
  'ex:i2': int,
  'ex:i8': i8,
  boolean: (text) => {
    const trimmed = text.trim();
    if (trimmed !== '0' && trimmed !== '1') return { wrong: `“${short(text)}” is no boolean: 0 or 1 was expected.` };
    return { type: 'boolean', value: trimmed === '1' };
  },
  double,
  'ex:float': double,
  'dateTime.iso8601': dateTime,
  base64,
  nil,
  'ex:nil': nil,
};

function int(text: string): Scalar {
  const value = /^[+-]?\d{1,32}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(value >= INT_MIN && value <= INT_MAX)) {
    return { wrong: `“${short(text)}” is no whole number from ${INT_MIN} to ${INT_MAX}.` };
  }
  return { type: 'int', value: value === 0 ? 0 : value };
}

function i8(text: string): Scalar {
  const trimmed = text.trim();
  const value = /^[+-]?\d{1,32}$/.test(trimmed) ? BigInt(trimmed.replace('+', '')) : undefined;
  if (value === undefined || BigInt.asIntN(64, value) !== value) {
    return { wrong: `“${short(text)}” is no whole number of 64 bits.` };
  }
  return { type: 'i8', digits: String(value) };
}

/** A number with a fraction; exponents and what is no number, which Java writes, are let through. */
export function double(text: string): Scalar {
  const trimmed = text.trim();
  return DOUBLE.test(trimmed) ? { type: 'double', text: trimmed } : { wrong: `“${short(text)}” is no number.` };
}

/** A moment that the calendar has. */
export function dateTime(text: string): Scalar {
  const trimmed = text.trim();
  if (readDateTime(trimmed)) return { type: 'dateTime', text: trimmed };
  return { wrong: `“${short(text)}” is no date and time such as 20261130T14:05:00.` };
}

/** Bytes in base64; lines may be broken anywhere. */
export function base64(text: string): Scalar {
  const packed = text.replaceAll(/[ \t\r\n]+/g, '');
  return BASE64.test(packed) ? { type: 'base64', text: packed } : { wrong: `“${short(text)}” is no base64.` };
}

function nil(text: string): Scalar {
  return text.trim() === '' ? { type: 'nil' } : { wrong: `“${short(text)}” stands in nil, which is empty.` };
}

/** The beginning of a text, for a sentence about it. */
function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
