import { Slices } from './slices.ts';

/**
 * Sorts numbers in place of a plain sort that would keep the thread: equal ones stay in their order.
 * @throws the signal's reason when it ends the work
 */
export async function mergeSort(
  values: Uint32Array,
  compare: (a: number, b: number) => number,
  signal?: AbortSignal,
): Promise<Uint32Array> {
  const slices = new Slices(signal);
  let from = Uint32Array.from(values);
  let to = new Uint32Array(values.length);
  for (let width = 1; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const [middle, end] = [Math.min(start + width, from.length), Math.min(start + 2 * width, from.length)];
      let [left, right] = [start, middle];
      for (let at = start; at < end; at++) {
        const [a = 0, b = 0] = [from[left], from[right]];
        const takesLeft = right >= end || (left < middle && compare(a, b) <= 0);
        to[at] = takesLeft ? a : b;
        if (takesLeft) left++;
        else right++;
        if ((at & 63) === 0 && slices.over) await slices.rest();
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
