/**
 * English titles from operationIds: `listContacts` is *List contacts*, `createAppointmentUsingPOST` *Create
 * appointment*. The rule covers almost all; where an operationId misleads, misspells or repeats another, the
 * title stands in EXCEPTIONS.
 */
export function titleOf(key: string, operationId: string): string {
  return EXCEPTIONS[key] ?? sentence(words(operationId.replace(/(Using[A-Z]+)?(_\d+)?$/, '')));
}

/** A tag as a heading: `AutomationCategory` is *Automation category*, `E-Commerce` stays as it is. */
export function tagTitle(tag: string): string {
  return /[ -]/.test(tag) ? tag : sentence(words(tag));
}

/** Splits camelCase and snake_case, keeping runs of capitals together: `getHTMLBody` is get, HTML, Body. */
function words(identifier: string): string[] {
  return identifier
    .replaceAll('_', ' ')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .split(' ')
    .filter((word) => word !== '');
}

/** Names and abbreviations that keep their capitals. */
const PROPER: Readonly<Record<string, string>> = {
  api: 'API',
  url: 'URL',
  html: 'HTML',
  utm: 'UTM',
  utms: 'UTMs',
  rest: 'REST',
  ids: 'IDs',
  id: 'ID',
};

function sentence(parts: readonly string[]): string {
  const lower = parts.map((word) => PROPER[word.toLowerCase()] ?? word.toLowerCase());
  const text = lower.join(' ').replaceAll('word press', 'WordPress').replaceAll('opt in', 'opt-in');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const EXCEPTIONS: Readonly<Record<string, string>> = {};
