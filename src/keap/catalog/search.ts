import { API_LABELS, API_VERSIONS } from './catalogData.ts';
import type { ApiVersion, OperationSummary } from './operation.ts';

/**
 * Finds operations as someone types. Every word of the query must be found in an operation: as the beginning of a
 * word of its title, tag, path, method, operationId, version or of a parameter or property name, or anywhere in
 * its path. A pasted URL or path finds the operations whose path template it fits.
 *
 * Better matches come first: the words as a phrase in the title, then in the title's order, then title before
 * path and tag before names; among equals REST before XML-RPC, the shorter title, v2. Deprecated operations come last.
 */
export class OperationSearch {
  private readonly operations: readonly OperationSummary[];
  private entries: readonly Entry[] | undefined;

  /** @param operations in the order that breaks ties. The index is built with the first query. */
  constructor(operations: readonly OperationSummary[]) {
    this.operations = operations;
  }

  /**
   * The operations that match, best first; all of them, unsorted, for an empty query.
   * @param limit how many at most; default all
   */
  find(query: string, limit = Number.POSITIVE_INFINITY): OperationSummary[] {
    const text = fold(query).trim();
    if (text === '') return this.operations.slice(0, limit);
    this.entries ??= this.operations.map(readEntry);
    const byPath = fitting(this.operations, text);
    const found = new Set(byPath.length < limit ? [...byPath, ...this.byWords(this.entries, text)] : byPath);
    return [...found].slice(0, limit);
  }

  private byWords(entries: readonly Entry[], text: string): OperationSummary[] {
    const words = text.split(/\s+/).map((word) => word.replace(BEFORE_VERSION, ''));
    const hits: Hit[] = [];
    for (const entry of entries) {
      let score = 0;
      for (const word of words) {
        const points = wordPoints(entry, word);
        if (points === 0) {
          score = 0;
          break;
        }
        score += points;
      }
      if (score > 0) hits.push({ entry, score: score + orderPoints(entry, words) });
    }
    return hits.sort(bestFirst).map(({ entry }) => entry.operation);
  }
}

/** An operation as folded words, each with a space before it, so that ` con` finds the beginning of one. */
interface Entry {
  readonly number: number;
  readonly operation: OperationSummary;
  readonly title: string;
  readonly place: string;
  /** From the version on: `crm` and `rest` stand in every path. */
  readonly path: string;
  readonly names: string;
}

interface Hit {
  readonly entry: Entry;
  readonly score: number;
}

/** A word in the title outweighs any number of words elsewhere that a query has; order within it comes on top. */
const POINTS = { name: 1, path: 10, place: 15, title: 100, inOrder: 1_000, phrase: 2_000, start: 3_000 } as const;

function readEntry(operation: OperationSummary, number: number): Entry {
  const { key, method, names, path, tag, title, version } = operation;
  // The one path of XML-RPC tells nothing, and has a v1 in it.
  const shortPath = version === 'xmlrpc' ? '' : path.replace(BEFORE_VERSION, '');
  const operationId = key.slice(key.indexOf(':') + 1);
  // A method of XML-RPC is also known without its service.
  const own = operationId.slice(operationId.indexOf('.') + 1);
  const segments = shortPath.split('/').filter((segment) => !segment.endsWith('}'));
  return {
    number,
    operation,
    title: spaced(title),
    place: spaced(`${method} ${versionWords(version)} ${tag} ${operationId} ${own} ${segments.join(' ')}`),
    path: fold(shortPath),
    names: spaced(names.join(' ')),
  };
}

/** As people type a version; *REST* would find everything else. */
function versionWords(version: ApiVersion): string {
  return version === 'xmlrpc' ? `xmlrpc ${API_LABELS.xmlrpc}` : version;
}

/** Words as written and, after them, their parts: ` listcontacts list contacts`, ` opt-in opt in`. */
function spaced(text: string): string {
  const parts = text.replaceAll(/(?<=[a-z\d])(?=[A-Z])|[_:.-]/g, ' ');
  return fold(parts === text ? ` ${text}` : ` ${text} ${parts}`);
}

/** Without case and accents. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  return /[^ -~]/.test(lower) ? lower.normalize('NFD').replaceAll(/\p{M}/gu, '') : lower;
}

function wordPoints(entry: Entry, word: string): number {
  const start = ` ${word}`;
  if (entry.title.includes(start)) return POINTS.title;
  if (entry.place.includes(start)) return POINTS.place;
  if (entry.path.includes(word)) return POINTS.path;
  return entry.names.includes(start) ? POINTS.name : 0;
}

function orderPoints(entry: Entry, words: readonly string[]): number {
  const phrase = ` ${words.join(' ')}`;
  const at = entry.title.indexOf(phrase);
  if (at >= 0) return at === 0 ? POINTS.start : POINTS.phrase;
  let from = 0;
  for (const word of words) {
    const found = entry.title.indexOf(` ${word}`, from);
    if (found < 0) return 0;
    from = found + 1;
  }
  return POINTS.inOrder;
}

function bestFirst(a: Hit, b: Hit): number {
  return (
    Number(a.entry.operation.deprecated) - Number(b.entry.operation.deprecated) ||
    b.score - a.score ||
    // It ends: whoever has a choice takes REST.
    Number(isCall(a)) - Number(isCall(b)) ||
    a.entry.operation.title.length - b.entry.operation.title.length ||
    newest(a) - newest(b) ||
    a.entry.number - b.entry.number
  );
}

function isCall({ entry }: Hit): boolean {
  return entry.operation.version === 'xmlrpc';
}

function newest({ entry }: Hit): number {
  return API_VERSIONS.indexOf(entry.operation.version);
}

const BEFORE_VERSION = /^\/crm\/rest(?=\/)/;

/** `GET https://host/crm/rest/v2/contacts/1?fields=id`, `/rest/v2/contacts/1`, `v2/contacts/1`, `/contacts/1`. */
const PASTED =
  /^(?:(get|post|put|patch|delete)\s+)?(?:https?:\/\/[^/\s]+)?(?:\/crm)?(?:\/rest)?\/?((?:v\d\/)?[^\s?#]+)/;

/** The operations whose template a URL or path fits, the most literal template first. */
function fitting(operations: readonly OperationSummary[], text: string): OperationSummary[] {
  if (!text.includes('/')) return [];
  const [, method, path = ''] = PASTED.exec(text) ?? [];
  const segments = path.replace(/\/+$/, '').split('/');
  const fits: { operation: OperationSummary; literals: number }[] = [];
  for (const operation of operations) {
    if (method !== undefined && operation.method.toLowerCase() !== method) continue;
    const template = operation.path.replace(BEFORE_VERSION, '').slice(1).split('/');
    // Without a version, the same path in any version.
    if (!/^v\d$/.test(segments[0] ?? '')) template.shift();
    const literals = literalSegments(template, segments);
    if (literals !== undefined) fits.push({ operation, literals });
  }
  return fits.sort((a, b) => b.literals - a.literals).map(({ operation }) => operation);
}

/** How many segments stand in the template word for word; undefined where it does not fit. */
function literalSegments(template: readonly string[], segments: readonly string[]): number | undefined {
  if (template.length !== segments.length) return undefined;
  let literals = 0;
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? '';
    if (!expected.startsWith('{')) {
      if (fold(expected) !== segment) return undefined;
      literals++;
      continue;
    }
    const verb = fold(expected.slice(expected.indexOf('}') + 1));
    const value = segment.slice(0, segment.length - verb.length);
    if (value === '' || !segment.endsWith(verb) || value.includes(':')) return undefined;
    if (verb !== '') literals++;
  }
  return literals;
}
