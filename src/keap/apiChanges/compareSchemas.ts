import {
  describeType,
  isNullable,
  referencedName,
  resolveSchema,
  type Schema,
  type Schemas,
  schemaType,
} from '../catalog/schema.ts';
import type { Change } from './change.ts';

/** Where a schema is used: in what is asked, in what is answered, or in both. */
export interface Use {
  readonly asked: boolean;
  readonly answered: boolean;
}

export const ASKED: Use = { asked: true, answered: false };
export const ANSWERED: Use = { asked: false, answered: true };

/** The named schemas before and after. */
export interface SchemaSides {
  readonly before: Schemas;
  readonly after: Schemas;
}

/** No schema is as deep; only a chain of schemas that were all renamed could be. */
const MOST_DEPTH = 32;

/**
 * What became of a schema at its place. References to schemas of one name are not followed: those are compared once,
 * by name.
 * @param at what the place is called, such as `body`; empty for a named schema
 */
export function compareSchemas(sides: SchemaSides, before: Schema, after: Schema, at: string, use: Use): Change[] {
  return new SchemaComparison(sides, use).compare(before, after, at, 0);
}

/** What became of a named schema's own body. */
export function compareNamed(sides: SchemaSides, name: string, use: Use): Change[] {
  const before = sides.before[name];
  const after = sides.after[name];
  return before && after ? new SchemaComparison(sides, use).compareBodies(before, after, '', 0) : [];
}

class SchemaComparison {
  private readonly sides: SchemaSides;
  private readonly use: Use;

  constructor(sides: SchemaSides, use: Use) {
    this.sides = sides;
    this.use = use;
  }

  compare(before: Schema, after: Schema, at: string, depth: number): Change[] {
    const marked = this.marks(before, after, at);
    const name = referencedName(before);
    if (depth > MOST_DEPTH || (name !== undefined && name === referencedName(after))) return marked;
    return [...marked, ...this.compareBodies(before, after, at, depth)];
  }

  compareBodies(declaredBefore: Schema, declaredAfter: Schema, at: string, depth: number): Change[] {
    const before = resolveSchema(declaredBefore, this.sides.before);
    const after = resolveSchema(declaredAfter, this.sides.after);
    const typed = this.type(before, after, at);
    if (typed) return [typed];
    return [
      ...(before === declaredBefore && after === declaredAfter && at !== '' ? [] : this.marks(before, after, at)),
      ...this.format(before, after, at),
      ...this.nulls(before, after, at),
      ...compareValues(before.enum, after.enum, at, 'value', this.use.asked),
      ...this.bounds(before, after, at),
      ...this.rest(before, after, at),
      ...this.properties(before, after, at, depth),
      ...(before.items && after.items ? this.compare(before.items, after.items, `${at}[]`, depth + 1) : []),
    ];
  }

  /** A change of an existing thing, breaking by where it is used. */
  private changed(at: string, words: string, breaks: Partial<Use>): Change {
    const { asked, answered } = this.use;
    const breaking = (asked && breaks.asked === true) || (answered && breaks.answered === true);
    return { kind: 'changed', where: at, words, breaking };
  }

  private type(before: Schema, after: Schema, at: string): Change | undefined {
    const [was, is] = [typeOf(before), typeOf(after)];
    if (was === is) return undefined;
    const wider = is === 'any value' || (was === 'integer' && is === 'number');
    const narrower = was === 'any value' || (was === 'number' && is === 'integer');
    return this.changed(at, `${was} → ${is}`, { asked: !wider, answered: !narrower });
  }

  private format(before: Schema, after: Schema, at: string): Change[] {
    if (before.format === after.format) return [];
    const [was, is] = [describeType(before, this.sides.before), describeType(after, this.sides.after)];
    const stated = before.format !== undefined && after.format !== undefined;
    const wider = before.format === 'int32' && after.format === 'int64';
    return [this.changed(at, `${was} → ${is}`, { asked: stated && !wider, answered: stated })];
  }

  private nulls(before: Schema, after: Schema, at: string): Change[] {
    if (isNullable(before) === isNullable(after)) return [];
    return isNullable(after)
      ? [this.changed(at, 'may be null now', { answered: true })]
      : [this.changed(at, 'is never null any more', { asked: true })];
  }

  private bounds(before: Schema, after: Schema, at: string): Change[] {
    return BOUNDS.flatMap(([keyword, words, narrower]) => {
      const [was, is] = [before[keyword], after[keyword]];
      if (was === is) return [];
      const tight = is !== undefined && (was === undefined || narrower(is, was));
      return [this.changed(at, `${words} ${was ?? 'not stated'} → ${is ?? 'not stated'}`, { asked: tight })];
    });
  }

