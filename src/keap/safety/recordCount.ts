import type { Operation } from '../catalog/operation.ts';
import { asList, asObject, parseJson } from '../json.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';

/**
 * How many records a request names: the ids in a list of its body or query, else the one its path names or its body
 * makes. Undefined where the request does not tell, such as a deletion by filter.
 */
export function recordCount(operation: Operation, draft: RequestDraft): number | undefined {
  const listed = idsInBody(draft) ?? idsInQuery(operation, draft);
  if (listed !== undefined) return listed;
  if (/\{[^}]+\}(:[^/]*)?$/.test(operation.path)) return 1;
  return operation.effect === 'creates' ? 1 : undefined;
}

/** Names of lists that hold records or their ids: `contact_ids`, `ids`, `tagIds`, `contacts`, `emails`. */
const LISTS = /(^|_)ids$|Ids$|^(contacts|emails|email_addresses|automations)$/;

function idsInBody({ body }: RequestDraft): number | undefined {
  const parsed = parseJson(body);
  const value = 'value' in parsed ? parsed.value : undefined;
  const whole = asList(value);
  if (whole) return whole.length;
  const lists = Object.entries(asObject(value) ?? {}).flatMap(([name, member]) =>
    LISTS.test(name) ? (asList(member)?.length ?? []) : [],
  );
  return lists.length > 0 ? Math.max(...lists) : undefined;
}

function idsInQuery({ parameters }: Operation, draft: RequestDraft): number | undefined {
  const counts = parameters
    .filter((parameter) => parameter.in === 'query' && LISTS.test(parameter.name))
    .map((parameter) => inputTexts(draft.parameters[parameterId(parameter)]).flatMap((text) => text.split(',')).length);
  return Math.max(0, ...counts) || undefined;
}
