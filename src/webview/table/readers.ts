import { asList, asNumber, asObject, asString, asStrings } from '../../keap/json.ts';
import { type CellKind, parseWish } from '../../keap/table/tableWish.ts';
import type {
  RowsPage,
  ShownRows,
  TableCalls,
  TableCell,
  TableColumns,
  TableCommand,
  TableEvents,
  TableLayout,
  TableModel,
  TableProgress,
} from '../../protocol/table.ts';
import type { Readers } from '../rpc.ts';

/** How the table reads what the host posts. */
export const tableReaders: Readers<TableCalls, TableEvents> = {
  results: {
    ready: readModel,
    show: (value) => (value === null ? null : readShown(value)),
    cancel: nothing,
    rows: readPage,
    copyCells: asNumber,
    copyRow: nothing,
    openRow: nothing,
    openReference: nothing,
    keepLayout: nothing,
    export: nothing,
    loadFieldNames: nothing,
    openResponse: nothing,
  },
  events: {
    progress: readProgress,
    columns: readColumns,
    command: (value) => COMMANDS.find((each) => each === value),
  },
};

const COMMANDS: readonly TableCommand[] = ['copyCells', 'copyRow', 'openRow', 'openReference', 'export'];
const KINDS: readonly CellKind[] = ['text', 'number', 'boolean', 'null', 'list', 'json'];
const PHASES: readonly TableProgress['phase'][] = ['finding', 'columns', 'rows'];

function nothing(): null {
  return null;
}

function readModel(value: unknown): TableModel | undefined {
  const source = asObject(value);
  if (source?.['state'] === 'none') {
    const sentence = asString(source['sentence']) ?? '';
    return { state: 'none', sentence, canOpenResponse: source['canOpenResponse'] === true };
  }
  const exchange = asString(source?.['exchange']);
  const count = asNumber(source?.['count']);
  const columns = readColumns(source?.['columns']);
  const layout = readLayout(source?.['layout']);
  const shown = readShown(source?.['shown']);
  if (exchange === undefined || count === undefined || !columns || !layout || !shown) return undefined;
  const title = asString(source?.['title']) ?? '';
  return { state: 'list', exchange, title, count, cut: source?.['cut'] === true, columns, layout, shown };
}

function readColumns(value: unknown): TableColumns | undefined {
  const source = asObject(value);
  const columns = asList(source?.['columns'])?.flatMap((each) => {
    const column = asObject(each);
    const id = asString(column?.['id']);
    const opens = asString(column?.['opens']);
    if (id === undefined) return [];
    const title = asString(column?.['title']) ?? id;
    return [{ id, title, filled: column?.['filled'] === true, ...(opens === undefined ? {} : { opens }) }];
  });
  if (!source || !columns) return undefined;
  return {
    columns,
    complete: source['complete'] === true,
    more: source['more'] === true,
    canNameFields: source['canNameFields'] === true,
  };
}

function readLayout(value: unknown): TableLayout | undefined {
  const source = asObject(value);
  if (!source) return undefined;
  const widths = Object.entries(asObject(source['widths']) ?? {}).flatMap(([id, width]) => {
    const pixels = asNumber(width);
    return pixels === undefined ? [] : [[id, pixels] as const];
  });
  return {
    order: asStrings(source['order']) ?? [],
    hidden: asStrings(source['hidden']) ?? [],
    shownEmpty: asStrings(source['shownEmpty']) ?? [],
    widths: Object.fromEntries(widths),
  };
}

function readShown(value: unknown): ShownRows | undefined {
  const source = asObject(value);
  const version = asNumber(source?.['version']);
  const count = asNumber(source?.['count']);
  return version === undefined || count === undefined
    ? undefined
    : { version, count, wish: parseWish(source?.['wish']) };
}

function readPage(value: unknown): RowsPage | undefined {
  const rows = asList(asObject(value)?.['rows'])?.map((each) => {
    const row = asObject(each);
    return { number: asNumber(row?.['number']) ?? 0, cells: (asList(row?.['cells']) ?? []).map(readCell) };
  });
  return rows && { rows };
}

function readCell(value: unknown): TableCell | null {
  const cell = asObject(value);
  const kind = KINDS.find((each) => each === cell?.['kind']);
  return kind ? { kind, text: asString(cell?.['text']) ?? '' } : null;
}

function readProgress(value: unknown): TableProgress | undefined {
  const source = asObject(value);
  const phase = PHASES.find((each) => each === source?.['phase']);
  const share = asNumber(source?.['share']);
  return phase && share !== undefined ? { phase, share } : undefined;
}
