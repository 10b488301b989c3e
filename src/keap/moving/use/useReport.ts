import type { Catalog, Operation } from '../../catalog/operation.ts';
import { retirementLabel, retirementWords } from '../../catalog/xmlrpc/xmlRpcRetirement.ts';
import { plainText } from '../../safety/plainText.ts';
import { isTableMethod } from '../convertTable.ts';
import { counterpartOf } from '../counterpart.ts';
import { MOST_USES, type Use } from './findUses.ts';

/** A file with what was found in it. */
export interface FileUses {
  /** As shown: relative to its workspace folder. */
  readonly path: string;
  readonly uses: readonly Use[];
}

/** A text with places that lead somewhere. */
export interface Report {
  readonly text: string;
  readonly links: readonly ReportLink[];
}

export interface ReportLink {
  /** From 0, as are the characters. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly to: { readonly file: number; readonly use: Use } | { readonly operation: string };
}

export interface ReportFacts {
  readonly catalogs: Readonly<Record<'v1' | 'v2' | 'xmlrpc', Catalog>>;
  /** How many files were read, and whether those were all. */
  readonly read: number;
  readonly whole: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface Group {
  readonly use: Use;
  readonly places: { readonly file: number; readonly use: Use }[];
}

const PLACES = { code: '', string: '', comment: ' (in a comment)' } as const;

/** What was found as a document to read: by what is called, each with what REST v2 has for it. */
export function useReport(files: readonly FileUses[], facts: ReportFacts): Report {
  const groups = grouped(files);
  const lines: string[] = ['# Use of XML-RPC and REST v1', '', ...summary(files, facts)];
  const links: ReportLink[] = [];
  for (const { use, places } of groups) {
    lines.push('', `## ${nameOf(use)} · ${count(places.length, 'place')}`);
    for (const { text, operation } of meaningOf(use, facts)) {
      const start = operation === undefined ? -1 : text.lastIndexOf(operation.title);
      lines.push('', text);
      if (operation === undefined || start < 0) continue;
      const to = { operation: operation.key };
      links.push({ line: lines.length - 1, start, end: start + operation.title.length, to });
    }
    lines.push('');
    for (const { file, use: each } of places) {
      const place = `${asPath(files[file]?.path ?? '')}:${each.line + 1}:${each.column + 1}`;
      lines.push(`- ${place} ${asCode(plainText(each.text, 200))}${PLACES[each.place]}`);
      links.push({ line: lines.length - 1, start: 2, end: 2 + place.length, to: { file, use: each } });
    }
  }
  return { text: `${lines.join('\n')}\n`, links };
}

/** Text between as many backquotes as keep its own from ending it. */
function asCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** The path of a file as text of Markdown: what could begin a link or code in it stands for itself. */
function asPath(path: string): string {
  return plainText(path, 200).replaceAll(/[[\]<>`\\]/g, '\\$&');
}

function summary(files: readonly FileUses[], { read, whole, now }: ReportFacts): string[] {
  const found = files.flatMap(({ uses }) => uses);
  const cut = files.filter(({ uses }) => uses.length >= MOST_USES).map(({ path }) => asPath(path));
  const of = (api: Use['api']) => count(found.filter((use) => use.api === api).length, 'use');
  return [
    `${of('xmlrpc')} of XML-RPC and ${of('v1')} of REST v1 in ${count(files.length, 'file')}; ${count(read, 'file')} read${whole ? '' : ', not all of them'}.`,
    ...(cut.length > 0
      ? [
          '',
          `Of a file, the first ${MOST_USES.toLocaleString('en-US')} uses are listed: ${cut.slice(0, 10).join(', ')}${cut.length > 10 ? ' and others' : ''} may have more.`,
        ]
      : []),
    '',
    `${retirementWords(now)} REST v1 goes on, and gets no new operations.`,
  ];
}

/** By what is used: XML-RPC before v1, most places first. */
function grouped(files: readonly FileUses[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [file, { uses }] of files.entries()) {
    for (const use of uses) {
      const id = `${use.api} ${use.keys.join(' ') || use.name} ${use.table ?? ''}`;
      const group = groups.get(id) ?? { use, places: [] };
      groups.set(id, group);
      group.places.push({ file, use });
    }
  }
  const rank = ({ use }: Group) => Number(use.api === 'v1') * 2 + Number(use.keys.length === 0);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.places.length - a.places.length);
}

/** What was seen, with the table it is about. */
function nameOf({ name, table }: Use): string {
  return plainText(`${name.charAt(0).toUpperCase()}${name.slice(1)}${table === undefined ? '' : ` of ${table}`}`, 120);
}

interface MeaningLine {
  readonly text: string;
  /** Named in the text by its title. */
  readonly operation?: Operation;
}

/** What REST v2 has for a use, a line for each operation it may be. */
function meaningOf(use: Use, { catalogs }: ReportFacts): readonly MeaningLine[] {
  if (use.keys.length === 0) {
    const words = use.name.endsWith('…')
      ? 'The method is put together when the program runs: look there for its name.'
      : 'Where requests go: whatever is sent here has to move.';
    return [{ text: words }];
  }
  return use.keys.flatMap((key): MeaningLine[] => {
    const operation = catalogs[use.api].operations.find((each) => each.key === key);
    if (!operation) return [];
    if (isTableMethod(operation.operationId) && use.table === undefined) {
      return [{ text: `${operation.title} → its counterpart depends on the table.` }];
    }
    const found = counterpart(operation, use, catalogs.v2);
    const own = use.api === 'v1' ? `${operation.method} ${operation.title}` : operation.title;
    if ('none' in found) return [{ text: `${own} → no counterpart. ${found.none}` }];
    const { title, method, path } = found.operation;
    return [
      { text: `${own} → REST v2: ${title} · ${method} ${path.replace('/crm/rest', '')}`, operation: found.operation },
    ];
  });
}

function counterpart(operation: Operation, { table }: Use, v2: Catalog) {
  const parameters: Record<string, string> = table === undefined ? {} : { 'argument:table': table };
  return counterpartOf(operation, v2, { operationKey: operation.key, parameters, body: '', files: {} });
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

const COLUMNS = ['file', 'line', 'column', 'api', 'use', 'table', 'place', 'v2', 'note'];

/** What a use is and what REST v2 has for it, in a sentence or two. */
export function useSentence(use: Use, { catalogs, now }: Pick<ReportFacts, 'catalogs' | 'now'>): string {
  const api = use.api === 'v1' ? 'REST v1' : `XML-RPC, which ${retirementLabel(now)}`;
  const titles = use.keys.flatMap((key) => {
    const operation = catalogs[use.api].operations.find((each) => each.key === key);
    const found = operation && counterpart(operation, use, catalogs.v2);
    if (!found) return [];
    return 'operation' in found
      ? [found.operation.title]
      : isTableMethod(operation.operationId) && !use.table
        ? []
        : [found.none];
  });
  const words = [...new Set(titles)];
  const says =
    words.length === 1 && /^REST v2/.test(words[0] ?? '')
      ? ` ${words[0]}`
      : words.length > 0
        ? ` In REST v2: ${words.join(', ')}.`
        : '';
  return `${nameOf(use)} is of ${api}.${says}`;
}

/** What was found as rows for a table, the names of their columns first. */
export function useRows(files: readonly FileUses[], { catalogs }: Pick<ReportFacts, 'catalogs'>): string[][] {
  const rows = files.flatMap(({ path, uses }) =>
    uses.map((use) => {
      const found = use.keys.flatMap((key) => {
        const operation = catalogs[use.api].operations.find((each) => each.key === key);
        return operation ? [counterpart(operation, use, catalogs.v2)] : [];
      });
      const keys = found.flatMap((each) => ('operation' in each ? [each.operation.operationId] : []));
      const notes = found.flatMap((each) => ('none' in each ? [each.none] : []));
      const { line, column, api, name, table = '', place } = use;
      return [path, String(line + 1), String(column + 1), api, name, table, place, keys.join(' '), notes.join(' ')];
    }),
  );
  return [COLUMNS, ...rows];
}
