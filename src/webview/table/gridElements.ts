import type { TableCell, TableColumn } from '../../protocol/table.ts';
import { modifier } from '../modifier.ts';
import { visibleText } from './visibleText.ts';

export interface GridCell {
  readonly element: HTMLElement;
  readonly text: HTMLElement;
  /** Its place among the columns; -1 where it stands for none. */
  column: number;
}

export interface RowElements {
  readonly element: HTMLElement;
  /** The number of its record. */
  readonly number: HTMLElement;
  readonly role: CellRole;
  readonly cells: GridCell[];
  /** What it shows, so that it is drawn only when that changes. */
  drawn: string;
  index: number;
  top: number;
  /** Whether its record is yet to come. */
  waiting: boolean;
}

type CellRole = 'columnheader' | 'gridcell';

export function makeRow(role: CellRole): RowElements {
  const element = document.createElement('div');
  element.className = 'row';
  element.setAttribute('role', 'row');
  const number = document.createElement('div');
  number.className = 'gutter';
  number.setAttribute('role', role === 'gridcell' ? 'rowheader' : 'columnheader');
  number.setAttribute('aria-colindex', '1');
  if (role === 'columnheader') number.setAttribute('aria-label', 'Row');
  element.append(number);
  return { element, number, role, cells: [], drawn: '', index: -1, top: -1, waiting: true };
}

export function makeCell(role: CellRole): GridCell {
  const element = document.createElement('div');
  element.className = 'cell';
  element.setAttribute('role', role);
  const text = document.createElement('span');
  text.className = 'text';
  // A text of another direction keeps to its own cell.
  text.dir = 'auto';
  element.append(text);
  if (role === 'columnheader') {
    const marks = document.createElement('span');
    marks.className = 'marks';
    marks.setAttribute('aria-hidden', 'true');
    const menu = document.createElement('span');
    menu.className = 'menu codicon codicon-chevron-down';
    menu.setAttribute('aria-hidden', 'true');
    menu.title = 'Sort, filter and hide (Alt+Down)';
    const edge = document.createElement('span');
    edge.className = 'edge';
    edge.setAttribute('aria-hidden', 'true');
    element.append(marks, menu, edge);
  }
  return { element, text, column: -1 };
}

export function fillHeading(
  { element, text }: GridCell,
  { id, title }: TableColumn,
  {
    sorted,
    filtered,
    focused,
  }: { readonly sorted: 'ascending' | 'descending' | undefined; readonly filtered: boolean; readonly focused: boolean },
): void {
  text.textContent = visibleText(title);
  element.title = title === id ? visibleText(title) : `${visibleText(title)}\n${id}`;
  element.setAttribute('aria-sort', sorted ?? 'none');
  element.setAttribute('aria-label', `${title}${filtered ? ', filtered' : ''}`);
  element.classList.toggle('focused', focused);
  const marks = element.querySelector('.marks');
  marks?.replaceChildren(
    ...[
      ...(filtered ? ['filter-filled'] : []),
      ...(sorted ? [sorted === 'ascending' ? 'arrow-up' : 'arrow-down'] : []),
    ].map((name) => {
      const mark = document.createElement('span');
      mark.className = `codicon codicon-${name}`;
      return mark;
    }),
  );
}

/** @param cell undefined where it is yet to come, null where there is none */
export function fillCell(
  { element, text }: GridCell,
  cell: TableCell | null | undefined,
  {
    chosen,
    focused,
    opens,
  }: { readonly chosen: boolean; readonly focused: boolean; readonly opens: string | undefined },
): void {
  const shown = cell?.kind === 'null' ? 'null' : visibleText(cell?.text ?? '');
  // As text alone: whatever markup an answer holds is shown, not followed.
  if (text.textContent !== shown) text.textContent = shown;
  const isLink = opens !== undefined && shown !== '' && cell?.kind !== 'null';
  const link = isLink ? `${modifier()}click opens the ${opens} (one call)` : '';
  element.title = [shown.length > 12 ? (cell?.text ?? '') : '', link].filter(Boolean).join('\n');
  element.className = `cell ${cell === undefined ? 'waiting' : (cell?.kind ?? 'none')}${isLink ? ' link' : ''}${chosen ? ' chosen' : ''}${focused ? ' focused' : ''}`;
  element.setAttribute('aria-selected', String(chosen));
}
