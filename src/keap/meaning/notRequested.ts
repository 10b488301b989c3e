import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schemas } from '../catalog/schema.ts';

/** The parameters that ask for more of a record than comes by itself: v2's and v1's. */
const ASKING = ['fields', 'optional_properties'] as const;

const MISSED = 'custom_fields';

/** What of a record a request may ask for by name. */
export interface Askable {
  /** The query parameter that asks. */
  readonly parameter: (typeof ASKING)[number];
  /** What may be asked for, as far as Keap's documents name it. */
  readonly offered: readonly string[];
  /** What was asked for. */
  readonly asked: readonly string[];
}

/** What a request might have asked for; undefined where its operation leaves no choice. @param target as it was sent */
export function askableOf(
  { parameters, query }: Pick<Operation, 'parameters' | 'query'>,
  schemas: Schemas,
  target: string,
): Askable | undefined {
  const declared = parameters.find(({ in: where, name }) => where === 'query' && ASKING.some((each) => each === name));
  const parameter = ASKING.find((each) => each === declared?.name);
  if (!declared || !parameter) return undefined;
  const named = resolveSchema(resolveSchema(declared.schema, schemas).items, schemas).enum;
  const offered = named?.map(String) ?? query?.fields ?? [];
  const asked = new URLSearchParams(target.split('?')[1] ?? '').getAll(parameter).flatMap((text) => text.split(','));
  return offered.length === 0 ? undefined : { parameter, offered, asked: asked.filter((name) => name !== '') };
}

/** What was not asked for and is not there either, what people miss most first. @param shown names of properties that the answer shows */
export function notRequested({ offered, asked }: Askable, shown: Iterable<string>): readonly string[] {
  const there = new Set([...shown, ...asked].map((name) => name.toLowerCase()));
  const missing = offered.filter((name) => !there.has(name.toLowerCase()));
  return missing.toSorted((a, b) => Number(b === MISSED) - Number(a === MISSED));
}

/** Whether a property of a record was left to Keap, so that nothing in it may mean nothing. */
export function isUnasked({ offered, asked }: Askable, name: string): boolean {
  return offered.includes(name) && !asked.includes(name);
}
