import type { Grid } from './grid.ts';
import { withMoved, withWidth } from './layout.ts';
import type { TableSession } from './session.ts';

/** Pixels a heading is moved before it counts as dragged, not clicked. */
const DRAG_AFTER = 5;

export interface PointerServices {
  readonly grid: Grid;
  readonly session: TableSession;
  openMenu(column: number): void;
}

/** What the mouse does in a table: choosing cells, sorting, menus of columns, moving and widening them. */
export function followPointer(services: PointerServices): void {
  const { grid, session } = services;
  const { element } = grid;
  element.addEventListener('pointerdown', (event) => {
    const place = grid.placeOf(event.target);
    if (!place || event.button > 2) return;
    if (place.row < 0) {
      if (event.button === 0) pressHeading(event, place.column, services);
      return;
    }
    const opens = (event.ctrlKey || event.metaKey) && session.shownColumns[place.column]?.opens !== undefined;
    if (event.button === 0 && opens) void session.openReference(place.row, place.column);
    if (event.button === 0) chooseCells(event, grid);
    else if (!isChosen(event.target)) grid.select({ anchor: place, focus: place }, false);
  });
  element.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('.gutter')) return;
    const row = Number(event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1);
    if (row < 0) return;
    grid.select({ anchor: { row, column: session.shownColumns.length - 1 }, focus: { row, column: 0 } }, false);
  });
  element.addEventListener('dblclick', (event) => {
    const place = grid.placeOf(event.target);
    if (place && place.row >= 0) void session.openRow(place.row);
  });
  element.addEventListener('contextmenu', (event) => {
    const place = grid.placeOf(event.target);
    if (place?.row !== -1) return;
    // A heading has a menu of its own.
    event.preventDefault();
    event.stopPropagation();
    services.openMenu(place.column);
  });
}

function isChosen(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.chosen') !== null;
}

function chooseCells(event: PointerEvent, grid: Grid): void {
  const place = grid.placeOf(event.target);
  if (!place) return;
  grid.select({ anchor: event.shiftKey ? grid.selection.anchor : place, focus: place }, false);
  follow(grid.element, event, {
    move: ({ clientX, clientY }) => {
      const under = grid.placeOf(document.elementFromPoint(clientX, clientY));
      const { anchor, focus } = grid.selection;
      if (!under || under.row < 0 || (under.row === focus.row && under.column === focus.column)) return;
      grid.select({ anchor, focus: under });
    },
  });
}

function pressHeading(event: PointerEvent, column: number, services: PointerServices): void {
  const { grid, session } = services;
  const { target } = event;
  const id = session.shownColumns[column]?.id;
  if (!(target instanceof Element) || id === undefined) return;
  const heading = { row: -1, column };
  if (target.closest('.edge')) {
    widen(event, column, services);
  } else if (target.closest('.menu')) {
    event.preventDefault();
    services.openMenu(column);
  } else {
    grid.select({ anchor: heading, focus: heading }, false);
    dragHeading(event, id, services);
  }
}

function widen(event: PointerEvent, at: number, { grid, session }: PointerServices): void {
  const column = session.shownColumns[at];
  if (!column) return;
  const { id } = column;
  const before = session.widthOf(column);
  const width = (moved: PointerEvent) => withWidth(session.layout, id, before + moved.clientX - event.clientX);
  event.preventDefault();
  follow(grid.element, event, {
    move: (moved) => session.arrange(width(moved), true),
    end: (moved) => {
      if (moved.clientX !== event.clientX) session.arrange(width(moved));
    },
  });
}

/** A heading that is dragged moves its column; one that is merely pressed sorts by it. */
function dragHeading(event: PointerEvent, id: string, { grid, session }: PointerServices): void {
  let dragging = false;
  const overAt = ({ clientX, clientY }: PointerEvent) => {
    const under = grid.placeOf(document.elementFromPoint(clientX, clientY));
    return under?.row === -1 ? under.column : undefined;
  };
  follow(grid.element, event, {
    move: (moved) => {
      dragging ||= Math.abs(moved.clientX - event.clientX) > DRAG_AFTER;
      if (!dragging) return;
      grid.element.classList.add('dragging');
      markTarget(grid, overAt(moved), id, session);
    },
    end: (moved) => {
      grid.element.classList.remove('dragging');
      markTarget(grid, undefined, id, session);
      if (!dragging) {
        void session.sortBy(id);
        return;
      }
      const over = overAt(moved);
      const columns = session.shownColumns;
      const target = over === undefined ? undefined : columns[over];
      if (!target || over === undefined) return;
      const from = columns.findIndex((column) => column.id === id);
      const before = over > from ? columns[over + 1]?.id : target.id;
      session.arrange(withMoved(session.layout, session.columns.columns, id, before));
    },
  });
}

function markTarget(grid: Grid, over: number | undefined, id: string, session: TableSession): void {
  for (const marked of grid.element.querySelectorAll('.before, .after')) marked.classList.remove('before', 'after');
  if (over === undefined) return;
  const from = session.shownColumns.findIndex((column) => column.id === id);
  if (from !== over) grid.headingOf(over)?.classList.add(over > from ? 'after' : 'before');
}

/** Follows the pointer until its button is let go. */
function follow(
  element: HTMLElement,
  { pointerId }: PointerEvent,
  { move, end }: { readonly move: (event: PointerEvent) => void; readonly end?: (event: PointerEvent) => void },
): void {
  const ended = new AbortController();
  const options = { signal: ended.signal };
  const own = (work: (event: PointerEvent) => void) => (event: PointerEvent) => {
    if (event.pointerId === pointerId) work(event);
  };
  window.addEventListener('pointermove', own(move), options);
  window.addEventListener('pointercancel', () => ended.abort(), options);
  window.addEventListener(
    'pointerup',
    own((event) => {
      ended.abort();
      end?.(event);
    }),
    options,
  );
  element.focus({ preventScroll: true });
}
