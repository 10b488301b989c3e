import type { OperationSummary } from '../catalog/operation.ts';
import { markdownText } from '../safety/markdownText.ts';
import type { ApiChanges, Change, OperationChange, SchemaChange } from './change.ts';
import { countWords, isUnchanged, versionWords } from './changeWords.ts';

/** Operations that are named with a schema; of the others, how many. */
const MOST_NAMED = 6;

/** What is compared. */
export interface ReportSides {
  /** In words of ours: `the one that comes with the extension`. */
  readonly before: string;
  /** Where the other comes from: a server, or a file that anyone may have named. */
  readonly source: string;
  /** The day it was read, as people say it. */
  readonly day: string;
}

/**
 * Changes as a document to read, in Markdown: what may break first, then what is new by group, then everything else.
 * Whatever comes from the description, or is its name, stands in code or as escaped text, so none of it is markup.
 */
export function changeReport(changes: ApiChanges, { before, source, day }: ReportSides): string {
  const { operations, schemas } = changes;
  const sides = `The description from ${code(source)}, ${day}, compared with ${before}.`;
  const head = `# Changes of ${versionWords(changes)}\n\n${sides}`;
  if (isUnchanged(changes)) return `${head}\n\nNothing has changed.\n`;
  const gone = operations.filter(({ kind }) => kind === 'removed');
  const changed = operations.filter(({ kind }) => kind === 'changed');
  const broken = [
    ...changed.flatMap((each) => operationItem(each, isBreaking)),
    ...schemas.flatMap((each) => schemaItem(each, isBreaking)),
  ];
  const harmless = [
    ...changed.flatMap((each) => operationItem(each, (change) => !change.breaking)),
    ...schemas.flatMap((each) => schemaItem(each, (change) => !change.breaking)),
  ];
  const sections = [
    section('May break requests or code', [
      ...gone.map(({ operation }) => `- ${named(operation)}: removed`),
      ...broken,
    ]),
    newOperations(operations.filter(({ kind }) => kind === 'new').map(({ operation }) => operation)),
    section('Other changes', harmless),
  ];
  return `${[head, `${countWords(changes)}.`, ...sections.filter((text) => text !== '')].join('\n\n')}\n`;
}

const isBreaking = (change: Change) => change.breaking;

function section(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `## ${title}\n\n${items.join('\n')}`;
}

function newOperations(operations: readonly OperationSummary[]): string {
  if (operations.length === 0) return '';
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const groups = tags.map((tag) => {
    const lines = operations.filter((each) => each.tag === tag).map((each) => `- ${named(each)}, ${each.effect}`);
    return `### ${markdownText(tag)}\n\n${lines.join('\n')}`;
  });
  return `## New operations\n\n${groups.join('\n\n')}`;
}

function operationItem({ operation, changes }: OperationChange, shown: (change: Change) => boolean): string[] {
  const lines = changes.filter(shown).map(changeLine);
  return lines.length === 0 ? [] : [`- ${named(operation)}`, ...lines];
}

function schemaItem({ name, changes, asked, answered }: SchemaChange, shown: (change: Change) => boolean): string[] {
  const lines = changes.filter(shown).map(changeLine);
  if (lines.length === 0) return [];
  const uses = [usedIn('requests of', asked), usedIn('answers of', answered)].filter((words) => words !== '');
  return [`- Schema ${code(name)}, in ${uses.join(' and ')}`, ...lines];
}

function usedIn(words: string, keys: readonly string[]): string {
  if (keys.length === 0) return '';
  const ids = keys.slice(0, MOST_NAMED).map((key) => code(key.slice(key.indexOf(':') + 1)));
  const more = keys.length - ids.length;
  return `${words} ${ids.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function changeLine({ where, words }: Change): string {
  return `  - ${where === '' ? '' : `${placeWords(where)}: `}${markdownText(words)}`;
}

/** Only names are code: query parameter `page_size`, answer 200. */
function placeWords(where: string): string {
  const [, words = '', name = ''] = /^(\w+ parameter |filter field )?(.*)$/.exec(where) ?? [];
  return words === '' && /^(operation|body|answer \d+|filter|order|fields to ask for)$/.test(name)
    ? name
    : `${words}${code(name)}`;
}

function named({ title, method, path }: OperationSummary): string {
  return `**${markdownText(title)}** ${code(`${method} ${path.replace(/^\/crm\/rest/, '')}`)}`;
}

function code(text: string): string {
  return /^[^`\n\r]+$/.test(text) ? `\`${text}\`` : markdownText(text);
}
