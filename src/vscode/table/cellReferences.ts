import * as vscode from 'vscode';
import { oneOf } from '../../keap/account/kinds.ts';
import type { Answers } from '../../keap/answers/answers.ts';
import { parseLossless } from '../../keap/exactJson.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { type AnswerReference, openWords } from '../../keap/meaning/answerReferences.ts';
import type { JsonPath } from '../../keap/request/body/jsonTree.ts';
import { nodeAt, readTree } from '../../keap/request/body/jsonTree.ts';
import type { TableSource } from '../../keap/table/tableSource.ts';
import type { AnswerFacts, AnswerFactsStore } from '../meaning/answerFacts.ts';
import type { RecordOpener } from '../meaning/recordOpener.ts';

export interface CellReferencesServices {
  readonly answers: Pick<Answers, 'keep'>;
  readonly facts: Pick<AnswerFactsStore, 'ofAnswer'>;
  readonly opener: Pick<RecordOpener, 'open'>;
}

const NONE = 'No id of a record stands here.';

/** Ids in cells of tables, which lead to their records as they do in documents. */
export class CellReferences {
  private readonly services: CellReferencesServices;

  constructor(services: CellReferencesServices) {
    this.services = services;
  }

  /** What tells what the ids of a column refer to, in a word. */
  async wordsFor(exchange: Exchange, { rows }: TableSource): Promise<(column: string) => string | undefined> {
    const facts = await this.factsOf(exchange);
    return (column) => {
      const steps = stepsOf(column);
      if (!facts || !steps) return undefined;
      const path = [...rows.index.path, 0, ...steps];
      const kind = (facts.references.at([...path, 0]) ?? facts.references.at(path))?.kind;
      return kind && oneOf(kind);
    };
  }

  /** Opens what the id in a cell refers to; of several, the one that someone picks. */
  async open(exchange: Exchange, { rows }: TableSource, number: number, column: string): Promise<void> {
    const facts = await this.factsOf(exchange);
    const steps = stepsOf(column);
    const text = await rows.text(number);
    const record = { path: [...rows.index.path, number], value: parsed(text) };
    const found = facts && steps ? referencesIn(facts, text, record, steps) : [];
    const chosen = found.length > 1 ? await pick(found) : found[0];
    if (chosen && facts) {
      const standing = { asked: facts.asked, path: chosen.path, record };
      await this.services.opener.open(chosen.reference, standing, exchange);
    } else if (found.length === 0) void vscode.window.showInformationMessage(NONE);
  }

  private async factsOf(exchange: Exchange): Promise<AnswerFacts | undefined> {
    return this.services.facts.ofAnswer(await this.services.answers.keep(exchange));
  }
}

interface Found {
  readonly reference: AnswerReference;
  readonly path: JsonPath;
}

function referencesIn(
  { references }: AnswerFacts,
  text: string,
  record: { readonly path: JsonPath; readonly value: unknown },
  steps: readonly string[],
): readonly Found[] {
  const tree = readTree(text);
  const node = nodeAt('root' in tree ? tree.root : undefined, steps);
  const path = [...record.path, ...steps];
  const places =
    node?.kind === 'array' ? node.items.map((item, at) => ({ node: item, path: [...path, at] })) : [{ node, path }];
  return places.flatMap((place) =>
    place.node
      ? references
          .of(place.path, text.slice(place.node.start, place.node.end), place.node.start)
          .filter((reference) => references.canOpen(reference, place.path, record))
          .map((reference) => ({ reference, path: place.path }))
      : [],
  );
}

async function pick(found: readonly Found[]): Promise<Found | undefined> {
  const items = found.map((each) => ({ label: openWords(each.reference.kind, each.reference.id), each }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which one to open' }))?.each;
}

/** The way to the values of a column; undefined where it leads through a list. */
function stepsOf(column: string): readonly string[] | undefined {
  return column.includes('[') ? undefined : column.split('.');
}

function parsed(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return undefined;
  }
}
