import * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import { parseLossless } from '../../keap/exactJson.ts';
import { JsonWalk } from '../../keap/meaning/jsonWalk.ts';
import type { Span, WalkedText } from '../../keap/meaning/placeAt.ts';

/** Beyond these VS Code itself gives up colours and folding. */
const MOST_LINES = 300_000;
const MOST_BYTES = 20 * 2 ** 20;
/** More lines are never put together: that takes long at once, and VS Code keeps the whole. */
const LINES_TOGETHER = 20_000;
const LINES_AT_ONCE = 10_000;
/** A longer value or record is not looked into. */
const LONGEST = 256 * 1024;

/** Whether an answer's document is too large for what VS Code asks of all of it at once: links, outline. */
export function isLarge(document: vscode.TextDocument, { exchange }: Pick<Answer, 'exchange'>): boolean {
  return document.lineCount > MOST_LINES || exchange.response.body.byteLength > MOST_BYTES;
}

/** The text of a document, which is never put together whole where that would take long. */
export class AnswerText implements WalkedText {
  private readonly document: vscode.TextDocument;
  private readonly text: string | undefined;
  readonly length: number;

  constructor(document: vscode.TextDocument) {
    this.document = document;
    this.text = document.lineCount > LINES_TOGETHER ? undefined : document.getText();
    const { lineCount } = document;
    this.length = this.text?.length ?? document.offsetAt(document.lineAt(lineCount - 1).range.end);
  }

  walk(): JsonWalk {
    return new JsonWalk(this.text ?? this.pieces());
  }

  slice(start: number, end: number): string {
    return this.text?.slice(start, end) ?? this.document.getText(rangeOf(this.document, { start, end }));
  }

  /** A value as it is written; empty where it is very long. */
  source({ start, end }: Span): string {
    return end - start > LONGEST ? '' : this.slice(start, end);
  }

  /** What a value holds; undefined where it is very long, or the text ends within it. */
  value(span: Span): unknown {
    try {
      return parseLossless(this.source(span));
    } catch {
      return undefined;
    }
  }

  private *pieces(): Generator<string, undefined> {
    for (let line = 0; line < this.document.lineCount; line += LINES_AT_ONCE) {
      yield this.document.getText(new vscode.Range(line, 0, line + LINES_AT_ONCE, 0));
    }
    return undefined;
  }
}

export function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
