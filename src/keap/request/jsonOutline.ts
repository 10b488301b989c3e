/** What a document of JSON is at its outermost, as far as it can be told in passing. */
export interface JsonOutline {
  /** The strings, numbers and words that are members of the outermost object, by name, as they are written. */
  readonly members: ReadonlyMap<string, string>;
  /** The first list: the outermost value itself, or a member of the outermost object, which then has a name. */
  readonly list: { readonly name: string | undefined; readonly items: number } | undefined;
}

/** Longer members of the outermost object, and more of them, are not remembered. */
const LONGEST_MEMBER = 4096;
const MOST_MEMBERS = 50;

/** Takes notes of what passes at the outermost, in units of UTF-8 or of a string. */
export class OutlineNotes {
  private readonly members = new Map<string, string>();
  private readonly token: number[] = [];
  private readonly decode: (units: readonly number[]) => string;
  private name = '';
  private length = 0;
  private list: { readonly name: string | undefined; readonly depth: number } | undefined;
  private isListOpen = false;
  private items = 0;

  constructor(decode: (units: readonly number[]) => string) {
    this.decode = decode;
  }

  get outline(): JsonOutline {
    const { members, list, items } = this;
    return { members, list: list && { name: list.name, items } };
  }

  /** @returns whether the parts and the end of this token are to be told */
  tokenBegins(depth: number, inObject: boolean, unit: number): boolean {
    if (depth !== 1 || !inObject || this.members.size >= MOST_MEMBERS) return false;
    this.token.length = 0;
    this.token.push(unit);
    this.length = 1;
    return true;
  }

  part(units: ArrayLike<number>, from: number, to: number): void {
    this.length += to - from;
    if (this.length > LONGEST_MEMBER) return;
    for (let index = from; index < to; index++) this.token.push(units[index] as number);
  }

  tokenEnds(isName: boolean): void {
    const text = this.length > LONGEST_MEMBER ? undefined : this.decode(this.token);
    if (isName) this.name = text === undefined ? '' : unquoted(text);
    else if (text !== undefined) this.members.set(this.name, text);
  }

  /** @param depth the levels around it */
  listBegins(depth: number, inObject: boolean): void {
    if (this.list || depth > 1 || (depth === 1 && !inObject)) return;
    this.list = { name: depth === 0 ? undefined : this.name, depth: depth + 1 };
    this.isListOpen = true;
  }

  itemBegins(depth: number): void {
    if (this.isListOpen && depth === this.list?.depth) this.items++;
  }

  listEnds(depth: number): void {
    if (depth === this.list?.depth) this.isListOpen = false;
  }
}

function unquoted(text: string): string {
  const name: unknown = JSON.parse(text);
  return typeof name === 'string' ? name : '';
}
