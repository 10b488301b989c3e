import type { TableColumn, TableRow } from '../../protocol/table.ts';
import { fittingWidth } from './layout.ts';

/** So many rows tell how wide a column should be. */
const MEASURED_ROWS = 40;

/** How wide columns are that nobody made wider: by their titles and what stands in the first rows that came. */
export class ColumnWidths {
  private readonly fitting = new Map<string, number>();

  of({ id, title }: TableColumn): number {
    return this.fitting.get(id) ?? fittingWidth(title, []);
  }

  /** Takes the measure of columns that have none yet. Tells whether there were any. */
  measure(columns: readonly TableColumn[], rowAt: (index: number) => TableRow | undefined): boolean {
    const missing = columns.filter(({ id }) => !this.fitting.has(id));
    if (missing.length === 0) return false;
    const rows = Array.from({ length: MEASURED_ROWS }, (_, index) => rowAt(index)).filter((row) => row !== undefined);
    if (rows.length === 0) return false;
    for (const column of missing) {
      const at = columns.indexOf(column);
      const texts = rows.map((row) => row.cells[at]?.text ?? '');
      this.fitting.set(column.id, fittingWidth(column.title, texts));
    }
    return true;
  }
}
