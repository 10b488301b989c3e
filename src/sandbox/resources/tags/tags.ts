import type { Fields } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { idIn, notBlank, pickFields } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, usual, viewOf, type Writing } from '../resource.ts';

function namedFields(body: Fields, { before }: Writing): Fields {
  return notBlank(pickFields(body, ['name', 'description']), 'name', before);
}

/** Tags as v2 shows them. */
export const TAGS: Resource = {
  name: 'Tag',
  table: 'tags',
  readers: { tag_ids: ({ id }) => id },
  stored: (body, writing) => {
    const fields = namedFields(body, writing);
    const { category } = body;
    if (category === undefined) return fields;
    const category_id = category === null ? null : (idIn(category) ?? '?');
    return { ...fields, ...withReferences({ category_id }, writing.account, { category_id: 'tagCategories' }) };
  },
  shown: ({ fields }) => ({
    category: fields['category_id'] === undefined ? undefined : { id: fields['category_id'] },
  }),
  removed: ({ id }, account) => {
    account.relations.contactTags.forgetRight(id);
    account.relations.companyTags.forgetRight(id);
  },
};

/** Their categories, the same in both versions. */
export const TAG_CATEGORIES: Resource = {
  name: 'Tag category',
  table: 'tagCategories',
  stored: namedFields,
  // The tags of a category that goes stay, without one.
  removed: ({ id }, account) => {
    const { tags } = account.tables;
    for (const tag of tags) {
      if (tag.fields['category_id'] === id) tags.change(tag, { category_id: undefined }, tag.updated);
    }
  },
};

/** Tags as v1 shows them, with all of their category. */
export const TAGS_V1: Resource = {
  ...TAGS,
  queryV1: {
    equals: { category: ({ fields }) => Number(fields['category_id']), name: ({ fields }) => String(fields['name']) },
  },
  shown: ({ fields }, showing) => {
    const category = showing.account.tables.tagCategories.get(Number(fields['category_id']));
    return { category: category && viewOf(TAG_CATEGORIES, category, showing) };
  },
};

/** Tags and their categories. */
export const TAG_HANDLERS: Handlers = {
  ...usual(TAGS, {
    list: 'v2:listTags',
    create: 'v2:createTag',
    get: 'v2:getTag',
    update: 'v2:updateTag',
    delete: 'v2:deleteTag',
  }),
  ...usual(TAG_CATEGORIES, {
    list: 'v2:listTagCategories',
    create: 'v2:createTagCategory',
    get: 'v2:getCategory',
    update: 'v2:updateTagCategory',
    delete: 'v2:deleteTagCategory',
  }),
  ...usual(TAGS_V1, { list: 'v1:listTagsUsingGET', create: 'v1:createTagUsingPOST', get: 'v1:getTagUsingGET' }),
  ...usual(TAG_CATEGORIES, { create: 'v1:createTagCategoryUsingPOST' }),
};
