import { numberText, parseExact } from '../exactJson.ts';
import { asList, asObject, asString } from '../json.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';

/** Tags that a request puts on a contact or takes from it. */
export interface Tagging {
  readonly contact: string;
  readonly tags: readonly string[];
  readonly on: boolean;
}

type Read = (draft: RequestDraft) => readonly string[];

/** The operations that put tags on contacts or take them off; of more than one contact, a call does not tell. */
export const TAGGINGS: Readonly<Record<string, (draft: RequestDraft) => Tagging | undefined>> = {
  'v2:applyTags': tagging(true, inBody('contact_ids'), inPath('tag_id')),
  'v2:removeTags': tagging(false, inBody('contact_ids'), inPath('tag_id')),
  'v1:applyTagsToContactIdUsingPOST': tagging(true, inPath('contactId'), inBody('tagIds')),
  'v1:applyTagToContactIdsUsingPOST': tagging(true, inBody('ids'), inPath('tagId')),
  'v1:removeTagsFromContactUsingDELETE_1': tagging(false, inPath('contactId'), inPath('tagId')),
  'v1:removeTagFromContactIdUsingDELETE': tagging(false, inPath('contactId'), inPath('tagId')),
};

function tagging(on: boolean, contacts: Read, tags: Read) {
  return (draft: RequestDraft): Tagging | undefined => {
    const [contact, ...more] = contacts(draft);
    return contact === undefined || more.length > 0 ? undefined : { contact, tags: tags(draft), on };
  };
}

function inPath(name: string): Read {
  return ({ parameters }) => inputTexts(parameters[parameterId({ in: 'path', name })]);
}

function inBody(name: string): Read {
  return ({ body }) => {
    try {
      const ids = asList(asObject(parseExact(body))?.[name]) ?? [];
      return ids.flatMap((id) => asString(id) ?? numberText(id) ?? []);
    } catch {
      return [];
    }
  };
}
