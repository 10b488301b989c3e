import { fieldType } from '../account/customFilterFields.ts';
import { type Kind, manyOf, oneOf } from '../account/kinds.ts';
import { valueIn } from '../account/neighbours.ts';
import { referencedName, type Schema, type Schemas } from '../catalog/schema.ts';
import { unitsOf } from '../edit/smallestUnits.ts';
import { asList, asObject, asString } from '../json.ts';
import { fieldWords } from '../request/table/fieldWords.ts';
import { isLinked } from './answerLinks.ts';
import { type AnswerReferences, openWords } from './answerReferences.ts';
import { dateWords, type Here } from './dateWords.ts';
import { placeWords } from './jsonPathWords.ts';
import { stringOf } from './jsonWalk.ts';
import type { MeaningLine } from './meaningLine.ts';
import { type Askable, isUnasked, notRequested } from './notRequested.ts';
import type { Place } from './placeAt.ts';
import { type FieldAt, fieldAt, type KnownRecord, pointedAt } from './pointedAt.ts';
import { schemaAt } from './schemaAt.ts';
import { schemaLines } from './schemaWords.ts';

/** Everything that gives a value of an answer its meaning. */
export interface MeaningSources {
  readonly references: AnswerReferences;
  /** The schema of the answer. */
  readonly schema: Schema | undefined;
  readonly schemas: Schemas;
  readonly askable: Askable | undefined;
  readonly known: KnownRecord;
  /** A custom field of a kind by the name that filters know it by, as far as it is known. */
  readonly fieldNamed: KnownRecord;
  readonly here: Here;
  /** Whether ids are links where somebody looks: then a hover on one need not offer the same. */
  readonly linked: boolean;
}

/** Of ids joined in one text, so many are named. */
const MOST_NAMED = 10;

/**
 * What a value of an answer means, line by line: where it stands, what Keap's documents say of it, what it refers to,
 * the moment it is here. Nothing is asked of anybody.
 * @param source the value as it is written; empty where it is too long to be looked at
 * @param record the value of `place.record`
 * @param offset where in the text somebody looks
 */
export function valueMeaning(
  source: string,
  place: Place,
  record: unknown,
  offset: number,
  sources: MeaningSources,
): readonly MeaningLine[] {
  const { path, kind } = place;
  const { schema, schemas, here } = sources;
  const date = dateWords(kind === 'string' ? stringOf(source) : momentIn(source), here);
  return [
    [{ code: placeWords(path) || 'the answer' }],
    ...(rowLine(place, sources) ?? schemaLines(schemaAt(schema, schemas, path), schemas, kind, source)),
    ...namedFieldLines(place, sources),
    ...fieldLines(place, record, sources),
    ...referenceLines(place, source, record, offset, sources),
    ...(date ? [[[date.words, date.ago].filter(Boolean).join(' · ')]] : []),
    ...moneyLines(place, source, record, sources),
    ...requestLines(place, source, record, sources),
  ];
}

/** What a field of a table of XML-RPC is; undefined for any other value. */
function rowLine(
  { path, record: { path: base } }: Place,
  { references }: MeaningSources,
): readonly MeaningLine[] | undefined {
  // A moment stands in an object that says so.
  const at = path.at(-1) === '$dateTime' ? path.slice(0, -1) : path;
  const name = at.at(-1);
  const { table } = references;
  const field = at.length === base.length + 1 ? table?.fields.find((each) => each.name === name) : undefined;
  return table && field && [['Field of ', { text: table.name }, `: ${fieldWords(field)}.`]];
}

/** What the account calls a custom field that stands in a row of XML-RPC under its name. */
function namedFieldLines(
  { path, record: { path: base } }: Place,
  { references, fieldNamed }: MeaningSources,
): readonly MeaningLine[] {
  const name = path.at(-1);
  const kind = references.customFields;
  const isCustom = path.length === base.length + 1 && typeof name === 'string' && name.startsWith('_');
  if (!kind || !isCustom) return [];
  const found = fieldNamed(kind, name.slice(1));
  if (!found?.field) return unknownField({ kind, id: name });
  return [['Custom field ', { text: found.label, strong: true }, `, ${typeWords(found.field.type)}.`]];
}

function fieldLines(place: Place, record: unknown, { references, known }: MeaningSources): readonly MeaningLine[] {
  const field = fieldAt(place, record, references);
  if (!field) return [];
  const found = known(field.kind, field.id);
  if (!found?.field) return unknownField(field);
  const type = typeWords(found.field.type);
  const { options, optionIds = [] } = found.field;
  const held = field.isContent ? heldTexts(valueIn(record, place.path.slice(place.record.path.length))) : [];
  const isHeld = (option: string, index: number) => held.some((text) => text === option || text === optionIds[index]);
  const listed = options
    .slice(0, MOST_NAMED)
    .flatMap(
      (option, index): MeaningLine => [
        index > 0 ? ', ' : 'Options: ',
        { text: option, ...(isHeld(option, index) ? { strong: true } : {}) },
      ],
    );
  const more = options.length - MOST_NAMED;
  return [
    ['Custom field ', { text: found.label, strong: true }, `, ${type}.`],
    ...(listed.length > 0 ? [[...listed, more > 0 ? ` and ${more} more.` : '.']] : []),
  ];
}

