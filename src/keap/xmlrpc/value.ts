/**
 * A value of XML-RPC as it crosses the wire, with nothing lost: numbers and moments are the text they were written
 * as. Source of the types: xmlrpc.com/spec.md, and for `nil` and `i8` the extensions of Apache's implementation.
 */
export type XmlRpcValue =
  | { readonly type: 'string'; readonly text: string }
  /** A whole number of 32 bits: `int` and `i4` are one type. */
  | { readonly type: 'int'; readonly value: number }
  /** A whole number of 64 bits: its digits, without needless zeros or a plus. */
  | { readonly type: 'i8'; readonly digits: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** A number with a fraction, as written. */
  | { readonly type: 'double'; readonly text: string }
  /** A moment, as written; `readDateTime` says what it means. */
  | { readonly type: 'dateTime'; readonly text: string }
  /** Bytes, in base64 without white space. */
  | { readonly type: 'base64'; readonly text: string }
  | { readonly type: 'nil' }
  | { readonly type: 'array'; readonly items: readonly XmlRpcValue[] }
  /** Members in their order, each name once. */
  | { readonly type: 'struct'; readonly members: ReadonlyMap<string, XmlRpcValue> };

/** A call: the name of its method, `DataService.query`, and its arguments in order. */
export interface XmlRpcCall {
  readonly method: string;
  readonly args: readonly XmlRpcValue[];
}

/** Why the server did not do what a call asked for. */
export interface XmlRpcFault {
  readonly code: number;
  readonly message: string;
}

/** What a server answers: a value, or a fault. */
export type XmlRpcResponse = { readonly value: XmlRpcValue } | { readonly fault: XmlRpcFault };

/** What is read and written at most; more is refused with a sentence before it is held in memory. */
export interface XmlRpcBounds {
  /** Characters of a document. */
  readonly characters: number;
  /** Values within values. */
  readonly depth: number;
  /** Values of a document in all, those within others included. */
  readonly values: number;
}

/** Far above what Keap answers (1,000 rows of some hundred fields), and small enough for a laptop. */
export const XML_RPC_BOUNDS: XmlRpcBounds = { characters: 64 * 1024 * 1024, depth: 64, values: 2_000_000 };

/** What an `int` holds. */
export const INT_MIN = -(2 ** 31);
export const INT_MAX = 2 ** 31 - 1;

/** The value of a text. */
export function textValue(text: string): XmlRpcValue {
  return { type: 'string', text };
}

/** The value of a whole number of 32 bits. */
export function intValue(value: number): XmlRpcValue {
  return { type: 'int', value };
}

/** The value of a list. */
export function arrayValue(items: readonly XmlRpcValue[]): XmlRpcValue {
  return { type: 'array', items };
}

/** The value of named values; those that are undefined are left out. */
export function structValue(members: Readonly<Record<string, XmlRpcValue | undefined>>): XmlRpcValue {
  const present = Object.entries(members).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return { type: 'struct', members: new Map(present) };
}
