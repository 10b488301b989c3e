/** The scheme of documents that tell how an operation becomes one of v2. */
export const MAPPING_SCHEME = 'keap-moving';
