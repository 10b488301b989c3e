import type { Parameter } from '../../../keap/catalog/operation.ts';
import type { XmlRpcParameter } from '../../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { isJsonArgument, isListArgument } from '../../../keap/request/call/argumentValue.ts';
import type { Control, Field } from './controls.ts';

/** Names of texts that have lines: mails, pages, notes. */
const LONG = /(body|html|notes|headers?|^text)$/i;
/** Names of texts that are the bytes of a file. */
const BYTES = /base64/i;

/** What is not plain from the names of arguments that say which page of a list is meant. */
const PAGE_HINTS: Readonly<Record<string, string>> = {
  limit: 'Rows on a page; Keap gives 1000 at most.',
  returnLimit: 'Rows on a page; Keap gives 1000 at most.',
  page: 'Pages are counted from 0.',
  pageNumber: 'Pages are counted from 0.',
};

/** How an argument of XML-RPC is shown, by the types it may have. */
export function argumentField(parameter: Parameter, argument: XmlRpcParameter): Field {
  const { types } = argument;
  const control = controlOf(argument);
  const isMoment = control.kind === 'moment';
  return {
    parameter,
    control,
    placeholder: isMoment
      ? '2026-01-31T09:00:00'
      : control.kind === 'json'
        ? types.includes('struct')
          ? '{}'
          : '[]'
        : '',
    bounds: '',
    hint: PAGE_HINTS[parameter.name] ?? hintOf(argument, control),
  };
}

function controlOf(argument: XmlRpcParameter): Control {
  const { name, types, enum: choices } = argument;
  if (choices) return { kind: 'choice', options: choices };
  if (isListArgument(argument)) return { kind: 'rows', numeric: types.includes('array<int>') };
  if (types.includes('any')) return LONG.test(name) ? { kind: 'lines' } : { kind: 'text', numeric: false };
  if (isJsonArgument(argument)) return { kind: 'json' };
  if (types.includes('dateTime.iso8601')) return { kind: 'moment' };
  if (types.every((type) => type === 'boolean')) return { kind: 'choice', options: ['true', 'false'] };
  if (types.every((type) => type === 'int' || type === 'double')) return { kind: 'text', numeric: true };
  if (types.includes('string') && BYTES.test(name)) return { kind: 'bytes' };
  return types.includes('string') && LONG.test(name) ? { kind: 'lines' } : { kind: 'text', numeric: false };
}

function hintOf({ types }: XmlRpcParameter, control: Control): string {
  if (types.includes('any')) return 'Text as it is, or JSON for a number, a list or a struct.';
  if (control.kind === 'json') return 'JSON; a date is {"$dateTime": "20260131T09:00:00"}.';
  if (control.kind === 'moment') return 'Without a zone: XML-RPC’s times have none.';
  return types.includes('int') && types.includes('boolean') ? 'true, false or a whole number.' : '';
}
