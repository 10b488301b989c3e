/** The scheme of records that are being edited. */
export const EDIT_SCHEME = 'keap-edit';

/** The scheme of the two sides of a change that is shown before it is sent. */
export const CHANGE_SCHEME = 'keap-change';