/** What a custom field holds, one by one: v1 joins several by commas. */
function heldTexts(value: unknown): readonly string[] {
  const texts = (asList(value) ?? [value]).filter((each) => typeof each === 'string' || typeof each === 'number');
  return texts.map(String).flatMap((text) => [text, ...text.split(',')]);
}

function typeWords(type: string): string {
  return fieldType(type).toLowerCase().replaceAll('_', ' ');
}

function unknownField({ kind, id }: Pick<FieldAt, 'kind' | 'id'>): readonly MeaningLine[] {
  const load = { press: `Load ${manyOf(kind)} (one call)`, does: { loads: kind } };
  return [['Custom field ', { text: id }, ': its label is not loaded. ', load]];
}

function referenceLines(
  place: Place,
  source: string,
  record: unknown,
  offset: number,
  { references, known, linked }: MeaningSources,
): readonly MeaningLine[] {
  const all = pointedAt(place, source, record, references, known);
  const here = all.filter(({ start, end }) => all.length === 1 || (offset >= start && offset < end));
  return (here.length > 0 ? here : all).slice(0, MOST_NAMED).flatMap((reference): MeaningLine[] => {
    const { kind, id } = reference;
    if (isFieldKind(kind)) return [];
    const found = known(kind, id);
    const name: MeaningLine =
      found && found.label !== id ? [': ', { text: found.label, strong: true }, '.'] : [': its name is not loaded.'];
    const isOnLink = linked && isLinked(kind) && offset >= reference.start && offset <= reference.end;
    const press: MeaningLine = isOnLink ? [] : [' ', { press: openWords(kind, id), does: { opens: reference } }];
    return [[`${capital(oneOf(kind))} `, { text: id }, ...name, ...press]];
  });
}

/** What `CurrencyValue` calls an amount is in the smallest unit of its currency. */
function moneyLines(
  { path, kind, record: { path: base } }: Place,
  source: string,
  record: unknown,
  { schema, schemas }: MeaningSources,
): readonly MeaningLine[] {
  if (kind !== 'number' || path.at(-1) !== 'amount' || path.length <= base.length) return [];
  const around = schemaAt(schema, schemas, path.slice(0, -1));
  if (!around || around === 'unknown' || !referencedName(around.declared)?.startsWith('CurrencyValue')) return [];
  const currency = asString(asObject(valueIn(record, path.slice(base.length, -1)))?.['currency_code']);
  return [
    [{ text: `${currency ?? 'USD'} ${unitsOf(source, currency)}` }, ', written in the smallest unit of its currency.'],
  ];
}

/** Of a record what was not asked for; of a property that is empty, that nobody asked for it. */
function requestLines(
  place: Place,
  source: string,
  record: unknown,
  { askable }: MeaningSources,
): readonly MeaningLine[] {
  const {
    path,
    kind,
    record: { path: base },
  } = place;
  if (!askable) return [];
  const name = path.at(-1);
  const isOwn = path.length === base.length + 1 && typeof name === 'string';
  if (isOwn && isEmpty(kind, source) && isUnasked(askable, name)) {
    return [
      [`It was not asked for by `, { code: askable.parameter }, ', so Keap may have left it empty. ', pressFor([name])],
    ];
  }
  if (path.length !== base.length || kind !== 'object') return [];
  const missing = notRequested(askable, Object.keys(asObject(record) ?? {}));
  if (missing.length === 0) return [];
  const names = missing.slice(0, MOST_NAMED).map((each, index): MeaningLine => [index > 0 ? ', ' : '', { code: each }]);
  const more = missing.length - MOST_NAMED;
  return [['Not requested: ', ...names.flat(), more > 0 ? ` and ${more} more. ` : '. ', pressFor(missing)]];
}

function pressFor(names: readonly string[]): MeaningLine[number] {
  return { press: names.length === 1 ? 'Ask for it' : 'Ask for them', does: { requests: names } };
}

function isEmpty(kind: Place['kind'], source: string): boolean {
  return kind === 'null' || source === '""' || /^[[{]\s*[\]}]$/.test(source);
}

function isFieldKind(kind: Kind): boolean {
  return kind.startsWith('customField:');
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The text of a moment as XML-RPC's answers have it, which is an object; empty for any other value. */
function momentIn(source: string): string {
  return /^\{\s*"\$dateTime":\s*"([^"\\]*)"\s*\}$/.exec(source)?.[1] ?? '';
}
