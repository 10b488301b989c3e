import type { JsonPath } from '../request/body/jsonTree.ts';

/** A path as JSONPath writes it (RFC 9535): `$.contacts[3]['a b']`; `$` alone is all of it. */
export function jsonPathOf(path: JsonPath): string {
  return `$${path.map(stepText).join('')}`;
}

/** The same for people, without the `$`: `contacts[3].email_addresses[0].email`. */
export function placeWords(path: JsonPath): string {
  return path.map(stepText).join('').replace(/^\./, '');
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(step)) return `.${step}`;
  const escaped = JSON.stringify(step).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `['${escaped}']`;
}
