import { asString } from '../../../keap/json.ts';
import { badRequest, notFound, RefusalError } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { notBlank, pickFields } from '../records.ts';
import { reply } from '../reply.ts';
import { type Resource, usual } from '../resource.ts';
import { achieve, contactIn } from './goals.ts';

const WORDPRESS_OPTIONS: Resource = {
  name: 'Opt-in option',
  table: 'wordPressOptions',
  stored: (body, { account }) => {
    const fields = notBlank(pickFields(body, ['key', 'name']), 'name', undefined);
    const key = asString(fields['key']) ?? '';
    if (!/^[A-Za-z0-9]+$/.test(key)) badRequest('key must be letters and digits');
    if (optionWith(account, key)) throw new RefusalError(409, `An opt-in option with key ${key} exists already`);
    return fields;
  },
};

function optionWith({ tables }: Account, key: string): StoredRecord | undefined {
  return [...tables.wordPressOptions].find(({ fields }) => fields['key'] === key);
}

function namedOption(account: Account, { path }: SandboxRequest): StoredRecord {
  const key = path['option_key'] ?? '';
  return optionWith(account, key) ?? notFound(WORDPRESS_OPTIONS.name, key);
}

/** What visitors of a WordPress site may opt in to, and that they did. */
export const WORDPRESS_OPTION_HANDLERS: Handlers = {
  ...usual(WORDPRESS_OPTIONS, {
    list: 'v2:listIntegrationsWordPressOptInOptions',
    create: 'v2:addIntegrationsWordPressOptIn',
  }),
  'v2:deleteIntegrationsWordPressOptIn': (request, account) => {
    account.tables.wordPressOptions.remove(namedOption(account, request).id);
    return reply(request);
  },
  // No success where no automation that runs waits for the option.
  'v2:achieveIntegrationsWordPressOptInGoal': (request, account) => {
    const { key } = namedOption(account, request).fields;
    const contactId = contactIn(account, bodyObject(request)['contact_id']);
    const goals = [...account.tables.automationGoals].filter(({ fields }) => fields['option_key'] === key);
    const results = goals.map((goal) => achieve(account, goal, contactId, request));
    return reply(request, { successful: results.some(({ success }) => success === true) });
  },
};
