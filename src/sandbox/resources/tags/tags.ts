import type { Answer } from '../../answer.ts';
import { badRequest } from '../../errors.ts';
import type { Readers } from '../../query/select.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { compact, idIn, masked, recordOf, referredId, sameText, timeOf, v1List, v2List } from '../records.ts';

/** How tags and categories are filtered and sorted. */
export const TAG_READERS: Readers<StoredRecord> = {
  name: ({ fields }) => String(fields['name'] ?? ''),
  description: ({ fields }) => String(fields['description'] ?? ''),
  category_id: ({ fields }) => Number(fields['category_id']) || undefined,
  tag_ids: ({ id }) => id,
  create_time: ({ created }) => created,
  update_time: ({ updated }) => updated,
  since_create_time: ({ created }) => created,
  until_create_time: ({ created }) => created,
  since_update_time: ({ updated }) => updated,
  until_update_time: ({ updated }) => updated,
};

/** A tag as v2 shows it. */
export function tagV2({ id, fields, created, updated }: StoredRecord): Fields {
  const { name, description, category_id } = fields;
  const category = category_id === undefined ? undefined : { id: String(category_id) };
  return compact({ id: String(id), name, description, category, create_time: created, update_time: updated });
}

function tagV1(account: Account, { id, fields }: StoredRecord): Fields {
  const category = account.tagCategories.get(Number(fields['category_id']));
  const { name, description } = fields;
  return compact({ id, name, description, category: category && categoryV1(category) });
}

function categoryV2({ id, fields, created, updated }: StoredRecord): Fields {
  return compact({ id: String(id), ...fields, create_time: created, update_time: updated });
}

function categoryV1({ id, fields }: StoredRecord): Fields {
  return compact({ id, ...fields });
}

/** Name and description of a body; a new record needs the name. */
function named(request: SandboxRequest, isNew: boolean): Fields {
  const body = bodyObject(request);
  const values = masked(body, request);
  if (isNew || Object.hasOwn(values, 'name')) {
    if (typeof values['name'] !== 'string' || values['name'].trim() === '') badRequest('name is required');
  }
  return Object.fromEntries(['name', 'description'].filter((key) => key in values).map((key) => [key, values[key]]));
}

function tagFields(request: SandboxRequest, account: Account, isNew: boolean): Fields {
  const { category } = masked(bodyObject(request), request);
  if (category === undefined) return named(request, isNew);
  const category_id =
    category === null ? null : referredId(account.tagCategories, idIn(category) ?? '?', 'category.id');
  return { ...named(request, isNew), category_id };
}

function createTag(request: SandboxRequest, account: Account): StoredRecord {
  return account.tags.insert(tagFields(request, account, true), timeOf(request));
}

function createCategory(request: SandboxRequest, account: Account): StoredRecord {
  return account.tagCategories.insert(named(request, true), timeOf(request));
}

function listV1(request: SandboxRequest, account: Account): Answer {
  const category = request.query.get('category');
  const name = request.query.get('name');
  const found = account.tags
    .all()
    .filter(({ fields }) => !category || fields['category_id'] === Number(category))
    .filter(({ fields }) => !name || sameText(fields['name'], name));
  return v1List(request, found, 'tags', (tag) => tagV1(account, tag));
}

/** Tags and their categories. */
export const TAG_HANDLERS: Handlers = {
  'v2:listTags': (request, account) => v2List(request, account.tags.all(), { readers: TAG_READERS }, 'tags', tagV2),
  'v2:createTag': (request, account) => ({ status: 201, json: tagV2(createTag(request, account)) }),
  'v2:getTag': (request, account) => ({ status: 200, json: tagV2(recordOf(account.tags, 'Tag', request, 'tag_id')) }),
  'v2:updateTag': (request, account) => {
    const tag = recordOf(account.tags, 'Tag', request, 'tag_id');
    return { status: 200, json: tagV2(account.tags.change(tag, tagFields(request, account, false), timeOf(request))) };
  },
  'v2:deleteTag': (request, account) => {
    account.removeTag(recordOf(account.tags, 'Tag', request, 'tag_id').id);
    return { status: 204 };
  },
  'v2:listTagCategories': (request, account) =>
    v2List(request, account.tagCategories.all(), { readers: TAG_READERS }, 'tag_categories', categoryV2),
  'v2:createTagCategory': (request, account) => ({ status: 201, json: categoryV2(createCategory(request, account)) }),
  'v2:getCategory': (request, account) => ({
    status: 200,
    json: categoryV2(recordOf(account.tagCategories, 'Tag category', request, 'tag_category_id')),
  }),
  'v2:updateTagCategory': (request, account) => {
    const category = recordOf(account.tagCategories, 'Tag category', request, 'tag_category_id');
    const changed = account.tagCategories.change(category, named(request, false), timeOf(request));
    return { status: 200, json: categoryV2(changed) };
  },
  'v2:deleteTagCategory': (request, account) => {
    const { id } = recordOf(account.tagCategories, 'Tag category', request, 'tag_category_id');
    account.removeTagCategory(id, timeOf(request));
    return { status: 204 };
  },
  'v1:listTagsUsingGET': listV1,
  'v1:createTagUsingPOST': (request, account) => ({ status: 200, json: tagV1(account, createTag(request, account)) }),
  'v1:getTagUsingGET': (request, account) => ({
    status: 200,
    json: tagV1(account, recordOf(account.tags, 'Tag', request, 'id')),
  }),
  'v1:createTagCategoryUsingPOST': (request, account) => ({
    status: 200,
    json: categoryV1(createCategory(request, account)),
  }),
};
