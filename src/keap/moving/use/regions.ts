import type { Language } from './language.ts';

/** Where in a source text something stands. */
export type PlaceKind = 'code' | 'string' | 'comment';

/** A string or a comment, with what delimits it. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly kind: 'string' | 'comment';
}

const LINE_COMMENTS: Readonly<Record<Language, readonly string[]>> = {
  php: ['//', '#'],
  javascript: ['//'],
  python: ['#'],
  ruby: ['#'],
  csharp: ['//'],
  java: ['//'],
};

/** Strings that may hold line breaks, longest delimiter first. */
const QUOTES: Readonly<Record<Language, readonly string[]>> = {
  php: ['"', "'"],
  javascript: ['`', '"', "'"],
  python: ['"""', "'''", '"', "'"],
  ruby: ['"', "'", '`'],
  csharp: ['"""', '@"', '"', "'"],
  java: ['"""', '"', "'"],
};

const LONG: ReadonlySet<string> = new Set(['"""', "'''", '`', '@"']);

/**
 * The strings and comments of a source text, in its order. It knows enough of each language to tell these from code;
 * what is between others, as HTML around PHP, counts as code.
 */
export function regionsOf(text: string, language: Language): readonly Region[] {
  const regions: Region[] = [];
  const slashes = language !== 'python' && language !== 'ruby';
  let inPhp = language !== 'php' || !text.includes('<?');
  for (let at = 0; at < text.length; ) {
    if (language === 'php') {
      if (!inPhp) {
        const open = text.indexOf('<?', at);
        if (open < 0) break;
        at = open + 2;
        inPhp = true;
        continue;
      }
      if (text.startsWith('?>', at)) {
        inPhp = false;
        at += 2;
        continue;
      }
    }
    const end = commentEnd(text, at, language, slashes);
    if (end !== undefined) {
      regions.push({ start: at, end, kind: 'comment' });
      at = end;
      continue;
    }
    const quote = QUOTES[language].find((each) => text.startsWith(each, at));
    if (quote === undefined) {
      at = nextMark(text, at + 1);
      continue;
    }
    const closed = stringEnd(text, at, quote, language);
    regions.push({ start: at, end: closed, kind: 'string' });
    at = closed;
  }
  return regions;
}

/** Where a string, a comment or the end of PHP may begin, from a place on. */
function nextMark(text: string, from: number): number {
  MARK.lastIndex = from;
  return MARK.exec(text)?.index ?? text.length;
}

const MARK = /["'`#/=@?]/g;

function commentEnd(text: string, at: number, language: Language, slashes: boolean): number | undefined {
  if (slashes && text.startsWith('/*', at)) return after(text, '*/', at + 2);
  if (language === 'ruby' && text.startsWith('=begin', at) && (at === 0 || text[at - 1] === '\n')) {
    return after(text, '\n=end', at);
  }
  // `#[` begins an attribute of PHP.
  if (text.startsWith('#[', at) && language === 'php') return undefined;
  return LINE_COMMENTS[language].some((mark) => text.startsWith(mark, at)) ? lineEnd(text, at) : undefined;
}

function stringEnd(text: string, start: number, quote: string, language: Language): number {
  const close = quote === '@"' ? '"' : quote;
  const isLong = LONG.has(quote) || language === 'php' || language === 'ruby';
  const stop = quote === '@"' ? /["\n]/g : /["'`\\\n]/g;
  stop.lastIndex = start + quote.length;
  for (let found = stop.exec(text); found; found = stop.exec(text)) {
    const at = found.index;
    if (found[0] === '\\') stop.lastIndex = at + 2;
    else if (text.startsWith(close, at)) return at + close.length;
    // A quote that stands for something else, as in an English comment, ends with its line.
    else if (!isLong && found[0] === '\n') return at;
  }
  return text.length;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

/** The string or comment at a place; undefined in code. */
export function regionAt(regions: readonly Region[], at: number): Region | undefined {
  let low = 0;
  let high = regions.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const region = regions[middle];
    if (!region) return undefined;
    if (at < region.start) high = middle - 1;
    else if (at >= region.end) low = middle + 1;
    else return region;
  }
  return undefined;
}
