/** The scheme of documents that tell where code uses APIs before v2. */
export const USE_SCHEME = 'keap-use';
