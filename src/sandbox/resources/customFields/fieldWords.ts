/** v1's `WholeNumber` in v2's writing: `WHOLE_NUMBER`. */
export function fieldTypeV2(type: string): string {
  return type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
