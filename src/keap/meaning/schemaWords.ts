import { describeType, isNullable, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { isOfType } from '../request/body/bodyShape.ts';
import { stringOf } from './jsonWalk.ts';
import type { MeaningLine, MeaningPart } from './meaningLine.ts';
import type { Place } from './placeAt.ts';
import type { SchemaFacts } from './schemaAt.ts';

/** Of more choices the first are named. */
const MOST_CHOICES = 16;

/** What Keap's documents say of a value, and where it is not as they say. @param source the value as it is written */
export function schemaLines(
  facts: SchemaFacts | 'unknown' | undefined,
  schemas: Schemas,
  kind: Place['kind'],
  source: string,
): readonly MeaningLine[] {
  if (facts === 'unknown') return [['Keap’s documents do not list this property.']];
  if (!facts) return [];
  const { declared, schema } = facts;
  const flags = [
    flag(declared, schema, 'deprecated') ? 'deprecated' : '',
    flag(declared, schema, 'readOnly') ? 'read-only' : '',
    kind === 'null' && isNullable(schema) ? 'may be null' : '',
  ];
  const type = describeType(declared, schemas);
  const words = [type === 'any value' ? '' : type, ...flags].filter(Boolean).join(' · ');
  const keaps = declared.description ?? schema.description;
  return [
    ...(words === '' ? [] : [[words]]),
    ...(keaps === undefined ? [] : [['Keap: ', { text: keaps }] as const]),
    ...mismatch(schema, kind),
    ...choices(schema, kind, source),
  ];
}

/** A reference may say of what it points to that it is read-only here. */
function flag(declared: Schema, schema: Schema, name: 'deprecated' | 'readOnly'): boolean {
  return declared[name] === true || schema[name] === true;
}

function mismatch(schema: Schema, kind: Place['kind']): readonly MeaningLine[] {
  if (schemaType(schema) === undefined || kind === 'null' || isOfType(kind, schema)) return [];
  const is = kind === 'array' ? 'a list' : kind === 'object' ? 'an object' : `a ${kind}`;
  return [[`The answer has ${is} here.`]];
}

function choices({ enum: values }: Schema, kind: Place['kind'], source: string): readonly MeaningLine[] {
  if (!values || values.length === 0) return [];
  const current = kind === 'string' ? stringOf(source) : source;
  const named = values.map(String);
  const isListed = named.includes(current);
  const shown =
    named.length <= MOST_CHOICES
      ? named
      : [...new Set([...(isListed ? [current] : []), ...named])].slice(0, MOST_CHOICES);
  const parts = shown.flatMap((value, index): MeaningPart[] => [
    index > 0 ? ', ' : 'One of ',
    value === current ? { code: value, strong: true } : { code: value },
  ]);
  const more = named.length - shown.length;
  const line: MeaningLine = [...parts, more > 0 ? ` and ${more} more.` : '.'];
  const isValue = kind !== 'null' && kind !== 'object' && kind !== 'array';
  return isListed || !isValue ? [line] : [line, ['The answer’s value is none of them.']];
}