  /** Flags that stand beside a type, or beside a reference. */
  private marks(before: Schema, after: Schema, at: string): Change[] {
    const changes: Change[] = [];
    const differs = (flag: 'deprecated' | 'readOnly' | 'writeOnly') =>
      (before[flag] ?? false) !== (after[flag] ?? false);
    if (differs('deprecated'))
      changes.push(this.changed(at, after.deprecated ? 'deprecated' : 'no longer deprecated', {}));
    if (differs('readOnly'))
      changes.push(
        this.changed(at, after.readOnly ? 'read only' : 'no longer read only', { asked: after.readOnly === true }),
      );
    if (differs('writeOnly'))
      changes.push(
        this.changed(at, after.writeOnly ? 'write only' : 'no longer write only', {
          answered: after.writeOnly === true,
        }),
      );
    return changes;
  }

  private rest(before: Schema, after: Schema, at: string): Change[] {
    const changes: Change[] = [];
    if (!same(before.default, after.default))
      changes.push(this.changed(at, `default ${print(before.default)} → ${print(after.default)}`, {}));
    if (before.uniqueItems !== after.uniqueItems)
      changes.push(
        this.changed(at, after.uniqueItems ? 'no item twice' : 'items may repeat', {
          asked: after.uniqueItems === true,
        }),
      );
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      if (!same(before[keyword], after[keyword]))
        changes.push(this.changed(at, 'other alternatives', { asked: true, answered: true }));
    }
    const [was, is] = [before.additionalProperties, after.additionalProperties];
    if (typeof was === 'object' && typeof is === 'object') changes.push(...this.compare(was, is, `${at}{}`, 1));
    else if (!same(was, is))
      changes.push(
        this.changed(at, is === false ? 'takes no other properties' : 'other additional properties', {
          asked: is === false,
        }),
      );
    return changes;
  }

  private properties(before: Schema, after: Schema, at: string, depth: number): Change[] {
    const [was, is] = [before.properties ?? {}, after.properties ?? {}];
    const place = (name: string) => (at === '' ? name : `${at}.${name}`);
    const changes: Change[] = [];
    for (const [name, property] of Object.entries(was)) {
      const now = Object.hasOwn(is, name) ? is[name] : undefined;
      if (!now) {
        changes.push({ kind: 'removed', where: place(name), words: 'removed', breaking: true });
        continue;
      }
      const [needed, needs] = [before.required?.includes(name) ?? false, after.required?.includes(name) ?? false];
      if (!needed && needs) changes.push(this.changed(place(name), 'required now', { asked: true }));
      if (needed && !needs) changes.push(this.changed(place(name), 'no longer required', { answered: true }));
      changes.push(...this.compare(property, now, place(name), depth + 1));
    }
    for (const [name, property] of Object.entries(is)) {
      if (Object.hasOwn(was, name)) continue;
      const needed = (after.required?.includes(name) ?? false) && !property.readOnly;
      const type = describeType(property, this.sides.after);
      const breaking = needed && this.use.asked;
      changes.push({ kind: 'new', where: place(name), words: `new, ${type}${needed ? ', required' : ''}`, breaking });
    }
    return changes;
  }
}

/** What became of a list of allowed values; undefined allows any. @param narrow whether allowing fewer breaks requests */
export function compareValues(
  before: readonly unknown[] | undefined,
  after: readonly unknown[] | undefined,
  where: string,
  what: string,
  narrow: boolean,
): Change[] {
  if (!before && !after) return [];
  if (!before)
    return [
      {
        kind: 'changed',
        where,
        words: `only some ${what}s now: ${(after ?? []).map(print).join(', ')}`,
        breaking: narrow,
      },
    ];
  if (!after) return [{ kind: 'changed', where, words: `any ${what} now`, breaking: false }];
  const [was, is] = [new Set(before), new Set(after)];
  return [
    ...[...was]
      .filter((value) => !is.has(value))
      .map((value): Change => ({ kind: 'removed', where, words: `${what} ${print(value)} removed`, breaking: true })),
    ...[...is]
      .filter((value) => !was.has(value))
      .map((value): Change => ({ kind: 'new', where, words: `${what} ${print(value)} new`, breaking: false })),
  ];
}

type Bound = 'minimum' | 'maximum' | 'minLength' | 'maxLength' | 'minItems' | 'maxItems';

const higher = (is: number, was: number) => is > was;
const lower = (is: number, was: number) => is < was;

const BOUNDS: readonly (readonly [Bound, words: string, narrower: (is: number, was: number) => boolean])[] = [
  ['minimum', 'at least', higher],
  ['maximum', 'at most', lower],
  ['minLength', 'characters at least', higher],
  ['maxLength', 'characters at most', lower],
  ['minItems', 'items at least', higher],
  ['maxItems', 'items at most', lower],
];

function typeOf(schema: Schema): string {
  return schemaType(schema) ?? 'any value';
}

function print(value: unknown): string {
  return value === undefined ? 'not stated' : JSON.stringify(value);
}

/** Whether two pieces of schema say the same, descriptions aside. */
function same(before: unknown, after: unknown): boolean {
  return before === after || facts(before) === facts(after);
}

function facts(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => (name === 'description' ? undefined : member)) ?? '';
}
