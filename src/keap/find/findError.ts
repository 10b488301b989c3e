/** An expression that cannot be followed: a sentence that says what is wrong and what would help. */
export class FindError extends Error {
  override readonly name = 'FindError';
  /** Where in the expression, from 0; undefined where it is no matter of a place. */
  readonly at: number | undefined;

  constructor(message: string, at?: number, options?: ErrorOptions) {
    super(message, options);
    this.at = at;
  }
}
