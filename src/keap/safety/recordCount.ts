import type { Operation } from '../catalog/operation.ts';
import { usesValuesTo } from '../catalog/xmlrpc/onTable.ts';
import { asList, asObject, parseJson } from '../json.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';

/** How many records, and what one of them is called: `contact`, `order item`, or plainly `record`. */
export interface Records {
  readonly count: number;
  readonly thing: string;
}

/**
 * How many records a request names: the ids in a list of its body, query or arguments, else the one its path or an
 * argument names or its body makes. Undefined where the request does not tell, such as a deletion by filter.
 */
export function recordCount(operation: Operation, draft: RequestDraft): Records | undefined {
  if (operation.call) return ofArguments(operation, draft);
  const listed = idsInBody(draft) ?? idsInQuery(operation, draft);
  if (listed !== undefined) return listed;
  const [, name, verb] = /\{([^{}]+)\}(:[^/]*)?$/.exec(operation.path) ?? [];
  if (name !== undefined) return { count: 1, thing: verb === undefined ? thingOf(name) : 'record' };
  return operation.effect === 'creates' ? { count: 1, thing: 'record' } : undefined;
}

/** A number of records as people say it. */
export function recordWords(records: Records | undefined): string {
  if (!records) return 'an unknown number of records';
  const { count, thing } = records;
  if (count === 1) return `1 ${thing}`;
  const plural = /[^aeiou]y$/.test(thing) ? `${thing.slice(0, -1)}ies` : /ss$/.test(thing) ? `${thing}es` : `${thing}s`;
  return `${count.toLocaleString('en')} ${plural}`;
}

/** Names of lists that hold records or their ids: `contact_ids`, `ids`, `tagIds`, `contacts`, `emails`. */
const LISTS = /(^|_)ids$|Ids$|^(contacts|emails|email_addresses|automations)$/;

/** What the name of an id or of a list calls a record: `contact_ids`, `contactId` and `contacts` are of a contact. */
function thingOf(name: string): string {
  const words = name
    .replace(/(^|_)ids?$|Ids?$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
    .replace(/(ss)es$|s$/, '$1');
  return /^(key|option key|)$/.test(words) ? 'record' : words;
}

/** A method of XML-RPC: what its arguments name, the longest list first. What makes a record makes one. */
function ofArguments(operation: Operation, draft: RequestDraft): Records | undefined {
  const named = operation.parameters.flatMap((parameter) => {
    const { argument, name } = parameter;
    const ids = argument?.refersTo ? idsOf(inputTexts(draft.parameters[parameterId(parameter)])) : [];
    return ids.length > 0
      ? [{ count: ids.length, thing: thingOf(name.replace(/List$/, 'Ids').replace(/\d+$/, '')) }]
      : [];
  });
  if (operation.effect === 'creates' || makesRow(operation)) return { count: 1, thing: 'record' };
  return most(named);
}

/** The items of a list that was filled in one by one or as JSON, or the one id. */
function idsOf(texts: readonly string[]): readonly unknown[] {
  const [text = ''] = texts;
  const parsed = texts.length === 1 ? parseJson(text) : undefined;
  return (parsed && 'value' in parsed ? asList(parsed.value) : undefined) ?? texts;
}

function idsInBody({ body }: RequestDraft): Records | undefined {
  const parsed = parseJson(body);
  const value = 'value' in parsed ? parsed.value : undefined;
  const whole = asList(value);
  if (whole) return { count: whole.length, thing: 'record' };
  return most(
    Object.entries(asObject(value) ?? {}).flatMap(([name, member]) => {
      const list = LISTS.test(name) ? asList(member) : undefined;
      // The addresses of one contact are objects and no records; those to be opted out are texts.
      const isOwn = name === 'email_addresses' && list?.every((item) => asObject(item) !== undefined);
      return list && !isOwn ? { count: list.length, thing: thingOf(name) } : [];
    }),
  );
}

function idsInQuery({ parameters }: Operation, draft: RequestDraft): Records | undefined {
  const lists = parameters.flatMap((parameter) => {
    if (parameter.in !== 'query' || !LISTS.test(parameter.name)) return [];
    const ids = inputTexts(draft.parameters[parameterId(parameter)]).flatMap((text) => text.split(','));
    return ids.length > 0 ? { count: ids.length, thing: thingOf(parameter.name) } : [];
  });
  return most(lists);
}

function most(lists: readonly Records[]): Records | undefined {
  return lists.reduce<Records | undefined>((best, list) => (best && best.count >= list.count ? best : list), undefined);
}

/** Whether a method adds the row that its values describe, whatever that does besides. */
function makesRow(operation: Operation): boolean {
  const hasValues = operation.parameters.some(({ argument }) => argument?.role === 'values');
  return hasValues && usesValuesTo(operation) === 'A';
}
