import { fieldType } from '../account/customFilterFields.ts';
import type { Kind } from '../account/kinds.ts';
import { idText, valueIn } from '../account/neighbours.ts';
import type { AccountRecord } from '../account/recordFetch.ts';
import { asObject } from '../json.ts';
import { type AnswerReference, type AnswerReferences, idIn } from './answerReferences.ts';
import type { Place } from './placeAt.ts';

/** What is known of an account without asking: the record of an id. */
export type KnownRecord = (kind: Kind, id: string) => AccountRecord | undefined;

/** A custom field that a place of an answer is about. */
export interface FieldAt {
  readonly kind: Kind;
  readonly id: string;
  /** Whether the place is what the record has in it. */
  readonly isContent: boolean;
}

/** The ids at a place; what a custom field holds is one where its type says so and is known. */
export function pointedAt(
  place: Place,
  source: string,
  record: unknown,
  references: AnswerReferences,
  known: KnownRecord,
): readonly AnswerReference[] {
  const { path, value } = place;
  const field = fieldAt(place, record, references);
  const around = { path: place.record.path, value: record };
  if (!field?.isContent) {
    return references.of(path, source, value.start).filter((each) => references.canOpen(each, path, around));
  }
  const type = fieldType(known(field.kind, field.id)?.field?.type ?? '');
  const id = type === 'USER' || type === 'USER_LIST_BOX' ? idIn(source) : undefined;
  return id === undefined ? [] : [{ kind: 'user', id, start: value.start, end: value.end }];
}

/** The custom field that a place is of: its id, what is in it, or both together. */
export function fieldAt(
  { path, record: { path: base } }: Pick<Place, 'path' | 'record'>,
  record: unknown,
  references: AnswerReferences,
): FieldAt | undefined {
  const [last, before] = [path.at(-1), path.at(-2)];
  const inContent = last === 'content' ? path.slice(0, -1) : before === 'content' ? path.slice(0, -2) : undefined;
  const object = inContent ?? (last === 'id' ? path.slice(0, -1) : path);
  const reference = object.length < base.length ? undefined : references.at([...object, 'id']);
  const field = asObject(valueIn(record, object.slice(base.length)));
  // What describes a field says its label itself.
  if (!reference?.kind.startsWith('customField:') || !field || 'label' in field) return undefined;
  const id = idText(field['id']);
  return id === undefined ? undefined : { kind: reference.kind, id, isContent: inContent !== undefined };
}
