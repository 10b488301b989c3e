import { asObject, asString } from '../../keap/json.ts';
import { EMPTY_CELLS, type Filling } from '../../keap/runs/rows/filling.ts';
import type { PlaceFilling } from '../../protocol/rowRun.ts';

/** What a page wants to fill in; undefined for what is none of it. */
export function placeFilling(argument: unknown): PlaceFilling | undefined {
  const place = asString(asObject(argument)?.['place']);
  const source = asObject(asObject(argument)?.['filling']);
  const filling = parsedFilling(source);
  return place === undefined || !filling ? undefined : { place, filling };
}

function parsedFilling(source: Readonly<Record<string, unknown>> | undefined): Filling | undefined {
  if (source?.['by'] === 'nothing') return { by: 'nothing' };
  const text = asString(source?.['text']);
  if (source?.['by'] === 'value') return text === undefined ? undefined : { by: 'value', text };
  const column = asString(source?.['column']);
  const empty = EMPTY_CELLS.find((each) => each === source?.['empty']);
  return source?.['by'] === 'column' && column !== undefined && empty ? { by: 'column', column, empty } : undefined;
}
