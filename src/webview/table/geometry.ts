/** Browsers cut what is taller than some 33 million pixels. */
const TALLEST = 16_000_000;

/** Where rows and columns of a table stand, in pixels. */
export interface Geometry {
  readonly rowHeight: number;
  readonly rowCount: number;
  /** The height in which rows are seen. */
  readonly height: number;
  /** The left edge of each column within the row, and the end of the last. */
  readonly edges: readonly number[];
}

/** The height of all rows together, as far as a browser goes along. */
export function canvasHeight({ rowHeight, rowCount }: Geometry): number {
  return Math.min(TALLEST, rowHeight * rowCount);
}

/** How far all rows are scrolled where the page is scrolled by `top`: more than that where they are too tall. */
export function scrolledRows(geometry: Geometry, top: number): number {
  const whole = geometry.rowHeight * geometry.rowCount;
  const canvas = canvasHeight(geometry);
  if (whole <= canvas) return top;
  return Math.min(1, top / Math.max(1, canvas - geometry.height)) * (whole - geometry.height);
}

/** The scroll position of the page at which the rows are scrolled by `rows`. */
export function topOf(geometry: Geometry, rows: number): number {
  const whole = geometry.rowHeight * geometry.rowCount;
  const canvas = canvasHeight(geometry);
  if (whole <= canvas) return rows;
  return (rows / Math.max(1, whole - geometry.height)) * (canvas - geometry.height);
}

/** The rows in sight: from the first to before `end`. */
export function rowsInSight(geometry: Geometry, top: number): { readonly first: number; readonly end: number } {
  const scrolled = scrolledRows(geometry, top);
  const first = Math.max(0, Math.floor(scrolled / geometry.rowHeight));
  const end = Math.min(geometry.rowCount, Math.ceil((scrolled + geometry.height) / geometry.rowHeight));
  return { first: Math.min(first, geometry.rowCount), end };
}

/** The columns in sight between two edges: from the first to before `end`. */
export function columnsInSight(
  { edges }: Pick<Geometry, 'edges'>,
  left: number,
  right: number,
): { readonly first: number; readonly end: number } {
  const last = edges.length - 1;
  let first = 0;
  while (first < last && (edges[first + 1] ?? 0) <= left) first++;
  let end = first;
  while (end < last && (edges[end] ?? 0) < right) end++;
  return { first, end };
}

/** How far rows must be scrolled so that one of them is in sight; as it is where it is already. */
export function scrollToRow({ rowHeight, height }: Geometry, scrolled: number, row: number): number {
  const [top, bottom] = [row * rowHeight, (row + 1) * rowHeight];
  if (top < scrolled) return top;
  return bottom > scrolled + height ? bottom - height : scrolled;
}
