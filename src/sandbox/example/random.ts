/** A number from 0 to 2³²-1 that a text always yields again (FNV-1a). */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  // FNV leaves short texts close together; this spreads them.
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}

/** The same member of a list for the same text. */
export function pick<T>(list: readonly [T, ...T[]], text: string): T {
  return list[hash(text) % list.length] ?? list[0];
}
