import type { Kind } from '../account/kinds.ts';
import type { Answer } from '../answers/answer.ts';
import type { JsonPath } from '../request/body/jsonTree.ts';
import type { AnswerReference, AnswerReferences } from './answerReferences.ts';
import type { JsonWalk } from './jsonWalk.ts';
import { isReadAlone } from './opening.ts';
import { type PageLink, pageLink } from './pageLinks.ts';
import { type AnswerList, isItemPath, type WalkedText } from './placeAt.ts';
import { walkInSlices } from './walkInSlices.ts';

/** Codes say themselves what they mean: hovers open what is known of them, and links are left to ids. */
const CODES: ReadonlySet<Kind> = new Set(['country', 'province']);

export function isLinked(kind: Kind): boolean {
  return !CODES.has(kind);
}

/** What is a link in an answer: an id of a record, or what leads to another page. */
export type AnswerLink = AnswerReference | PageLink;

export interface LinkedAnswer {
  readonly answer: Answer;
  readonly references: AnswerReferences;
  /** Whose items are records; without one the answer is. */
  readonly list: AnswerList | undefined;
}

/** The links of an answer up to some number of them, and what was found when `signal` ended it. */
export async function answerLinks(
  text: WalkedText,
  { answer, references, list }: LinkedAnswer,
  most: number,
  signal: AbortSignal,
): Promise<readonly AnswerLink[]> {
  const links: AnswerLink[] = [];
  // What needs more than its id waits for the end of its record.
  let waiting: { readonly reference: AnswerReference; readonly path: JsonPath }[] = [];
  const take = ({ event, kind, path, start, end, source }: JsonWalk): boolean => {
    if (event === 'scalar') {
      const page = path.length === 1 ? pageLink(answer, path, source, start) : undefined;
      if (page) links.push(page);
      for (const reference of references.of(path, source, start)) {
        if (!isLinked(reference.kind)) continue;
        if (isReadAlone(reference.kind)) links.push(reference);
        else waiting.push({ reference, path: [...path] });
      }
    } else if (event === 'close' && kind === 'object' && waiting.length > 0 && isRecordPath(path, list)) {
      const record = { path: [...path], value: parsed(text.slice(start, end)) };
      for (const each of waiting) if (references.canOpen(each.reference, each.path, record)) links.push(each.reference);
      waiting = [];
    }
    return links.length < most;
  };
  await walkInSlices(text.walk(), take, signal);
  return links;
}

function isRecordPath(path: JsonPath, list: AnswerList | undefined): boolean {
  return list ? isItemPath(path, list) : path.length === 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
