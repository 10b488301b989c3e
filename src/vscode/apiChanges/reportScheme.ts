/** The scheme of documents that tell what changed in the API. */
export const REPORT_SCHEME = 'keap-api-changes';
