import { TITLE_EXCEPTIONS } from './titleExceptions.ts';

/**
 * English titles from operationIds: `listContacts` is *List contacts*, `createAppointmentUsingPOST` *Create
 * appointment*. The rule covers most; where an operationId misleads, misspells or repeats another, the title
 * stands in `titleExceptions.ts`.
 */
export function titleOf(key: string, operationId: string): string {
  return TITLE_EXCEPTIONS[key] ?? titleByRule(operationId);
}

/** The title by the operationId alone. */
export function titleByRule(operationId: string): string {
  const [, stem = '', method] = /^(.*?)(?:Using([A-Z]+))?(?:_\d+)?$/.exec(operationId) ?? [];
  const parts = words(stem.replace(/V\d$/, ''))
    .map((word) => word.toLowerCase())
    .filter((word) => !ARTICLES.has(word));
  const [verb = '', ...rest] = parts;
  const text = rest
    .join(' ')
    .replace(/^properties on /, '')
    .replace(/ (by .*|id)$/, '');
  return sentence([verb === 'update' && method === 'PUT' ? 'replace' : (VERBS[verb] ?? verb), ...text.split(' ')]);
}

/** A tag as a heading, in Keap's words and capitals: `AutomationCategory` is *Automation Category*. */
export function tagTitle(tag: string): string {
  return words(tag).join(' ');
}

const ARTICLES: ReadonlySet<string> = new Set(['a', 'an', 'the']);

/** One word for one thing, in the tree and in search. */
const VERBS: Readonly<Record<string, string>> = { retrieve: 'get', fetch: 'get', patch: 'update' };

/** Splits camelCase and snake_case, keeping runs of capitals together: `getHTMLBody` is get, HTML, Body. */
function words(identifier: string): string[] {
  return identifier
    .replaceAll('_', ' ')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s\b)[a-z])/g, ' ')
    .split(' ')
    .filter((word) => word !== '');
}

/** Names and abbreviations that keep their capitals. */
const PROPER: Readonly<Record<string, string>> = {
  api: 'API',
  html: 'HTML',
  id: 'ID',
  ids: 'IDs',
  rest: 'REST',
  url: 'URL',
  utm: 'UTM',
  utms: 'UTMs',
};

function sentence(parts: readonly string[]): string {
  const text = parts
    .map((word) => PROPER[word] ?? word)
    .join(' ')
    .replaceAll('word press', 'WordPress')
    .replaceAll('opt in', 'opt-in');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
