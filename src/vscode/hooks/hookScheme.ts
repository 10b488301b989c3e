/** The scheme of documents with what hooks posted to the receiver, and of what explains deliveries. */
export const HOOK_SCHEME = 'keap-hook';
