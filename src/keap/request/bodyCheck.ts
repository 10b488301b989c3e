import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { asList, asObject } from '../json.ts';
import { checkBounds, checkFormat } from './parameterValue.ts';
import { suggestion } from './suggestion.ts';

/** Something in a JSON body that its schema does not allow. */
export interface BodyProblem {
  /** Where, as people write it: `email_addresses[0].email`; empty for the body itself. */
  readonly at: string;
  /** A sentence that starts with the place. */
  readonly message: string;
  /** Whether it is that a required property has no value. */
  readonly missing?: true;
}

/** How many problems are worth telling at once. */
const MOST = 20;
/** No schema leads this deep; a body made to exhaust the stack does. */
const DEEPEST = 200;

/**
 * Holds a parsed JSON body against its schema. Keap's own documents are not always right, so these are advice:
 * whoever means it may send the body as it is.
 */
export function checkBody(value: unknown, schema: Schema, schemas: Schemas): readonly BodyProblem[] {
  const problems: BodyProblem[] = [];
  visit(value, schema, '', 0);
  return problems;

  function tell(at: string, words: string, missing = false): void {
    const message = `${at || 'The body'} ${words}`;
    if (problems.length < MOST) problems.push({ at, message, ...(missing ? { missing } : {}) });
  }

  function visit(current: unknown, declared: Schema, at: string, depth: number): void {
    if (depth > DEEPEST) return;
    const expected = resolveSchema(declared, schemas);
    // Null clears a property in a PATCH, whatever the schema says of its type.
    if (current === null && at !== '') return;
    const type = schemaType(expected);
    if (type !== undefined && !isOfType(current, type)) {
      tell(at, `must be ${TYPE_WORDS[type]}, not ${describe(current)}.`);
      return;
    }
    if (expected.enum && !expected.enum.some((allowed) => allowed === current)) {
      tell(at, `must be one of ${expected.enum.map(String).join(', ')}.`);
      return;
    }
    if (typeof current === 'number') tellIf(at, checkBounds(current, expected));
    if (typeof current === 'string') tellIf(at, checkFormat(current, expected));
    asList(current)?.forEach((item, index) => {
      visit(item, expected.items ?? {}, itemPlace(at, index), depth + 1);
    });
    const object = asObject(current);
    if (object) visitObject(object, expected, at, depth);
  }

  function visitObject(object: Readonly<Record<string, unknown>>, expected: Schema, at: string, depth: number): void {
    const properties = expected.properties ?? {};
    for (const name of expected.required ?? []) {
      if (object[name] === undefined) tell(memberPlace(at, name), 'is required.', true);
    }
    for (const [name, member] of Object.entries(object)) {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (property) visit(member, property, memberPlace(at, name), depth + 1);
      else if (typeof expected.additionalProperties === 'object') {
        visit(member, expected.additionalProperties, memberPlace(at, name), depth + 1);
      } else if (expected.properties && expected.additionalProperties !== true) {
        tell(memberPlace(at, name), `is not a property Keap knows here${suggestion(name, Object.keys(properties))}.`);
      }
    }
  }

  function tellIf(at: string, words: string | undefined): void {
    if (words) tell(at, words);
  }
}

const TYPE_WORDS = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object { }',
  array: 'a list [ ]',
} as const;

function isOfType(value: unknown, type: keyof typeof TYPE_WORDS): boolean {
  switch (type) {
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return asObject(value) !== undefined;
    default:
      return typeof value === type;
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a decimal number';
  return String(value);
}

/** Where a member of an object stands, as problems say it. */
export function memberPlace(at: string, name: string): string {
  const member = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
  return at === '' ? member : `${at}.${member}`;
}

/** Where an item of a list stands, as problems say it. */
export function itemPlace(at: string, index: number): string {
  return `${at}[${index}]`;
}
