import type { RequestDraft } from '../../keap/request/draft.ts';
import { findKeys } from '../../keap/safety/keyShapes.ts';

/** The first key that stands in what was typed. */
export function keyInDraft({ parameters, body }: RequestDraft): string | undefined {
  const texts = [...Object.values(parameters).flat(), body];
  return texts.flatMap((text) => findKeys(text)).find(({ kind }) => kind !== 'token')?.key;
}
