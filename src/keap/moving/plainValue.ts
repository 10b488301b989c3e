import { numberText } from '../exactJson.ts';
import { asObject } from '../json.ts';

/** A value of XML-RPC or JSON as the text of a parameter. */
export function plainText(value: unknown): string {
  const typed = asObject(value);
  const inner = typed?.['$dateTime'] ?? typed?.['$double'] ?? typed?.['$i8'] ?? value;
  if (inner === undefined || inner === null) return '';
  return typeof inner === 'string'
    ? inner
    : (numberText(inner) ?? (typeof inner === 'boolean' ? String(inner) : JSON.stringify(inner)));
}
