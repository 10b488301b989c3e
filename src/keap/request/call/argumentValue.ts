import type { Parameter } from '../../catalog/operation.ts';
import type { XmlRpcParameter, XmlRpcType } from '../../catalog/xmlrpc/xmlRpcMethod.ts';
import { parseExact } from '../../exactJson.ts';
import { readDateTime } from '../../xmlrpc/dateTime.ts';
import { arrayValue, INT_MAX, INT_MIN, intValue, textValue, type XmlRpcValue } from '../../xmlrpc/value.ts';
import { writeCall } from '../../xmlrpc/writeXmlRpc.ts';
import { XmlRpcError } from '../../xmlrpc/xmlRpcError.ts';
import { valueOfJson } from '../../xmlrpc/xmlRpcJson.ts';
import type { ParameterInput } from '../draft.ts';
import { inputTexts } from '../parameterValue.ts';

/** What a filled-in argument is sent as. */
export type ReadArgument =
  | {
      readonly value: XmlRpcValue;
      /** Why Keap may refuse it, in words that follow its name. */
      readonly doubt?: string;
      /** Whether the doubt is that it is none of its types, and so goes as another. */
      readonly isOtherType?: true;
    }
  /** Why it cannot be sent, in words that follow its name. */
  | { readonly wrong: string };

/** Whether an argument is filled in as JSON: what has parts, or may be anything. */
export function isJsonArgument({ types }: XmlRpcParameter): boolean {
  return !isListArgument({ types }) && types.some((type) => type === 'struct' || type === 'array' || type === 'any');
}

/** Whether an argument is filled in as a text for each of its items. */
export function isListArgument({ types }: Pick<XmlRpcParameter, 'types'>): boolean {
  return types.some((type) => type === 'array<int>' || type === 'array<string>');
}

/** Whether an empty text is one of the values an argument takes. */
export function takesEmptyText({ types }: XmlRpcParameter): boolean {
  return types.includes('string') || types.includes('any');
}

