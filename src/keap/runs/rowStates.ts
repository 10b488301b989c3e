import type { JournalLine } from './runJournal.ts';
import { NO_ROWS, ROW_STATES, type RowCounts, type RowState } from './runState.ts';

/** What each row of a run has come to, a byte for each. Rows count from 1. */
export class RowStates {
  private states: Uint8Array;
  private readonly numbers: Record<RowState, number>;
  readonly rows: number;

  constructor(rows: number) {
    this.rows = rows;
    this.states = new Uint8Array(rows + 1);
    this.numbers = { ...NO_ROWS, pending: rows };
  }

  get counts(): RowCounts {
    return { ...this.numbers };
  }

  get(row: number): RowState | undefined {
    return row >= 1 && row <= this.rows ? ROW_STATES[this.states[row] ?? 0] : undefined;
  }

  set(row: number, state: RowState): void {
    const before = this.get(row);
    if (before === undefined) return;
    this.numbers[before]--;
    this.numbers[state]++;
    this.states[row] = ROW_STATES.indexOf(state);
  }

  /** All rows of a state, in their order. */
  *of(state: RowState): Generator<number> {
    const wanted = ROW_STATES.indexOf(state);
    for (let row = 1; row <= this.rows; row++) if (this.states[row] === wanted) yield row;
  }

  /** Gives all rows of a state another one. */
  private turn(from: RowState, to: RowState): void {
    for (const row of this.of(from)) this.set(row, to);
  }

  /** Goes on as a line of the journal says. */
  apply(line: JournalLine): void {
    if (line.kind === 'sent') this.set(line.row, 'sent');
    else if (line.kind === 'row') this.set(line.row, line.is);
    else if (line.kind === 'again') this.turn(line.of, 'pending');
    else if (line.kind === 'leaveOut') this.turn('pending', 'notSent');
  }
}
