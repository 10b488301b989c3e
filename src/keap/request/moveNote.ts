/** What else to know of a request that was converted from an older API. */
export interface MoveNote {
  /** What of the older request it is about, as that calls it; empty for the whole. */
  readonly about: string;
  /** `lost` has no place in v2, `fill` is for the person to fill in, `differs` is worth a look. */
  readonly kind: 'lost' | 'fill' | 'differs';
  /** A whole sentence. */
  readonly text: string;
}
