import type { Listing } from '../account/listing.ts';
import { idIn } from './answerReferences.ts';
import { JsonWalk } from './jsonWalk.ts';
import type { Span } from './placeAt.ts';
import { walkInSlices } from './walkInSlices.ts';

/** Where a list's answer shows the record of an id; undefined where this page does not. */
export async function listedItem(
  text: string,
  { items, id: at }: Pick<Listing, 'items' | 'id'>,
  id: string,
  signal: AbortSignal,
): Promise<Span | undefined> {
  const base = items === undefined ? 0 : 1;
  const steps = at === '' ? [] : at.split('.');
  let start = 0;
  let found: Span | undefined;
  const look = ({ event, path, depth, start: from, end, source }: JsonWalk): boolean => {
    if (base === 1 && path[0] !== items) return true;
    if (event === 'open' && depth === base + 1) start = from;
    const isId =
      event === 'scalar' &&
      depth === base + 1 + steps.length &&
      steps.every((step, index) => path[base + 1 + index] === step);
    if (isId && idIn(source) === id) found = { start: steps.length === 0 ? from : start, end };
    return found === undefined;
  };
  await walkInSlices(new JsonWalk(text), look, signal);
  return found;
}
