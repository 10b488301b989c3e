import { notFound } from '../../errors.ts';
import { listParameter } from '../../request.ts';
import type { Handlers } from '../handler.ts';
import { idsIn, notBlank, pickFields } from '../records.ts';
import { reply } from '../reply.ts';
import { type Resource, usual } from '../resource.ts';
import { idList } from './automationParts.ts';

const AUTOMATION_CATEGORIES: Resource = {
  name: 'Automation category',
  table: 'automationCategories',
  stored: (body, { before }) => notBlank(pickFields(body, ['name']), 'name', before),
  shown: ({ id }, { account }) => ({
    automation_count: [...account.tables.automations].filter(({ fields }) =>
      idList(fields['category_ids']).includes(id),
    ).length,
  }),
};

/** What automations are sorted by. */
export const AUTOMATION_CATEGORY_HANDLERS: Handlers = {
  ...usual(AUTOMATION_CATEGORIES, {
    list: 'v2:listCategories',
    create: 'v2:createCategory',
    update: 'v2:patchCategory',
  }),
  // The automations of a category that goes stay, without it.
  'v2:deleteCategories': (request, { tables }) => {
    const { automationCategories, automations } = tables;
    const ids = idsIn(listParameter(request.query, 'ids'), 'ids');
    for (const id of ids) if (!automationCategories.get(id)) notFound('Automation category', id);
    for (const id of ids) automationCategories.remove(id);
    for (const automation of automations) {
      const before = idList(automation.fields['category_ids']);
      const after = before.filter((id) => !ids.includes(id));
      if (after.length < before.length) automations.change(automation, { category_ids: after }, automation.updated);
    }
    return reply(request);
  },
};
