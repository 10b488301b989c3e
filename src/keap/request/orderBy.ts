/** An `order_by` as two choices. */
export interface OrderBy {
  readonly field: string;
  /** As typed: `asc`, `desc`, nothing, or whatever stands behind the field. */
  readonly direction: string;
}

export function parseOrderBy(text: string): OrderBy {
  const [, field = '', direction = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(text) ?? [];
  return { field, direction };
}

export function printOrderBy({ field, direction }: OrderBy): string {
  return field === '' ? direction : `${field} ${direction}`.trim();
}
