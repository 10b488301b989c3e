import * as vscode from 'vscode';
import type { AccountRecords } from '../../keap/account/accountRecords.ts';
import { placeAt } from '../../keap/meaning/placeAt.ts';
import type { KnownRecord } from '../../keap/meaning/pointedAt.ts';
import { valueMeaning } from '../../keap/meaning/valueMeaning.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { AnswerFactsStore } from './answerFacts.ts';
import { AnswerText, rangeOf } from './answerText.ts';
import { meaningMarkdown } from './meaningMarkdown.ts';

/** What a value of an answer means, from what is known already: a hover sends nothing. */
export class AnswerHovers implements vscode.HoverProvider {
  private readonly facts: AnswerFactsStore;
  private readonly records: AccountRecords;

  private readonly isLinked: (document: vscode.TextDocument, offset: number) => boolean;

  /** @param isLinked whether ids are links at an offset of a document */
  constructor(
    facts: AnswerFactsStore,
    records: AccountRecords,
    isLinked: (document: vscode.TextDocument, offset: number) => boolean,
  ) {
    this.facts = facts;
    this.records = records;
    this.isLinked = isLinked;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const facts = await this.facts.of(document.uri);
    if (!facts) return undefined;
    const text = new AnswerText(document);
    const offset = document.offsetAt(position);
    const place = await placeAt(text, offset, facts.list, signalOf(token));
    if (!place) return undefined;
    const { name, value, kind } = place;
    const isContainer = kind === 'object' || kind === 'array';
    const spans = [
      ...(name ? [name] : []),
      ...(isContainer
        ? [
            { start: value.start, end: value.start + 1 },
            { start: value.end - 1, end: value.end },
          ]
        : [value]),
    ];
    const span = spans.find(({ start, end }) => offset >= start && offset <= end);
    if (!span) return undefined;
    const { references, schema, schemas, askable, answer } = facts;
    const known = knownIn(this.records, answer.exchange.connection.id);
    const record = text.value(place.record);
    const sources = {
      references,
      schema,
      schemas,
      askable,
      known,
      fieldNamed: fieldNamedIn(this.records, answer.exchange.connection.id),
      here: { now: Date.now() },
      linked: this.isLinked(document, offset),
    };
    const lines = valueMeaning(text.source(value), place, record, offset, sources);
    return new vscode.Hover(meaningMarkdown(lines, document.uri), rangeOf(document, span));
  }
}

/** What is known of the custom fields of an account by the names that filters know them by, in any case. */
function fieldNamedIn(records: AccountRecords, account: string): KnownRecord {
  return (kind, name) =>
    records
      .known(account, { kind, within: [] })
      ?.records.find(({ field }) => field?.name.toLowerCase() === name.toLowerCase());
}

/** What is known of the records of an account, whatever they stand within. */
export function knownIn(records: AccountRecords, account: string): KnownRecord {
  return (kind, id) => records.record(account, { kind, within: [] }, id);
}
