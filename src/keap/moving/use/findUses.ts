import type { OperationSummary } from '../../catalog/operation.ts';
import { redactKeys } from '../../safety/keyShapes.ts';
import type { Language } from './language.ts';
import { type PlaceKind, type Region, regionAt, regionsOf } from './regions.ts';
import { methodNear, operationsAt, pathFrom, pathsOf } from './restPath.ts';
import { ISDK_FUNCTIONS, PHP_ACCESSORS, rubyMethod } from './sdkNames.ts';

/** Something in a source text that uses an API before v2. */
export interface Use {
  readonly api: 'xmlrpc' | 'v1';
  /**
   * The operations it may be, by key: one mostly, several where a path is seen and no method. None for an address
   * alone, and for a service whose method is put together when the program runs.
   */
  readonly keys: readonly string[];
  /** What was seen, in words: `ContactService.add`, `/v1/contacts/{}`, an address. */
  readonly name: string;
  readonly place: PlaceKind;
  /** The table of a call of the DataService, where it stands near. */
  readonly table?: string;
  readonly start: number;
  readonly end: number;
  /** From 0. */
  readonly line: number;
  readonly column: number;
  /** Its line as it stands there, cut to what can be read, without keys. */
  readonly text: string;
}

/** What is looked for, from the catalogs. */
export interface KnownNames {
  /** Of v1. */
  readonly operations: readonly Pick<OperationSummary, 'key' | 'method' | 'path'>[];
  /** Names on the wire: `ContactService.add`. */
  readonly methods: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
}

