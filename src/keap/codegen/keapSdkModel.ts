import { referencedName, resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { asList, asObject } from '../json.ts';
import { indented } from './codeRequest.ts';
import { jsString } from './javascript.ts';
import { camelCase } from './keapSdkMethod.ts';

/** What Keap's TypeScript SDK cannot send; the message is for people and says what to do. */
export class NotInSdkError extends Error {}

/** What becomes known while values are written. */
export interface SdkNotes {
  /** Types to import. */
  readonly types: Set<string>;
  /** Paths of properties that the SDK's models do not have: it leaves them out. */
  readonly unknown: string[];
}

/** What a cast to `never` is for: the SDK sends the value as it is, though its types do not have it. */
export const LOOSE = 'as never';

/**
 * Times that are texts in the SDK: the document it is made from does not say that they are times, and the catalog mends
 * that. Read for tasks in CreateTaskRequest of SDK 2.0.1, for all in the document of 2.0.21.
 */
const TIMES_AS_TEXT: ReadonlySet<string> = new Set([
  ...['CreateTaskRequest.completion_time', 'CreateTaskRequest.due_time'],
  ...['CreateUpdateTaskRequest.completion_time', 'CreateUpdateTaskRequest.due_time'],
  ...['CreateOpportunityRequest.next_action_time', 'CreateOpportunityRequest.estimated_close_time'],
  ...['UpdateOpportunityRequestV2.next_action_time', 'UpdateOpportunityRequestV2.estimated_close_time'],
]);

/** Where a value stands. */
interface Place {
  /** For people: `email_addresses[0].email`. */
  readonly path: string;
  /** Model and property, as the document has them. */
  readonly member?: readonly [model: string, property: string];
}

/**
 * A value of a JSON body as the SDK's models have it, as an expression: properties in camel case, times as dates.
 * @throws NotInSdkError where the SDK would send something else, or fail
 */
export function sdkValue(value: unknown, schema: Schema, schemas: Schemas, notes: SdkNotes): string {
  return modelled(value, schema, { path: 'body' }, { schemas, notes });
}

function modelled(
  value: unknown,
  declared: Schema,
  place: Place,
  context: { readonly schemas: Schemas; readonly notes: SdkNotes },
): string {
  const schema = resolveSchema(declared, context.schemas);
  const type = schemaType(schema);
  if (type === undefined || (type === 'object' && !schema.properties && !asObject(schema.additionalProperties))) {
    return plain(value, place);
  }
  if (value === null) return `null ${LOOSE}`;
  if (type === 'array') {
    const items = asList(value);
    if (!items) throw misfit(place);
    // Its types ask for a Set, which would be an empty object in JSON; a list goes out as it is, names included. Read in
    // ApplyRemoveTagRequest and ObjectSerializer of SDK 2.0.1.
    if (schema.uniqueItems) return `${plain(items, place)} ${LOOSE}`;
    return list(
      items.map((item, index) =>
        modelled(item, schema.items ?? {}, { ...place, path: `${place.path}[${index}]` }, context),
      ),
    );
  }
  if (type === 'object') return object(value, declared, place, context);
  const member = place.member?.join('.') ?? '';
  if (schema.format === 'date-time' && !TIMES_AS_TEXT.has(member)) return date(value, place);
  const text = plain(value, place);
  if (typeof value !== (type === 'integer' ? 'number' : type)) return `${text} ${LOOSE}`;
  if (!schema.enum || typeof value !== 'string' || !place.member) return text;
  const choice = `${place.member.map(pascalCase).join('')}Enum`;
  context.notes.types.add(choice);
  return `${text} as ${choice}`;
}

function object(
  value: unknown,
  declared: Schema,
  { path }: Place,
  context: { readonly schemas: Schemas; readonly notes: SdkNotes },
): string {
  const members = asObject(value);
  if (!members) throw misfit({ path });
  const { properties = {}, additionalProperties } = resolveSchema(declared, context.schemas);
  const model = referencedName(declared);
  const lines: string[] = [];
  for (const [name, member] of Object.entries(members)) {
    const inside = path === 'body' ? name : `${path}.${name}`;
    if (Object.hasOwn(properties, name)) {
      const at: Place = { path: inside, ...(model ? { member: [model, name] } : {}) };
      lines.push(`${camelCase(name)}: ${modelled(member, properties[name] ?? {}, at, context)}`);
    } else if (typeof additionalProperties === 'object') {
      lines.push(`${key(name)}: ${modelled(member, additionalProperties, { path: inside }, context)}`);
    } else context.notes.unknown.push(inside);
  }
  return block('{', lines, '}');
}

/** To the millisecond, since a `Date` holds no more. */
function date(value: unknown, place: Place): string {
  const exact = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
  if (typeof value !== 'string' || !exact.test(value) || Number.isNaN(Date.parse(value))) {
    throw new NotInSdkError(
      `The Keap SDK sends times as dates: give ${place.path} one with an offset, such as 2026-01-31T09:00:00.000Z.`,
    );
  }
  return `new Date(${jsString(value)})`;
}

/** A value that no model shapes: names stay as they are. */
function plain(value: unknown, place: Place): string {
  if (typeof value === 'string') return jsString(value);
  if (typeof value === 'number') {
    if (Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value)) {
      throw new NotInSdkError(`The Keap SDK cannot send all digits of ${place.path}: pick another language.`);
    }
    return String(value);
  }
  const items = asList(value);
  if (items) return list(items.map((item, index) => plain(item, { path: `${place.path}[${index}]` })));
  const members = asObject(value);
  if (!members) return String(value);
  const lines = Object.entries(members).map(
    ([name, member]) => `${key(name)}: ${plain(member, { path: `${place.path}.${name}` })}`,
  );
  return block('{', lines, '}');
}

/** The name of a property; in brackets where an object literal would take it for its prototype. */
function key(name: string): string {
  if (name === '__proto__') return `['${name}']`;
  return /^[a-z_$][\w$]*$/i.test(name) ? name : jsString(name);
}

function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** A list as an expression, on one line where that is short. */
function list(items: readonly string[]): string {
  const inline = `[${items.join(', ')}]`;
  return inline.length <= 70 && !inline.includes('\n') ? inline : block('[', items, ']');
}

function block(open: string, lines: readonly string[], close: string): string {
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.map((line) => `  ${indented(line, 2)},\n`).join('')}${close}`;
}

function misfit({ path }: Place): NotInSdkError {
  return new NotInSdkError(`The Keap SDK takes another kind of value at ${path}: mend the body first.`);
}
