/** v2's `WHOLE_NUMBER` in v1's writing: `WholeNumber`. */
export function fieldTypeV1(type: string): string {
  const words = type.split('_').map((word) => word.slice(0, 1) + word.slice(1).toLowerCase());
  return words.join('');
}

/** v1's `WholeNumber` in v2's writing: `WHOLE_NUMBER`. */
export function fieldTypeV2(type: string): string {
  return type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
