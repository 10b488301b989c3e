import type { RecordIndex } from './listScan.ts';
import { cellsOf, cellText, type RecordCells } from './recordCells.ts';
import { Slices } from './slices.ts';
import type { TableBody } from './tableBody.ts';

/** Records that stand together are read together, up to this many bytes. */
const READ_AT_ONCE = 256 * 1024;
/** Taking apart more than this would keep the thread too long; such a record is a row that says so. */
const MOST_RECORD = 2 ** 20;

/** A record with its number, counted from 0 as it stands in the answer. */
export interface Row {
  readonly number: number;
  readonly text: string;
}

/** Told how much of the work is done, from 0 to 1. */
export type OnShare = (share: number) => void;

/** The records of a list, read from the body when they are asked for: nothing of them is kept. */
export class TableRows {
  readonly index: RecordIndex;
  private readonly body: TableBody;

  constructor(body: TableBody, index: RecordIndex) {
    this.body = body;
    this.index = index;
  }

  get count(): number {
    return this.index.starts.length;
  }

  /** The bytes of a record. */
  bytesOf(number: number): number {
    return (this.index.ends[number] ?? 0) - (this.index.starts[number] ?? 0);
  }

  /** The text of one record, as it came. */
  async text(number: number): Promise<string> {
    const { starts, ends } = this.index;
    return decode(await this.body.read(starts[number] ?? 0, ends[number] ?? 0));
  }

  /**
   * Records by their numbers, in that order, with turns for others in between.
   * @throws the signal's reason when it ends the work
   */
  async *read(numbers: Iterable<number>, signal?: AbortSignal): AsyncGenerator<Row> {
    const slices = new Slices(signal);
    for (const run of this.runs(numbers)) {
      const first = this.index.starts[run[0] ?? 0] ?? 0;
      const bytes = await this.body.read(first, this.index.ends[run.at(-1) ?? 0] ?? 0);
      for (const number of run) {
        const start = (this.index.starts[number] ?? 0) - first;
        yield { number, text: decode(bytes.subarray(start, start + this.bytesOf(number))) };
        if (slices.over) await slices.rest();
      }
    }
  }

  /** All records in order. */
  async *all(signal: AbortSignal, onShare: OnShare = () => undefined): AsyncGenerator<Row> {
    let done = 0;
    for await (const row of this.read(upTo(this.count), signal)) {
      yield row;
      if ((++done & 255) === 0) onShare(done / this.count);
    }
  }

  /** All records in order, with their values. */
  async *cells(
    signal: AbortSignal,
    onShare?: OnShare,
  ): AsyncGenerator<{ readonly number: number; readonly cells: RecordCells }> {
    for await (const { number, text } of this.all(signal, onShare)) yield { number, cells: recordCells(text) };
  }

  /** Numbers as runs that can be read at once. */
  private *runs(numbers: Iterable<number>): Generator<readonly number[]> {
    const { starts, ends } = this.index;
    let run: number[] = [];
    for (const number of numbers) {
      const [first, last] = [run[0], run.at(-1)];
      const fits =
        first !== undefined && number === (last ?? 0) + 1 && (ends[number] ?? 0) - (starts[first] ?? 0) <= READ_AT_ONCE;
      if (!fits && run.length > 0) {
        yield run;
        run = [];
      }
      run.push(number);
    }
    if (run.length > 0) yield run;
  }
}

/** The values of a record; one that is too large or no JSON has a single one that says so. */
export function recordCells(text: string): RecordCells {
  const cells = text.length > MOST_RECORD ? undefined : cellsOf(text);
  return cells ?? new Map([['value', { kind: 'text', raw: JSON.stringify(UNREADABLE) } as const]]);
}

const UNREADABLE = 'This record is too large or no JSON: open it as a document.';

/** The texts of a record's columns, empty ones left out. */
export function textsOf(cells: RecordCells): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [column, cell] of cells) {
    const text = cellText(cell);
    if (text !== '') texts.set(column, text);
  }
  return texts;
}

function* upTo(count: number): Generator<number> {
  for (let number = 0; number < count; number++) yield number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
