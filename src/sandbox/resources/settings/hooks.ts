import { randomUUID } from 'node:crypto';
import { KNOWN_EVENT_KEYS } from '../../../keap/hooks/hookEvents.ts';
import { badRequest, notFound } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { notBlank, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import { shakeHands } from './handshake.ts';

function hookOf({ path }: SandboxRequest, { tables }: Account): StoredRecord {
  const key = path['key'] ?? '';
  return tables.hooks.get(Number(key)) ?? notFound('Hook', key);
}

function shown({ id, fields }: StoredRecord): Fields {
  return { key: id, eventKey: fields['event_key'], hookUrl: fields['hook_url'], status: fields['status'] };
}

/** What a body says of a hook. @throws RefusalError 400 for an event nobody knows and for what is no web address */
function stored(request: SandboxRequest, before: StoredRecord | undefined): Fields {
  const body = bodyObject(request);
  for (const name of ['eventKey', 'hookUrl']) notBlank(body, name, before);
  const { eventKey = before?.fields['event_key'], hookUrl = before?.fields['hook_url'] } = body;
  if (!KNOWN_EVENT_KEYS.includes(String(eventKey))) badRequest(`eventKey '${eventKey}' is not one of the event keys`);
  if (!/^https?:$/.test(URL.parse(String(hookUrl))?.protocol ?? '')) badRequest('hookUrl must be a web address');
  return { event_key: eventKey, hook_url: hookUrl };
}

/**
 * Asks a hook's server to send a new secret back. The answer to whoever asked does not wait for that: the hook is
 * verified once it comes, unless it was changed or asked again meanwhile.
 */
function verify(hook: StoredRecord, { tables }: Account, request: SandboxRequest): StoredRecord {
  const secret = randomUUID();
  const asked = tables.hooks.change(hook, { secret }, timeOf(request));
  void shakeHands(String(asked.fields['hook_url']), secret).then((isSame) => {
    const now = tables.hooks.get(hook.id);
    if (isSame && now?.fields['secret'] === secret) confirm(now, tables.hooks, request);
  });
  return asked;
}

function confirm(hook: StoredRecord, hooks: Account['tables']['hooks'], request: SandboxRequest): StoredRecord {
  return hooks.change(hook, { status: 'Verified', secret: undefined }, timeOf(request));
}

/** Subscriptions to what happens; v1 alone has them. `hooks/hookDeliveries.ts` tells them of it. */
export const HOOK_HANDLERS: Handlers = {
  'v1:list_stored_hook_subscriptions': (request, { tables }) => reply(request, [...tables.hooks].map(shown)),
  'v1:create_a_hook_subscription': (request, account) => {
    const fields = { ...stored(request, undefined), status: 'Unverified' };
    return reply(request, shown(verify(account.tables.hooks.insert(fields, timeOf(request)), account, request)));
  },
  'v1:retrieve_a_hook_subscription': (request, account) => reply(request, shown(hookOf(request, account))),
  // A hook that leads elsewhere has to be verified again.
  'v1:update_a_hook_subscription': (request, account) => {
    const before = hookOf(request, account);
    const fields = stored(request, before);
    const isMoved = fields['hook_url'] !== before.fields['hook_url'];
    const status = isMoved ? 'Unverified' : before.fields['status'];
    const hook = account.tables.hooks.change(before, { ...fields, status }, timeOf(request));
    return reply(request, shown(isMoved ? verify(hook, account, request) : hook));
  },
  'v1:delete_a_hook_subscription': (request, account) => {
    account.tables.hooks.remove(hookOf(request, account).id);
    return reply(request);
  },
  'v1:verify_a_hook_subscription': (request, account) =>
    reply(request, shown(verify(hookOf(request, account), account, request))),
  // Keap declares no refusal of a wrong secret; the status tells.
  'v1:verify_a_hook_subscription_delayed': (request, account) => {
    const hook = hookOf(request, account);
    const isSame = hook.fields['secret'] !== undefined && request.headers['x-hook-secret'] === hook.fields['secret'];
    return reply(request, shown(isSame ? confirm(hook, account.tables.hooks, request) : hook));
  },
};

/** What there is to subscribe to, the same for every account. */
export const FIXED_HOOK_HANDLERS: Handlers = {
  'v1:list_hook_event_types': (request) => reply(request, KNOWN_EVENT_KEYS),
};
