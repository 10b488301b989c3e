/** The scheme of both sides of a comparison. */
export const COMPARISON_SCHEME = 'keap-compare';
