import { numberText, parseExact, sameJson } from '../exactJson.ts';
import { asList, asObject, asString } from '../json.ts';

/** Whether a value of a record is what was asked for; Keap adds members of its own, and times in its own form. */
export function hasValue(value: unknown, wanted: unknown): boolean {
  if (isNothing(wanted)) return isNothing(value);
  const [items, wantedItems] = [asList(value), asList(wanted)];
  if (wantedItems) {
    return items !== undefined && wantedItems.every((one) => items.some((item) => hasValue(item, one)));
  }
  const [digits, wantedDigits] = [numberText(value), numberText(wanted)];
  const [object, wantedObject] = [asObject(value), asObject(wanted)];
  if (wantedObject && wantedDigits === undefined) {
    return (
      object !== undefined && Object.entries(wantedObject).every(([name, member]) => hasValue(object[name], member))
    );
  }
  if (sameJson(value, wanted)) return true;
  const [one, other] = [asString(value) ?? digits, asString(wanted) ?? wantedDigits];
  return one !== undefined && other !== undefined && (one === other || isSameTime(one, other));
}

function isSameTime(one: string, other: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(one) && Date.parse(one) === Date.parse(other);
}

/** Whether a value says that there is nothing. */
export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || asList(value)?.length === 0;
}

/** The value of a JSON text; undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}
