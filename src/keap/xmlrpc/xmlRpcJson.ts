import { numberOf, numberText } from '../exactJson.ts';
import { asList, asObject } from '../json.ts';
import { base64, dateTime, double, SCALARS, type Scalar } from './scalars.ts';
import { INT_MAX, INT_MIN, XML_RPC_BOUNDS, type XmlRpcFault, type XmlRpcValue } from './value.ts';
import { XmlRpcError } from './xmlRpcError.ts';

/*
 * How values look as JSON, so that a person reads and edits them and nothing is lost either way:
 *
 *   text, boolean, array, struct, nil   as JSON's string, boolean, list, object and null
 *   int                                 a whole number: 42
 *   double                              a number with a point or an exponent, digit for digit: 12.50
 *   all that JSON has no word for       an object whose one member says the type:
 *     {"$dateTime": "20261130T14:05:00"}, {"$base64": "SGVsbG8="}, {"$i8": "9000000000"},
 *     {"$double": "12"}, which as a bare number would be an int
 *
 * A member of a struct whose own name begins with $ has one more: "$$dateTime". JSON is read by `parseExact` and
 * printed by `printExact`, which keep the digits of numbers.
 */
const TYPED: Readonly<Record<string, (text: string) => Scalar>> = {
  $dateTime: dateTime,
  $base64: base64,
  $double: double,
  $i8: (text) => SCALARS['i8']?.(text) ?? { wrong: '' },
};

/** A double whose text is a JSON number that nobody takes for a whole one. */
const JSON_DOUBLE = /^-?(0|[1-9]\d*)(?=[.eE])(\.\d+)?([eE][+-]?\d+)?$/;

/** A value as JSON, for `printExact`. */
export function jsonOfValue(value: XmlRpcValue): unknown {
  switch (value.type) {
    case 'string':
      return value.text;
    case 'int':
    case 'boolean':
      return value.value;
    case 'nil':
      return null;
    case 'double':
      return JSON_DOUBLE.test(value.text) ? doubleOf(value.text) : { $double: value.text };
    case 'dateTime':
      return { $dateTime: value.text };
    case 'base64':
      return { $base64: value.text };
    case 'i8':
      return { $i8: value.digits };
    case 'array':
      return value.items.map(jsonOfValue);
    case 'struct':
      // fromEntries, unlike assignment, makes a member of __proto__.
      return Object.fromEntries(
        [...value.members].map(([name, member]) => [name.startsWith('$') ? `$${name}` : name, jsonOfValue(member)]),
      );
  }
}

/** A number that prints with these digits, even 1e2, which JavaScript prints as 100. */
function doubleOf(text: string): unknown {
  const exact = numberOf(text);
  return numberText(exact) === text ? exact : { $double: text };
}

/** A fault as JSON, under the names it has on the wire. */
export function jsonOfFault({ code, message }: XmlRpcFault): unknown {
  return { faultCode: code, faultString: message };
}

/**
 * A value from JSON, as `parseExact` reads it.
 * @param path names the place in sentences: `$` for the whole
 * @param depth of the place: values within values are as deep as XML-RPC is written, and no deeper
 * @throws XmlRpcError for what XML-RPC has no value for
 */
export function valueOfJson(json: unknown, path = '$', depth = 1): XmlRpcValue {
  if (depth > XML_RPC_BOUNDS.depth) {
    throw new XmlRpcError('bounds', `Values stand within values more than ${XML_RPC_BOUNDS.depth} deep.`);
  }
  if (json === null) return { type: 'nil' };
  if (typeof json === 'string') return { type: 'string', text: json };
  if (typeof json === 'boolean') return { type: 'boolean', value: json };
  const digits = numberText(json);
  if (digits !== undefined) return numberValue(digits, path);
  const list = asList(json);
  if (list)
    return { type: 'array', items: list.map((item, index) => valueOfJson(item, `${path}[${index}]`, depth + 1)) };
  const object = asObject(json);
  if (!object) throw new XmlRpcError('value', `At ${path} stands nothing that JSON has.`);
  const entries = Object.entries(object);
  const [only] = entries;
  const read = only && entries.length === 1 && Object.hasOwn(TYPED, only[0]) ? TYPED[only[0]] : undefined;
  if (only && read) return typedValue(only, read, path);
  return { type: 'struct', members: new Map(entries.map(([name, member]) => structMember(name, member, path, depth))) };
}

function numberValue(digits: string, path: string): XmlRpcValue {
  if (/[.eE]/.test(digits)) return { type: 'double', text: digits };
  const value = Number(digits);
  if (value >= INT_MIN && value <= INT_MAX) return { type: 'int', value: value === 0 ? 0 : value };
  throw new XmlRpcError(
    'value',
    `${digits} at ${path} is beyond ${INT_MAX}, the largest whole number of XML-RPC: send it as text.`,
  );
}

function typedValue(
  [name, text]: readonly [string, unknown],
  read: (text: string) => Scalar,
  path: string,
): XmlRpcValue {
  if (typeof text !== 'string') throw new XmlRpcError('value', `${name} at ${path} takes a text in quotes.`);
  const scalar = read(text);
  if ('wrong' in scalar) throw new XmlRpcError('value', `At ${path}: ${scalar.wrong}`);
  return scalar;
}

function structMember(name: string, member: unknown, path: string, depth: number): readonly [string, XmlRpcValue] {
  if (/^\$(?!\$)/.test(name)) {
    const known = Object.keys(TYPED).join(', ');
    throw new XmlRpcError(
      'value',
      `${name} at ${path} is no type alone in its object (${known} are): write $${name} for a member of that name.`,
    );
  }
  return [name.startsWith('$$') ? name.slice(1) : name, valueOfJson(member, `${path}.${name}`, depth + 1)];
}
