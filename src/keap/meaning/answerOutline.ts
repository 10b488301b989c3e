import type { JsonPath } from '../request/body/jsonTree.ts';
import { placeWords } from './jsonPathWords.ts';
import { type JsonWalk, stringOf } from './jsonWalk.ts';
import type { Span, WalkedText } from './placeAt.ts';
import { walkInSlices } from './walkInSlices.ts';

/** A value of an answer as the outline shows it. */
export interface OutlineEntry extends Span {
  /** `contacts[3] Ada Lovelace`, `given_name`. */
  readonly name: string;
  /** A scalar as it is, cut short; how many items a list has. */
  readonly detail: string;
  readonly kind: JsonWalk['kind'];
  /** What is marked when it is chosen: a property's name, or a value's beginning. */
  readonly mark: Span;
  readonly children: readonly OutlineEntry[];
}

/** The name of an item, given the text of the object or scalar that it is; empty where it has none. */
export type NameItem = (path: JsonPath, source: string) => string;

/** How many entries an outline has at most. */
const MOST_ENTRIES = 12_000;
/** The outermost properties and the records of a list are shown however many there are. */
const LEAST_LEVELS = 2;
/** Nothing that Keap answers is deeper. */
const MOST_LEVELS = 20;
const LONGEST_DETAIL = 60;
/** A larger item is not read for its name. */
const LARGEST_ITEM = 1 << 16;

interface Opened {
  readonly entry: Writable<OutlineEntry> & { readonly children: OutlineEntry[] };
  readonly path: JsonPath;
  readonly start: number;
  items: number;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/**
 * The outline of a JSON text: as many levels as fit, and of the records as many as fit. Undefined when `signal` ended
 * the work.
 */
export async function answerOutline(
  text: WalkedText,
  nameItem: NameItem,
  signal: AbortSignal,
): Promise<readonly OutlineEntry[] | undefined> {
  const levels = await levelsThatFit(text, signal);
  if (levels === undefined) return undefined;
  const building = new Building(text, levels, nameItem);
  const ended = await walkInSlices(text.walk(), (walk) => building.take(walk), signal);
  return ended ? building.end() : undefined;
}

/** How many levels have together no more entries than an outline may. */
async function levelsThatFit(text: WalkedText, signal: AbortSignal): Promise<number | undefined> {
  const counts: number[] = [];
  const count = ({ event, depth }: JsonWalk): boolean => {
    if (event !== 'close' && depth > 0) counts[depth - 1] = (counts[depth - 1] ?? 0) + 1;
    return true;
  };
  if (!(await walkInSlices(text.walk(), count, signal))) return undefined;
  let sum = 0;
  const fitting = counts.findIndex((each) => {
    sum += each;
    return sum > MOST_ENTRIES;
  });
  return Math.min(MOST_LEVELS, Math.max(LEAST_LEVELS, fitting < 0 ? counts.length : fitting));
}

class Building {
  private readonly text: WalkedText;
  private readonly levels: number;
  private readonly nameItem: NameItem;
  private readonly roots: OutlineEntry[] = [];
  private readonly open: Opened[] = [];
  private left = MOST_ENTRIES;

  constructor(text: WalkedText, levels: number, nameItem: NameItem) {
    this.text = text;
    this.levels = levels;
    this.nameItem = nameItem;
  }

  take(walk: JsonWalk): boolean {
    const { event, depth } = walk;
    const around = this.open.at(-1);
    if (event === 'close') {
      if (around?.start === walk.start) this.close(around, walk.end);
    } else if (depth > 0) {
      const isInside = this.open.length === depth - 1;
      if (isInside && around) around.items++;
      // What comes behind a long list still has its place.
      if (isInside && depth <= this.levels && (depth === 1 || this.left-- > 0)) this.add(walk);
    }
    return true;
  }

  /** Closes what a text that is cut off left open. */
  end(): readonly OutlineEntry[] {
    for (let around = this.open.at(-1); around; around = this.open.at(-1)) this.close(around, this.text.length);
    return this.roots;
  }

  private add({ event, kind, start, end, nameStart, nameEnd, path, source: written }: JsonWalk): void {
    const mark = nameEnd > nameStart ? { start: nameStart, end: nameEnd } : { start, end };
    const source = event === 'scalar' ? written.slice(0, LARGEST_ITEM) : '';
    const entry = { name: nameAt(path), detail: shortened(source), kind, mark, start: mark.start, end, children: [] };
    if (event === 'scalar') entry.name = this.named(entry.name, path, source);
    (this.open.at(-1)?.entry.children ?? this.roots).push(entry);
    if (event === 'open') this.open.push({ entry, path: [...path], start, items: 0 });
  }

  private close({ entry, path, start, items }: Opened, end: number): void {
    this.open.pop();
    entry.end = end;
    if (entry.kind === 'array') entry.detail = listWords(items, entry.children.length);
    const isSmall = end - start <= LARGEST_ITEM;
    if (isSmall && entry.kind === 'object') entry.name = this.named(entry.name, path, this.text.slice(start, end));
  }

  private named(name: string, path: JsonPath, source: string): string {
    if (typeof path.at(-1) !== 'number') return name;
    const own = this.nameItem(path, source);
    return own === '' ? name : `${name} ${own}`;
  }
}

/** A property by its name; an item by the name of its list, too. */
function nameAt(path: JsonPath): string {
  const from = path.findLastIndex((step) => typeof step === 'string');
  return from === path.length - 1 ? String(path[from]) || '""' : placeWords(path.slice(Math.max(0, from)));
}

function listWords(items: number, shown: number): string {
  const count = `${items.toLocaleString('en')} ${items === 1 ? 'item' : 'items'}`;
  return shown > 0 && shown < items ? `${count}, the first ${shown.toLocaleString('en')} of them here` : count;
}

function shortened(source: string): string {
  const text = source.startsWith('"') && source.endsWith('"') ? stringOf(source) : source;
  const line = text.slice(0, 4 * LONGEST_DETAIL).replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL - 1)}…` : line;
}
