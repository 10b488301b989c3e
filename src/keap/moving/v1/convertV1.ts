import type { Operation } from '../../catalog/operation.ts';
import { parseExact } from '../../exactJson.ts';
import { asObject, type JsonObject } from '../../json.ts';
import { parameterId, type RequestDraft } from '../../request/draft.ts';
import { inputTexts } from '../../request/parameterValue.ts';
import { applyMove } from '../applyMove.ts';
import { type Move, placeParts, targetOf } from '../move.ts';
import { plainText } from '../plainValue.ts';
import type { V2Draft } from '../v2Draft.ts';
import { orderField, v1Move } from './v1Rules.ts';

/** Fills in what a request of v1 says. */
export function convertV1(operation: Operation, draft: RequestDraft, now: V2Draft): void {
  const next = now.operation;
  const move = v1Move(operation, next);
  const values: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    const texts = inputTexts(draft.parameters[parameterId(parameter)]);
    if (texts.length > 0) values[parameter.name] = texts.length === 1 ? texts[0] : texts;
  }
  if (operation.method === 'PUT' && next.method === 'PATCH')
    now.note('', 'differs', 'REST v2 changes what the body names alone: what v1 cleared by leaving it out stays.');
  const { order, order_direction: direction, update_mask: mask, offset, ...rest } = values;
  if (order !== undefined) {
    const field = orderField(plainText(order), next);
    const isDown = /^descending$/i.test(plainText(direction));
    if (field === undefined) now.note('order', 'lost', `REST v2 does not order this list by ${plainText(order)}.`);
    else now.put('query:order_by', `${field} ${isDown ? 'desc' : 'asc'}`, 'order');
  } else if (direction !== undefined) {
    now.note('order_direction', 'lost', 'REST v2 takes a direction only with what it orders by.');
  }
  const more = {
    ...(mask === undefined ? {} : { update_mask: [mask].flat().flatMap((name) => maskOf(String(name), move)) }),
    ...(offset === undefined || offset === '0' ? {} : { offset }),
  };
  applyMove(move, { ...rest, ...more, ...bodyValues(draft.body, move, now) }, now, 'id');
}

/** What v2 calls a property of v1's body that its mask names. */
function maskOf(name: string, move: Move): string[] {
  const tops = Object.entries(move.takes).flatMap(([taken, entry]) => {
    const { to } = targetOf(entry);
    const isIt = taken === `body.${name}` || taken.startsWith(`body.${name}.`);
    return isIt && to?.startsWith('body:') ? [placeParts(to).name.replace(/[.[].*$/, '')] : [];
  });
  return tops.length > 0 ? [...new Set(tops)] : [name];
}

/** The properties of v1's body by the names that its move has for them. */
function bodyValues(text: string, move: Move, now: V2Draft): JsonObject {
  if (text.trim() === '') return {};
  let body: JsonObject | undefined;
  try {
    body = asObject(parseExact(text));
  } catch {
    now.note('body', 'lost', 'The body is not JSON, so nothing of it was converted.');
    return {};
  }
  if (!body) now.note('body', 'lost', 'The body is no JSON object, so nothing of it was converted.');
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body ?? {})) {
    const inner = Object.keys(move.takes).filter((each) => each.startsWith(`body.${name}.`));
    const members = asObject(value);
    if (inner.length === 0 || !members) values[`body.${name}`] = value;
    else
      for (const [member, part] of Object.entries(members)) {
        if (inner.includes(`body.${name}.${member}`)) values[`body.${name}.${member}`] = part;
        else now.note(`${name}.${member}`, 'lost', `REST v2 does not take ${member} of ${name} here.`);
      }
  }
  return values;
}
