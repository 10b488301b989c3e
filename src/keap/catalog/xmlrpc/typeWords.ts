import type { XmlRpcType } from './xmlRpcMethod.ts';

/** The types an argument or an answer may have, as XML-RPC names them: `int or boolean`, `list of string`. */
export function typeWords(types: readonly XmlRpcType[]): string {
  // A list of one type says more than a list.
  const isPlain = types.some((type) => type.startsWith('array<'));
  const told = isPlain ? types.filter((type) => type !== 'array') : types;
  return told.map((type) => WORDS[type] ?? type).join(' or ');
}

const WORDS: Readonly<Partial<Record<XmlRpcType, string>>> = {
  array: 'list',
  'array<int>': 'list of int',
  'array<string>': 'list of string',
  any: 'any value',
};