/** A text without one of these holds nothing of interest, and most have none. */
const MAY_USE = /Service\b|Service[.'"(:_]|infusionsoft|keap|xmlrpc|\/rest\/v1|iSDK|->ds[A-Z]/i;

/** What tells that a file is about Keap, so that names which others have, too, are taken for Keap's. */
const ABOUT_KEAP = /infusionsoft|keap|\biSDK\b/i;

/** How many uses of a text are told. */
export const MOST_USES = 1_000;

/** The uses of XML-RPC and of v1 in a source text, in its order, the first {@link MOST_USES} of them. */
export function findUses(text: string, language: Language, known: KnownNames): readonly Use[] {
  if (!MAY_USE.test(text)) return [];
  let regions: readonly Region[] | undefined;
  const source: Source = {
    ...{ text, language, isAboutKeap: ABOUT_KEAP.test(text) },
    // Telling strings from code takes longest, and most files have nothing to tell it for.
    regionAt: (at) => {
      regions ??= regionsOf(text, language);
      return regionAt(regions, at);
    },
  };
  // The first of all are among the first of each.
  const found = [
    ...firstOf(wireNames(source, known)),
    ...sdkCalls(source, known),
    ...firstOf(addresses(source)),
    ...firstOf(restPaths(source, known)),
  ];
  const inOrder = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  const apart = inOrder.filter((use) => {
    const isApart = use.start >= end;
    if (isApart) end = use.end;
    return isApart;
  });
  const starts = apart.length > 0 ? lineStarts(text) : [];
  return apart.slice(0, MOST_USES).map((use) => placed(use, source, starts, known));
}

function firstOf(found: Iterable<Found>): readonly Found[] {
  const first: Found[] = [];
  for (const each of found) if (first.push(each) === MOST_USES) break;
  return first;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

interface Source {
  readonly text: string;
  readonly language: Language;
  readonly regionAt: (at: number) => Region | undefined;
  readonly isAboutKeap: boolean;
}

type Found = Pick<Use, 'api' | 'keys' | 'name' | 'start' | 'end'>;

const call = (name: string, start: number, length: number): Found => ({
  ...{ api: 'xmlrpc', keys: [`xmlrpc:${name}`], name },
  ...{ start, end: start + length },
});

/** `ContactService.add` as it goes over the wire, in strings, in comments, and as a member of a proxy. */
function* wireNames({ text, language, isAboutKeap, ...source }: Source, known: KnownNames): Generator<Found> {
  const services = new Set([...known.methods].map((name) => name.replace(/\..*/, '')));
  for (const match of text.matchAll(/(?<![\w$])([A-Z]\w{0,60}Service)\.(\w{1,60})?/g)) {
    const [whole, service = '', method = ''] = match;
    const name = `${service}.${method}`;
    if (!services.has(service)) continue;
    const region = source.regionAt(match.index);
    if (known.methods.has(name)) {
      const isWhole = region?.kind === 'string' && isQuoted(name, text, region);
      // In the other languages a class of the program's own may be called so.
      const isProxy =
        (language === 'python' || language === 'ruby' || language === 'javascript') && text[match.index - 1] === '.';
      if (isWhole || (isAboutKeap && (region !== undefined || isProxy))) yield call(name, match.index, whole.length);
    } else if (method === '' && region?.kind === 'string' && isAboutKeap) {
      yield { api: 'xmlrpc', keys: [], name: `${service}.…`, start: match.index, end: match.index + whole.length };
    }
  }
}

/** Whether a string says a name and nothing else. It may be as long as its file, so its length is asked first. */
function isQuoted(name: string, text: string, { start, end }: Region): boolean {
  if (end - start > name.length + 2 * LONGEST_QUOTE) return false;
  const inner = text.slice(start, end).replace(/^@/, '');
  return inner.replaceAll(/^["'`]{0,3}|["'`]{0,3}$/g, '') === name;
}

/** In characters, with what may stand before it. */
const LONGEST_QUOTE = 3;

/** Calls of the SDKs that hide the names of methods. */
function sdkCalls(source: Source, known: KnownNames): readonly Found[] {
  const sdks = (SDK_CALLS[source.language] ?? []).filter(({ needsKeap }) => !needsKeap || source.isAboutKeap);
  return sdks.flatMap((sdk) => firstOf(callsBy(sdk, source.text, known)));
}

function* callsBy({ pattern, nameOf }: SdkCall, text: string, known: KnownNames): Generator<Found> {
  for (const match of text.matchAll(pattern)) {
    const name = nameOf(match);
    const at = match.index + match[0].search(/\w/);
    if (name !== undefined && known.methods.has(name))
      yield call(name, at, match[0].trimEnd().length - (at - match.index));
  }
}

interface SdkCall {
  readonly pattern: RegExp;
  readonly needsKeap: boolean;
  readonly nameOf: (match: RegExpMatchArray) => string | undefined;
}

const joined = ([, service, method]: RegExpMatchArray) => `${service}.${method}`;

const SDK_CALLS: Partial<Readonly<Record<Language, readonly SdkCall[]>>> = {
  php: [
    { pattern: /\bInfusionsoft_(\w{1,60}Service)::(\w{1,60})(?=\s{0,20}\()/g, needsKeap: false, nameOf: joined },
    {
      pattern: /->\s{0,20}(\w{1,60})\(\s{0,20}(?:['"]xml['"]\s{0,20})?\)\s{0,200}->\s{0,20}(\w{1,60})(?=\s{0,20}\()/g,
      needsKeap: true,
      nameOf: ([, accessor = '', method]) =>
        Object.hasOwn(PHP_ACCESSORS, accessor) ? `${PHP_ACCESSORS[accessor]}.${method}` : undefined,
    },
    {
      pattern:
        /->\s{0,20}getApi\(\s{0,20}['"](\w{1,60}Service)['"]\s{0,20}\)\s{0,200}->\s{0,20}(\w{1,60})(?=\s{0,20}\()/g,
      needsKeap: false,
      nameOf: joined,
    },
    {
      pattern: /->\s{0,20}(\w{1,60})(?=\s{0,20}\()/g,
      needsKeap: true,
      nameOf: ([, name = '']) => (Object.hasOwn(ISDK_FUNCTIONS, name) ? ISDK_FUNCTIONS[name] : undefined),
    },
  ],
  python: [{ pattern: /\.(\w{1,60}Service)\(\s{0,200}['"](\w{1,60})(?=['"])/g, needsKeap: false, nameOf: joined }],
  ruby: [
    {
      pattern: /\.([a-z]{1,60}(?:_[a-z]{1,60}){1,12})(?=[\s(]|$)/gm,
      needsKeap: true,
      nameOf: ([, name = '']) => rubyMethod(name),
    },
  ],
};

/** Where XML-RPC is called. */
function* addresses({ text }: Source): Generator<Found> {
  for (const match of text.matchAll(/\/(?:crm\/xmlrpc|api\/xmlrpc)(?:\/v1)?(?![\w/])/g)) {
    const isLegacy = match[0].startsWith('/api');
    const before = text.slice(Math.max(0, match.index - 80), match.index);
    // Others have an /api/xmlrpc, too.
    if (isLegacy && !/infusionsoft|keap/.test(before)) continue;
    const host = /[\w.-]*(?::\d{1,5})?$/.exec(before)?.[0].length ?? 0;
    const name = `the address ${isLegacy ? '/api/xmlrpc' : '/crm/xmlrpc/v1'}`;
    yield { api: 'xmlrpc', keys: [], name, start: match.index - host, end: match.index + match[0].length };
  }
}

/** Addresses of v1, with the operations behind them. */
function* restPaths({ text, isAboutKeap }: Source, { operations }: KnownNames): Generator<Found> {
  const paths = pathsOf(operations);
  let told = 0;
  for (const match of text.matchAll(/(\/crm)?\/rest\/v1(?=[/'"`\s?]|$)/gm)) {
    if (match.index < told || (match[1] === undefined && !isAboutKeap)) continue;
    const end = match.index + match[0].length;
    const literal = /^[^'"`\s]*/.exec(text.slice(end, end + 300))?.[0].length ?? 0;
    told = end + literal;
    const path = pathFrom(text, end);
    const found = path === '' ? [] : operationsAt(path, () => methodNear(text, match.index), paths);
    if (path !== '' && found.length === 0) continue;
    const name = path === '' ? 'the address /crm/rest/v1' : `/v1${path}`;
    yield { api: 'v1', keys: found.map(({ key }) => key), name, start: match.index, end: told };
  }
}

function placed(use: Found, { text, regionAt: at }: Source, starts: readonly number[], known: KnownNames): Use {
  const line = lineAt(starts, use.start);
  const start = starts[line] ?? 0;
  const next = starts[line + 1] ?? text.length + 1;
  const table = use.keys[0]?.startsWith('xmlrpc:DataService.') ? tableNear(text, use.end, known.tables) : undefined;
  return {
    ...use,
    place: at(use.start)?.kind ?? 'code',
    ...(table === undefined ? {} : { table }),
    line,
    column: use.start - start,
    text: shownLine(text.slice(start, next - 1), use.start - start),
  };
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The first word in quotes behind a call that is a table, as far as its arguments may go. */
function tableNear(text: string, from: number, tables: ReadonlySet<string>): string | undefined {
  const near = text.slice(from, from + 160);
  const end = near.indexOf(';');
  for (const [, word = ''] of near.slice(0, end < 0 ? undefined : end).matchAll(/['"](\w+)['"]/g))
    if (tables.has(word)) return word;
  return undefined;
}

/** In characters. */
const LONGEST_LINE = 160;

/** How much of a line is looked at for keys, around what is shown. */
const AROUND = 1_000;

/** A line as a report shows it: what lies around the use, with keys of any kind masked. */
function shownLine(line: string, column: number): string {
  const begin = Math.max(0, column - AROUND);
  const near = line.slice(begin, column + AROUND);
  const safe = redactKeys(near).replaceAll(/\b[0-9a-f]{32,}\b/gi, '*****');
  const from = Math.max(0, Math.min(column - begin - 60, safe.length - LONGEST_LINE));
  const cut = safe.slice(from, from + LONGEST_LINE).trim();
  return `${begin + from > 0 ? '…' : ''}${cut}${from + LONGEST_LINE < safe.length ? '…' : ''}`;
}
