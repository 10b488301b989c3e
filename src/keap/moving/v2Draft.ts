import type { FilterField, FilterOperator, Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { printExact } from '../exactJson.ts';
import { asList, type JsonObject } from '../json.ts';
import { type ParameterInput, parameterId, type RequestDraft } from '../request/draft.ts';
import { type FilterClause, printClause, printFilter } from '../request/filter/filterExpression.ts';
import type { MoveNote } from '../request/moveNote.ts';
import { schemaAtWay, withValue } from './bodyPlace.ts';
import { fitValue, isoMoment, namesNoZone } from './fitValue.ts';
import { type Place, placeParts } from './move.ts';
import { plainText } from './plainValue.ts';

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

  /** Whether a note is about something of the older request. */
  tells(about: string): boolean {
    return this.noted.some((each) => each.about === about);
  }

  /** That a moment which names no time zone was taken for UTC. */
  noteZone(): void {
    this.note('', 'differs', 'Dates and times that name no time zone are taken for UTC.');
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
    if (schema.format === 'date-time' && namesNoZone(plainText(value))) this.noteZone();
    for (const dropped of fitted.dropped)
      this.note(`${about}.${dropped}`, 'lost', `REST v2 does not take ${dropped} here.`);
    this.body = withValue(this.body, way.endsWith('[]') ? way.slice(0, -2) : way, fitted.value);
    if (schemaType(schema) === 'array' && this.operation.method === 'PATCH') this.noteList(way);
    else if (/\[\w+\]/.test(way) && this.operation.method === 'PATCH') this.noteList(way);
  }

  filterField(name: string): FilterField | undefined {
    return this.operation.query?.filter?.fields.find((each) => each.name === name);
  }

  /**
   * Adds a condition, as far as the list can ask for it.
   * @param field what the list may do with the name, where that is none of its own
   * @returns whether it did; else a note says why not
   */
  filter(
    name: string,
    operator: FilterOperator,
    value: unknown,
    about: string,
    field: FilterField | undefined = this.filterField(name),
  ): boolean {
    const given = (asList(value) ?? [value]).map(plainText);
    const refused = field ? refusal(field, operator, given) : 'REST v2 does not filter this list by {}.';
    if (!field || refused !== undefined) {
      this.note(
        about,
        'lost',
        (refused ?? '').replace('{}', () => about),
      );
      return false;
    }
    const values = given.map((text) => {
      if (field.kind === 'date-time') return isoMoment(text) ?? text;
      return field.kind === 'boolean' && /^[01]$/.test(text) ? String(text === '1') : text;
    });
    const pattern = patternOf(values, field, operator, about, this);
    if (!pattern) return false;
    const clause = { field: name, operator, ...pattern };
    const other = this.clauses.find((each) => each.field === name && each.operator === operator);
    if (other && printClause(other) !== printClause(clause)) {
      this.note(about, 'lost', `REST v2 takes one condition on ${name}, and another was there before ${about}.`);
      return false;
    }
    if (!other) this.clauses.push(clause);
    if (field.kind === 'date-time' && given.some(namesNoZone)) this.noteZone();
    return true;
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
      this.note(about, 'lost', `REST v2 takes one ${name} at a time: this is the first of ${texts.length}.`);
    }
    const most = this.operation.query?.pageSizeMax;
    if (id === 'query:page_size' && most !== undefined && Number(first) > most) {
      this.note(about, 'differs', `REST v2 sends at most ${most} at a time: follow next_page_token.`);
      this.parameters.set(id, String(most));
    } else this.parameters.set(id, isList ? texts : first);
  }

  private noteList(way: string): void {
    const name = way.replace(/[.[].*$/, '');
    this.note(name, 'differs', `REST v2 replaces all of ${name}: add the entries to keep, or Keap deletes them.`);
  }
}

/** Why a filter cannot say it, with `{}` for what it is about; undefined where it can. */
function refusal(field: FilterField, operator: FilterOperator, values: readonly string[]): string | undefined {
  if (values.length === 0 || values.some((text) => text.trim() === '')) return 'REST v2 cannot ask for an empty {}.';
  if (!field.operators.includes(operator)) return `REST v2 does not compare {} by ${operator}.`;
  // A filter has no way to write these within a value: another condition would begin there.
  if (values.some((text) => text.includes(';'))) return 'REST v2 cannot ask for a semicolon in {}.';
  if (values.some((text) => /^[\s=<>!]|\s$/.test(text)))
    return 'REST v2 cannot ask for {} with a space or an operator at its ends.';
  if (field.list && values.some((text) => text.includes(','))) return 'REST v2 cannot ask for a comma in {}.';
  if (values.length > 1 && !field.list) return 'REST v2 takes one {} at a time: send a request for each.';
  return undefined;
}

/**
 * `Ad%` is XML-RPC's `Ad*`; what v2 finds more of is told, and what it cannot ask for as well.
 * @returns undefined where no condition comes near
 */
function patternOf(
  values: readonly string[],
  { prefix, contains }: FilterField,
  operator: FilterOperator,
  about: string,
  draft: V2Draft,
): Pick<FilterClause, 'values' | 'prefix'> | undefined {
  const [only = ''] = values;
  if (!values.some((each) => /[%*]/.test(each))) {
    if (contains) draft.note(about, 'differs', `REST v2 finds every ${about} with ${only} anywhere in it.`);
    return { values, prefix: false };
  }
  if (values.length === 1 && operator === '==') {
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
  }
  draft.note(about, 'lost', `REST v2 cannot ask for a part of ${about}: the list is not filtered by it.`);
  return undefined;
}
