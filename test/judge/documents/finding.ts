/** Something an answer has that the document does not allow. */
export interface Finding {
  readonly operation: string;
  readonly kind: 'status' | 'media type' | 'body' | 'schema' | 'undeclared' | 'refusal' | 'record';
  /** Where in the answer, as a pointer with * for every place in a list; empty for the whole. */
  readonly where: string;
  readonly said: string;
}

export function describeFinding({ operation, kind, where, said }: Finding): string {
  return `${operation}: ${kind}${where === '' ? '' : ` ${where}`}: ${said}`;
}
