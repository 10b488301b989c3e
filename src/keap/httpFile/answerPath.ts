import { numberText, parseExact } from '../exactJson.ts';
import { type HeldResponse, headerValue, textIn } from '../http/httpResponse.ts';
import { asList, asObject } from '../json.ts';

export type AnswerPart = 'body' | 'headers';

/**
 * What stands in an answer at a place, as text: a header by its name; of a JSON body a member by `$.contacts[0].id`,
 * with or without `$.`, or all of it by `*`. An object or a list is JSON text. Digits of large numbers stay.
 * @returns undefined where nothing is there
 */
export function valueInAnswer(
  response: Pick<HeldResponse, 'headers' | 'body'>,
  part: AnswerPart,
  path: string,
): string | undefined {
  if (part === 'headers') return headerValue(response, path);
  const text = textIn(response.headers, response.body);
  if (path === '' || path === '*' || path === '$') return text;
  const steps = pathSteps(path);
  if (!steps) return undefined;
  let value: unknown;
  try {
    value = parseExact(text);
  } catch {
    return undefined;
  }
  for (const step of steps) value = memberOf(value, step);
  if (value === undefined || value === null) return undefined;
  return numberText(value) ?? (typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** Whether a path is one of those `valueInAnswer` reads; wildcards and conditions are not. */
export function isAnswerPath(path: string): boolean {
  return path === '' || path === '*' || path === '$' || pathSteps(path) !== undefined;
}

function pathSteps(path: string): string[] | undefined {
  const steps: string[] = [];
  const plain = path.startsWith('$') ? path.slice(1) : `.${path}`;
  const step = /\.([^.[\]\s*?@()]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;
  while (step.lastIndex < plain.length) {
    const found = step.exec(plain);
    if (!found) return undefined;
    steps.push(found.slice(1).find((name) => name !== undefined) ?? '');
  }
  return steps;
}

function memberOf(value: unknown, step: string): unknown {
  const list = asList(value);
  if (list) return /^\d+$/.test(step) ? list[Number(step)] : undefined;
  const object = asObject(value);
  return object && Object.hasOwn(object, step) ? object[step] : undefined;
}
