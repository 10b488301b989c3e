import { pascalCase } from '../pascalCase.ts';

/** v2's `WEB_FORM` in v1's writing. */
export function fileWordV1(word: unknown): string | undefined {
  // The one word v1 does not write by its own rule.
  if (word === 'RESAMPLED_IMAGE') return 'ReSampledImage';
  return typeof word === 'string' ? pascalCase(word) : undefined;
}
