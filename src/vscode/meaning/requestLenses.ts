import * as vscode from 'vscode';
import type { JsonWalk } from '../../keap/meaning/jsonWalk.ts';
import { notRequested } from '../../keap/meaning/notRequested.ts';
import { type AnswerList, isItemPath } from '../../keap/meaning/placeAt.ts';
import { walkInSlices } from '../../keap/meaning/walkInSlices.ts';
import type { JsonPath } from '../../keap/request/body/jsonTree.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { AnswerFactsStore } from './answerFacts.ts';
import { AnswerText } from './answerText.ts';

/** How many records are looked at for what all of them lack. */
const MOST_RECORDS = 50;
const MOST_NAMED = 3;

/** Above the first record, what of it nobody asked for: it is not empty, it is not there. */
export class RequestLenses implements vscode.CodeLensProvider {
  private readonly facts: AnswerFactsStore;

  constructor(facts: AnswerFactsStore) {
    this.facts = facts;
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    const facts = await this.facts.of(document.uri);
    if (!facts?.askable || !facts.answer.draft || facts.operation.method !== 'GET') return [];
    const { first, names } = await shownNames(new AnswerText(document).walk(), facts.list, signalOf(token));
    const missing = first === undefined ? [] : notRequested(facts.askable, names);
    if (first === undefined || missing.length === 0) return [];
    const at = document.positionAt(first);
    const title = `Not requested: ${missingWords(missing)}`;
    const tooltip = `Open the request and ask for ${missing.join(', ')}`;
    const lens = { title, tooltip, command: 'keap.requestProperties', arguments: [document.uri, missing] };
    return [new vscode.CodeLens(new vscode.Range(at, at), lens)];
  }
}

/** Where the first record starts, and what the first records show. */
async function shownNames(
  walk: JsonWalk,
  list: AnswerList | undefined,
  signal: AbortSignal,
): Promise<{ readonly first: number | undefined; readonly names: ReadonlySet<string> }> {
  const names = new Set<string>();
  let first: number | undefined;
  let records = 0;
  const isRecord = (path: JsonPath) => (list ? isItemPath(path, list) : path.length === 0);
  const look = ({ event, kind, path, start }: JsonWalk): boolean => {
    if (event === 'close') return true;
    if (event === 'open' && kind === 'object' && isRecord(path)) {
      first ??= start;
      return ++records <= MOST_RECORDS;
    }
    const name = path.at(-1);
    if (typeof name === 'string' && isRecord(path.slice(0, -1))) names.add(name);
    return true;
  };
  await walkInSlices(walk, look, signal);
  return { first, names };
}

function missingWords(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 1 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}
