import { pascalCase } from '../pascalCase.ts';

/** What v1 and v2 call the same thing. */

/** v2's `DOUBLE_OPT_IN` in v1's writing. */
export function emailStatusV1(status: unknown): string | undefined {
  if (typeof status !== 'string') return undefined;
  // The one word v1 does not write by its own rule.
  if (status === 'DOUBLE_OPT_IN') return 'DoubleOptin';
  return pascalCase(status);
}

const SOURCE_TYPES = ['FORM_API_HOSTED', 'FORM_API_INTERNAL', 'INTERNAL_FORM', 'LANDING_PAGE'] as const;

/** v2's `LANDING_PAGE` in v1's writing. */
export function sourceTypeV1(type: unknown): string | undefined {
  return typeof type === 'string' && type !== 'SOURCE_TYPE_UNSPECIFIED' ? type.replaceAll('_', '') : undefined;
}

/** v1's `LANDINGPAGE` in v2's writing. */
export function sourceTypeV2(type: unknown): unknown {
  return SOURCE_TYPES.find((known) => known.replaceAll('_', '') === type) ?? type;
}

const SOCIAL: readonly (readonly [v2: string, v1: string])[] = [
  ['FACEBOOK', 'Facebook'],
  ['LINKED_IN', 'LinkedIn'],
  ['TWITTER', 'Twitter'],
  ['INSTAGRAM', 'Instagram'],
  ['SNAPCHAT', 'Snapchat'],
  ['YOUTUBE', 'YouTube'],
  ['PINTEREST', 'Pinterest'],
];

export function socialTypeV1(type: unknown): string | undefined {
  return SOCIAL.find(([v2]) => v2 === type)?.[1];
}

export function socialTypeV2(type: unknown): string | undefined {
  return SOCIAL.find(([, v1]) => v1 === type)?.[0];
}
