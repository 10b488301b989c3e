import * as vscode from 'vscode';
import type { AccountRecords } from '../../keap/account/accountRecords.ts';
import { answerOutline, type OutlineEntry } from '../../keap/meaning/answerOutline.ts';
import { itemNames } from '../../keap/meaning/itemNames.ts';
import { Slices } from '../../keap/table/slices.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { AnswerFactsStore } from './answerFacts.ts';
import { knownIn } from './answerHovers.ts';
import { AnswerText, isLarge, rangeOf } from './answerText.ts';

const KINDS: Readonly<Record<OutlineEntry['kind'], vscode.SymbolKind>> = {
  object: vscode.SymbolKind.Module,
  array: vscode.SymbolKind.Array,
  string: vscode.SymbolKind.String,
  number: vscode.SymbolKind.Number,
  boolean: vscode.SymbolKind.Boolean,
  null: vscode.SymbolKind.Null,
};

/** Of an answer that no operation of the catalog gives, such as an overview. */
const NO_REFERENCES = { at: () => undefined };

/** The outline of an answer, its records by their names. */
export class AnswerSymbols implements vscode.DocumentSymbolProvider {
  private readonly facts: AnswerFactsStore;
  private readonly records: AccountRecords;

  constructor(facts: AnswerFactsStore, records: AccountRecords) {
    this.facts = facts;
    this.records = records;
  }

  async provideDocumentSymbols(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentSymbol[] | undefined> {
    const answer = this.facts.answerOf(document.uri);
    if (answer?.kind !== 'json' || isLarge(document, answer)) return undefined;
    const facts = await this.facts.ofAnswer(answer);
    const known = knownIn(this.records, answer.exchange.connection.id);
    const names = itemNames(facts?.references ?? NO_REFERENCES, (kind, id) => known(kind, id)?.label);
    const entries = await answerOutline(new AnswerText(document), names, signalOf(token));
    return entries && symbolsOf(document, entries, new Slices());
  }
}

async function symbolsOf(
  document: vscode.TextDocument,
  entries: readonly OutlineEntry[],
  slices: Slices,
): Promise<vscode.DocumentSymbol[]> {
  const symbols: vscode.DocumentSymbol[] = [];
  for (const entry of entries) {
    const { name, detail, kind, mark, children } = entry;
    const range = rangeOf(document, entry);
    const symbol = new vscode.DocumentSymbol(name, detail, KINDS[kind], range, rangeOf(document, mark));
    if (children.length > 0) symbol.children = await symbolsOf(document, children, slices);
    symbols.push(symbol);
    if (slices.over) await slices.rest();
  }
  return symbols;
}