/** The value of an argument that was filled in. Texts become the most exact of its types that they fit. */
export function readArgument(parameter: Parameter, input: ParameterInput): ReadArgument {
  const { types = ['any'], enum: choices } = parameter.argument ?? {};
  const texts = inputTexts(input);
  const [text = ''] = texts;
  const read =
    isListArgument({ types }) && !/^\s*[[{]/.test(text) ? readItems(texts, types) : readText(text, types, choices);
  return 'value' in read ? sendable(read) : read;
}

function readItems(texts: readonly string[], types: readonly XmlRpcType[]): ReadArgument {
  const itemTypes: readonly XmlRpcType[] = types.flatMap((type): XmlRpcType[] => {
    if (type === 'array<int>') return ['int'];
    return type === 'array<string>' ? ['string'] : [];
  });
  const items = texts.map((text) => readScalar(text, itemTypes) ?? { doubted: text });
  const wrong = items.find((item) => 'doubted' in item);
  const value = arrayValue(items.map((item) => ('doubted' in item ? textValue(item.doubted) : item)));
  return wrong && 'doubted' in wrong ? otherType(value, expected(wrong.doubted, itemTypes)) : { value };
}

function readText(text: string, types: readonly XmlRpcType[], choices: readonly string[] | undefined): ReadArgument {
  if (choices && !choices.includes(text)) {
    return { value: textValue(text), doubt: `must be one of ${choices.join(', ')}.` };
  }
  const scalar = typedValue(text, types) ?? readScalar(text, types);
  if (scalar) return { value: scalar };
  const isAny = types.includes('any');
  const isJson = isAny || types.some((type) => type === 'struct' || type.startsWith('array'));
  if (!isJson) return otherType(textValue(text), expected(text, types));
  let json: unknown;
  try {
    json = parseExact(text);
  } catch (error) {
    if (isAny && !/^\s*[[{"]/.test(text)) return { value: textValue(text) };
    const words = error instanceof Error ? error.message : String(error);
    return { wrong: `is not JSON: ${words.charAt(0).toLowerCase()}${words.slice(1).replace(/\.?$/, '.')}` };
  }
  try {
    const value = valueOfJson(json);
    const fits =
      isAny || types.some((type) => type === value.type || (type.startsWith('array') && value.type === 'array'));
    return fits ? { value } : otherType(value, `must be ${types.includes('struct') ? OBJECT : LIST}.`);
  } catch (error) {
    return { wrong: errorWords(error) };
  }
}

function otherType(value: XmlRpcValue, doubt: string): ReadArgument {
  return { value, doubt, isOtherType: true };
}

const OBJECT = 'a JSON object, such as {"FirstName": "Ada"}';
const LIST = 'a JSON list, such as [1, 2]';

/**
 * What a text says with its type: `{"$dateTime": "20261130T14:05:00"}`, whatever the argument is said to take, and
 * quotes around what would otherwise be a number, where it may be either.
 */
function typedValue(text: string, types: readonly XmlRpcType[]): XmlRpcValue | undefined {
  const isTyped = /^\s*\{\s*"\$[a-zA-Z\d]+"\s*:\s*"[^"]*"\s*\}\s*$/.test(text);
  const isQuoted = types.length > 1 && types.includes('string') && /^"[^"]*"$/.test(text);
  if (!isTyped && !isQuoted) return undefined;
  try {
    const value = valueOfJson(parseExact(text));
    return value.type === 'struct' ? undefined : value;
  } catch {
    return undefined;
  }
}

const INT = /^-?\d{1,32}$/;
const DOUBLE = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;
/** As a number it would lose its zeros, which a text may need: a postal code, an article number. */
const LEADING_ZERO = /^-?0\d/;

/** The most exact type first. */
function readScalar(text: string, types: readonly XmlRpcType[]): XmlRpcValue | undefined {
  if (types.includes('string') && LEADING_ZERO.test(text)) return textValue(text);
  const number = INT.test(text) ? Number(text) : Number.NaN;
  if (types.includes('int') && number >= INT_MIN && number <= INT_MAX) return intValue(number === 0 ? 0 : number);
  if (types.includes('double') && DOUBLE.test(text)) return { type: 'double', text };
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return { type: 'boolean', value: text === 'true' };
  const moment = types.includes('dateTime.iso8601') ? momentText(text) : undefined;
  if (moment !== undefined) return { type: 'dateTime', text: moment };
  return types.includes('string') ? textValue(text) : undefined;
}

/**
 * A date and time in XML-RPC's own form: with or without dashes when typed, without seconds, or a day alone, which is
 * its start. Undefined for what is none, and where a zone is named, which that form has no room for.
 */
export function momentText(typed: string): string | undefined {
  const [, day, time = 'T00:00'] = /^(\d{4}-?\d{2}-?\d{2})(T\d{2}:\d{2}(?::\d{2})?)?$/.exec(typed.trim()) ?? [];
  if (day === undefined) return undefined;
  const text = `${day.replaceAll('-', '')}${time.length === 6 ? `${time}:00` : time}`;
  return readDateTime(text) ? text : undefined;
}

function expected(text: string, types: readonly XmlRpcType[]): string {
  if (types.includes('dateTime.iso8601')) {
    return 'must be a date and time without a zone, such as 2026-01-31T09:00:00.';
  }
  if (types.includes('double')) return 'must be a number, such as 12.5.';
  if (types.includes('int')) {
    if (INT.test(text)) return `is too large: XML-RPC’s whole numbers go from ${INT_MIN} to ${INT_MAX}.`;
    return types.includes('boolean') ? 'must be true, false or a whole number.' : 'must be a whole number, such as 12.';
  }
  return 'must be true or false.';
}

/** What its type or XML cannot hold is found by writing it. */
function sendable(read: Extract<ReadArgument, { value: XmlRpcValue }>): ReadArgument {
  try {
    writeCall({ method: 'check', args: [read.value] });
    return read;
  } catch (error) {
    return { wrong: errorWords(error) };
  }
}

function errorWords(error: unknown): string {
  if (error instanceof XmlRpcError) return `cannot be sent: ${error.message}`;
  throw error;
}
