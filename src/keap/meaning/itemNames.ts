import type { Kind } from '../account/kinds.ts';
import { listingOf } from '../account/listing.ts';
import { recordOf } from '../account/recordFetch.ts';
import { recordName } from '../edit/snapshot.ts';

import { asObject, asString } from '../json.ts';
import { plainText } from '../safety/plainText.ts';
import type { NameItem } from './answerOutline.ts';
import { type AnswerReferences, idIn } from './answerReferences.ts';

/** What is known of an id already: the name of its record. */
export type KnownName = (kind: Kind, id: string) => string | undefined;

/** Names items of an answer by what they are: records by their names, ids by what is known of their records. */
export function itemNames(references: Pick<AnswerReferences, 'at'>, known: KnownName): NameItem {
  return (path, source) => {
    if (!source.startsWith('{')) {
      const reference = references.at(path);
      const id = idIn(source);
      return plainText((reference && id !== undefined && known(reference.kind, id)) || '');
    }
    let item: unknown;
    try {
      item = JSON.parse(source);
    } catch {
      return '';
    }
    const object = asObject(item) ?? {};
    const own = references.at([...path, 'id']);
    const id = asString(object['id']) ?? (typeof object['id'] === 'number' ? String(object['id']) : undefined);
    // A custom field says its id alone: its label is the account's.
    const isField = own?.kind.startsWith('customField:') === true && !('label' in object);
    if (isField) return plainText((id !== undefined && known(own.kind, id)) || '');
    const listed = own && recordOf(object, listingOf(own.kind));
    if (listed && listed.label !== listed.id) return plainText(listed.label);
    return recordName(object) || plainText(partName(object));
  };
}

/** What a part of a record is called that is none by itself: `EMAIL1`, `ada@example.com`. */
function partName(object: Readonly<Record<string, unknown>>): string {
  for (const name of ['field', 'email', 'number', 'type', 'key']) {
    const text = asString(object[name]);
    if (text) return text;
  }
  return '';
}
