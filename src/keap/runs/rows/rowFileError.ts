/** Why a file of rows cannot be used. `encoding`: reading it as another encoding may help. */
export type RowFileCode = 'encoding' | 'format' | 'header' | 'cells' | 'unreadable';

/** A file of rows that cannot be used; the message says where it is wrong and what to do. */
export class RowFileError extends Error {
  override readonly name = 'RowFileError';
  readonly code: RowFileCode;

  constructor(code: RowFileCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
