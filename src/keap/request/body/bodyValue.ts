import { parseJson } from '../../json.ts';
import { momentText } from '../call/argumentValue.ts';
import { type BodyShape, momentNode } from './bodyShape.ts';
import type { JsonNode } from './jsonTree.ts';

/** JSON's own numbers, which are written as they were typed: no digit of a large one changes. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** What a control shows of a value: the text of a string, anything else as it stands. */
export function shownText(source: string, node: JsonNode | undefined): string {
  if (!node || node.kind === 'null') return '';
  const moment = momentNode(node);
  if (moment) return dashed(shownText(source, moment));
  const text = source.slice(node.start, node.end);
  return node.kind === 'string' ? String(JSON.parse(text)) : text;
}

/**
 * What was typed into a control, as JSON text. What is not of the shape becomes a string, which the check then tells
 * of: nothing typed is lost, and the text stays JSON.
 */
export function jsonOf(typed: string, shape: BodyShape): string {
  if (shape.kind === 'number' && NUMBER.test(typed.trim())) return typed.trim();
  if (shape.kind === 'choice') {
    const chosen = shape.options.find((option) => String(option) === typed);
    if (chosen !== undefined) return JSON.stringify(chosen);
  }
  const moment = shape.kind === 'moment' ? momentText(typed) : undefined;
  return moment === undefined ? JSON.stringify(typed) : JSON.stringify({ $dateTime: moment });
}

/** A date and time of XML-RPC as people read it; what is written otherwise stays. */
function dashed(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2}:\d{2}:\d{2})$/, '$1-$2-$3T$4');
}

/** The kinds of value that an open place may hold. */
export const OPEN_KINDS = ['text', 'number', 'yesNo', 'json'] as const;
export type OpenKind = (typeof OPEN_KINDS)[number];

/** What stands in an open place. */
export function openKindOf(node: JsonNode | undefined): OpenKind {
  if (!node || node.kind === 'string') return 'text';
  if (node.kind === 'number') return 'number';
  return node.kind === 'boolean' ? 'yesNo' : 'json';
}

/** What was typed into an open place, as JSON text; a string where it is not of that kind. */
export function openJsonOf(typed: string, kind: OpenKind): string {
  if (kind === 'json') return 'value' in parseJson(typed) ? typed.trim() : JSON.stringify(typed);
  if (kind === 'yesNo') return typed === 'true' || typed === 'false' ? typed : JSON.stringify(typed);
  return jsonOf(typed, { kind });
}
