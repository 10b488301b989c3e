import type { FilterField, FilterOperator, Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { numberText, printExact } from '../exactJson.ts';
import { asList, asObject, type JsonObject } from '../json.ts';
import { type ParameterInput, parameterId, type RequestDraft } from '../request/draft.ts';
import { type FilterClause, printClause, printFilter } from '../request/filter/filterExpression.ts';
import type { MoveNote } from '../request/moveNote.ts';
import { schemaAtWay, withValue } from './bodyPlace.ts';
import { fitValue, isoMoment } from './fitValue.ts';
import { type Place, placeParts } from './move.ts';

/** A request of v2 while it is made out of an older one. What finds no place becomes a note, never nothing. */
export class V2Draft {
  readonly operation: Operation;
  readonly schemas: Schemas;
  private readonly parameters = new Map<string, ParameterInput>();
  private readonly clauses: FilterClause[] = [];
  private body: JsonObject = {};
  private readonly noted: MoveNote[] = [];

  constructor(operation: Operation, schemas: Schemas) {
    this.operation = operation;
    this.schemas = schemas;
  }

  note(about: string, kind: MoveNote['kind'], text: string): void {
    if (!this.noted.some((each) => each.about === about && each.text === text)) this.noted.push({ about, kind, text });
  }

  /** Puts a value in its place. @param about what it was called before */
  put(place: Place, value: unknown, about: string): void {
    const { kind, name } = placeParts(place);
    if (kind === 'filter') this.filter(name, '==', value, about);
    else if (kind === 'body') this.putBody(name, value, about);
    else this.putParameter(`${kind}:${name}`, value, about);
  }

  /** The schema of a place in the body; undefined where it takes no such thing. */
  bodySchema(way: string): Schema | undefined {
    return schemaAtWay(way, this.operation.requestBody?.schema, this.schemas);
  }

  putBody(way: string, value: unknown, about: string): void {
    const schema = this.bodySchema(way.endsWith('[]') ? way.slice(0, -2) : way);
    if (!schema) {
      this.note(about, 'lost', `REST v2 does not take ${about} here.`);
      return;
    }
    // Several values at once make an entry each.
    const isEntries = /\[\]\./.test(way) && asList(value) !== undefined;
    const fitted = isEntries
      ? { value: asList(value)?.map((item) => fitValue(item, schema, this.schemas).value), dropped: [] }
      : fitValue(value, schema, this.schemas, '', way.replace(/^.*\./, ''));
    for (const dropped of fitted.dropped)
      this.note(`${about}.${dropped}`, 'lost', `REST v2 does not take ${dropped} here.`);
    this.body = withValue(this.body, way.endsWith('[]') ? way.slice(0, -2) : way, fitted.value);
    if (schemaType(schema) === 'array' && this.operation.method === 'PATCH') this.noteList(way);
    else if (/\[\w+\]/.test(way) && this.operation.method === 'PATCH') this.noteList(way);
  }

  filterField(name: string): FilterField | undefined {
    return this.operation.query?.filter?.fields.find((each) => each.name === name);
  }

  /** Adds a condition, as far as the list can ask for it. */
  filter(name: string, operator: FilterOperator, value: unknown, about: string): void {
    const field = this.filterField(name);
    if (!field) {
      this.note(about, 'lost', `REST v2 does not filter this list by ${about}.`);
      return;
    }
    const values = (asList(value) ?? [value]).map((each) => {
      const text = plainText(each);
      if (field.kind === 'date-time') return isoMoment(text) ?? text;
      return field.kind === 'boolean' && /^[01]$/.test(text) ? String(text === '1') : text;
    });
    if (values.some((text) => text === '')) {
      this.note(about, 'lost', `REST v2 cannot ask for an empty ${about}.`);
    } else if (!field.operators.includes(operator)) {
      this.note(about, 'lost', `REST v2 does not compare ${about} by ${operator}.`);
    } else if (values.some((text) => text.includes(';'))) {
      this.note(about, 'lost', `REST v2 cannot ask for a ${about} with a semicolon in it.`);
    } else if (values.length > 1 && !field.list) {
      this.note(about, 'lost', `REST v2 takes one ${about} at a time: send a request for each.`);
    } else {
      const pattern = operator === '==' ? patternOf(values, field, about, this) : { values, prefix: false };
      if (pattern) this.addClause({ field: name, operator, ...pattern });
    }
  }

  addClause(clause: FilterClause): void {
    if (!this.clauses.some((each) => printClause(each) === printClause(clause))) this.clauses.push(clause);
  }

  /** Asks for the fields, as far as the operation lets one choose. @param ways into a record of the answer */
  wantFields(ways: readonly string[]): void {
    const parameter = this.operation.parameters.find(({ name }) => name === 'fields');
    const known = this.operation.query?.fields;
    if (!parameter || !known) return;
    const tops = [...new Set(ways.map((way) => way.replace(/[.[].*$/, '')))].filter((top) => known.includes(top));
    if (tops.length === 0) return;
    const isList = schemaType(resolveSchema(parameter.schema, this.schemas)) === 'array';
    this.parameters.set(parameterId(parameter), isList ? tops : tops.join(','));
  }

  finish(): { readonly draft: RequestDraft; readonly notes: readonly MoveNote[] } {
    const { key, method, parameters, requestBody } = this.operation;
    if (this.clauses.length > 0) this.parameters.set('query:filter', printFilter(this.clauses));
    const mask = parameters.find(({ name }) => name === 'update_mask');
    const tops = Object.keys(this.body);
    if (method === 'PATCH' && mask && tops.length > 0 && !this.parameters.has(parameterId(mask))) {
      const choices = resolveSchema(resolveSchema(mask.schema, this.schemas).items, this.schemas).enum;
      this.parameters.set(
        parameterId(mask),
        tops.filter((top) => !choices || choices.includes(top)),
      );
    }
    for (const { name, required, ...parameter } of parameters) {
      if (required && !this.parameters.has(parameterId({ name, in: parameter.in }))) {
        this.note(name, 'fill', `Fill in ${name}: REST v2 needs it.`);
      }
    }
    if (requestBody?.required && tops.length === 0) this.note('body', 'fill', 'Fill in the body: REST v2 needs it.');
    for (const name of this.missing()) this.note(name, 'fill', `Fill in ${name} in the body: REST v2 needs it.`);
    const body = requestBody && tops.length > 0 ? printExact(this.body) : '';
    const draft = { operationKey: key, parameters: Object.fromEntries(this.parameters), body, files: {} };
    return { draft, notes: this.noted };
  }

  private missing(): readonly string[] {
    const { requestBody } = this.operation;
    const schema = resolveSchema(requestBody?.schema, this.schemas);
    return (schema.required ?? []).filter((name) => this.body[name] === undefined);
  }

  private putParameter(id: string, value: unknown, about: string): void {
    const parameter = this.operation.parameters.find((each) => parameterId(each) === id);
    if (!parameter) {
      this.note(about, 'lost', `REST v2 does not take ${about} here.`);
      return;
    }
    const schema = resolveSchema(parameter.schema, this.schemas);
    const isList = schemaType(schema) === 'array';
    const texts = (asList(value) ?? [value]).map(plainText).filter((text) => text !== '');
    const [first] = texts;
    if (first === undefined) return;
    if (!isList && texts.length > 1) {
      const name = id.replace(/^\w+:/, '');
      this.note(about, 'differs', `REST v2 takes one ${name} at a time: this is the first of ${texts.length}.`);
    }
    this.parameters.set(id, isList ? texts : first);
  }

  private noteList(way: string): void {
    const name = way.replace(/[.[].*$/, '');
    this.note(name, 'differs', `REST v2 replaces all of ${name}: add the entries to keep, or Keap deletes them.`);
  }
}

/**
 * `Ad%` is XML-RPC's `Ad*`; what v2 finds more of is told, and what it cannot ask for as well.
 * @returns undefined where no condition comes near
 */
function patternOf(
  values: readonly string[],
  { prefix, contains }: FilterField,
  about: string,
  draft: V2Draft,
): Pick<FilterClause, 'values' | 'prefix'> | undefined {
  const [only = ''] = values;
  if (values.length !== 1 || !/[%*]/.test(only)) return { values, prefix: false };
  const [, start = '', end = ''] = /^([^%*]*)[%*](.*)$/s.exec(only) ?? [];
  if (prefix && start !== '') {
    if (end !== '')
      draft.note(
        about,
        'differs',
        `REST v2 finds every ${about} that begins with ${start}: it knows a * at the end alone.`,
      );
    return { values: [start], prefix: true };
  }
  const words = only.split(/[%*]/).filter((each) => each !== '');
  const [word] = words;
  if (contains && word !== undefined) {
    if (words.length > 1 || !/^[%*].*[%*]$/s.test(only))
      draft.note(about, 'differs', `REST v2 finds every ${about} with ${word} anywhere in it.`);
    return { values: [word], prefix: false };
  }
  draft.note(about, 'lost', `REST v2 cannot ask for a part of ${about}: the list is not filtered by it.`);
  return undefined;
}

/** A value of XML-RPC or JSON as the text of a parameter. */
export function plainText(value: unknown): string {
  const typed = asObject(value);
  const inner = typed?.['$dateTime'] ?? typed?.['$double'] ?? typed?.['$i8'] ?? value;
  if (inner === undefined || inner === null) return '';
  return typeof inner === 'string'
    ? inner
    : (numberText(inner) ?? (typeof inner === 'boolean' ? String(inner) : JSON.stringify(inner)));
}
