import { type Cell, isEmptyCell } from './cellValue.ts';
import { type ColumnMapping, targetWords } from './mapping.ts';

interface UsedColumn {
  readonly at: number;
  readonly name: string;
}

/** What spreadsheets leave in cells where a value was meant, of the columns that are used. */
export class CellDoubts {
  private readonly columns: readonly UsedColumn[];

  constructor(columns: readonly string[], mapping: readonly ColumnMapping[]) {
    this.columns = mapping.flatMap(({ column, target }) => {
      const at = columns.indexOf(column);
      return at < 0 ? [] : [{ at, name: `${column} (${targetWords(target)})` }];
    });
  }

  /** What looks wrong in a row, a sentence each. @param cells a cell for each column of the file */
  of(cells: readonly Cell[]): readonly string[] {
    return this.columns.flatMap(({ at, name }) => {
      const says = doubtOf(cells[at]);
      return says === undefined ? [] : [`${name} ${says}`];
    });
  }
}

function doubtOf(cell: Cell): string | undefined {
  if (typeof cell !== 'string' || isEmptyCell(cell)) return undefined;
  if (/^#(REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/.test(cell)) {
    return 'holds an error of a spreadsheet, such as #REF!.';
  }
  if (/^=[A-Za-z_(@+-]/.test(cell)) return 'holds a formula, which is sent as the text it is.';
  if (/^\d(\.\d+)?E\+\d+$/i.test(cell)) return 'holds a number that a spreadsheet has shortened, such as 1.2E+15.';
  if (cell.includes('\ufffd')) return 'holds a character (\ufffd) that was lost when the file was saved.';
  return undefined;
}
