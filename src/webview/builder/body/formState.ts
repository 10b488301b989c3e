import type { TemplateResult } from 'lit';
import type { Schema, Schemas } from '../../../keap/catalog/schema.ts';
import { shapeOf } from '../../../keap/request/body/bodyShape.ts';
import { type OpenKind, openKindOf } from '../../../keap/request/body/bodyValue.ts';
import { removeValue, setValue, swapItems } from '../../../keap/request/body/jsonEdit.ts';
import { type JsonNode, type JsonTree, nodeAt, readTree } from '../../../keap/request/body/jsonTree.ts';
import type { Problem } from '../../../keap/request/validation.ts';
import type { ReadFile } from '../../../protocol/builder.ts';
import type { RecordNames } from '../recordNames.ts';
import { type Decoded, decodeBase64 } from './base64.ts';
import { type FormContext, itemOf, memberOf, type Place, placeId, rootOf } from './formContext.ts';

/** A form of more values than this would be slow. */
const MOST_VALUES = 20_000;
const ITEMS_AT_ONCE = 30;

/** What a form is of. */
export interface FormInput {
  /** `body`, or an argument by its `parameterId`. */
  readonly form: string;
  readonly text: string;
  readonly schemas: Schemas;
  readonly without: ReadonlySet<string>;
  readonly records?: RecordNames | undefined;
  /** What is wrong with the body. */
  readonly problems: readonly Problem[];
  /** Whether also fields that nobody came to are told to be missing. */
  readonly all: boolean;
}

export interface FormOptions {
  contents: FormContext['contents'];
  /** Takes the text after an edit. */
  typed(text: string): void;
  /** A field was left, or a value chosen. */
  left(): void;
  /** Something to show changed. */
  changed(): void;
  /** Puts the focus on a control that is yet to appear, or on the first one within a part. */
  focus(id: string): void;
  /** Asks for a file; undefined where none was chosen. */
  load(place: string): Promise<ReadFile | undefined>;
}

/** The state and behaviour of a body's form, without its looks. */
export class FormState implements FormContext {
  private readonly options: FormOptions;
  private input: FormInput = { form: 'body', text: '', schemas: {}, without: new Set(), problems: [], all: false };
  private read: { readonly text: string; readonly tree: JsonTree } | undefined;
  /** Places that have a field though the text has no value there. */
  private readonly added = new Set<string>();
  /** Places that were filled in or left. */
  private readonly visited = new Set<string>();
  /** Parts that were opened or closed. */
  private readonly opened = new Map<string, boolean>();
  /** How many items of a list are shown. */
  private readonly lengths = new Map<string, number>();
  private readonly kinds = new Map<string, OpenKind>();
  /** What is typed where properties are added, and whether it was refused. */
  private readonly wanted = new Map<string, { readonly name: string; readonly refused: boolean }>();
  private readonly decodings = new Map<string, { readonly base64: string; readonly decoded: Decoded }>();
  private told = new Set<Problem>();
  /** The text before something was taken out of it. */
  private taken: string | undefined;

  constructor(options: FormOptions) {
    this.options = options;
  }

  get text(): string {
    return this.input.text;
  }

  get schemas(): Schemas {
    return this.input.schemas;
  }

  get records(): RecordNames | undefined {
    return this.input.records;
  }

  get without(): ReadonlySet<string> {
    return this.input.without;
  }

  /** The text before the last removal or replacement, as long as nothing was typed since. */
  get previous(): string | undefined {
    return this.taken;
  }

  /** The values of the text; an empty text is a null. */
  get tree(): JsonTree {
    const { text } = this;
    if (this.read?.text !== text) {
      this.read = { text, tree: readTree(text.trim() === '' ? 'null' : text, MOST_VALUES) };
    }
    return this.read.tree;
  }

  /** Takes what to show next. */
  show(input: FormInput): void {
    this.input = input;
    this.told = new Set();
  }

  /** What no field in sight has told since `show`. */
  untold(): readonly Problem[] {
    return this.input.problems.filter((problem) => !this.told.has(problem) && !this.isQuiet(problem));
  }

  /** Replaces the whole text, which can be brought back. */
  replace(text: string): void {
    const before = this.text;
    if (text === before) return;
    this.write(text);
    this.taken = before.trim() === '' ? undefined : before;
    this.commit(rootOf(this.input.form));
  }

  contents(place: Place, label: string, schema: Schema, node: JsonNode | undefined): TemplateResult {
    return this.options.contents(place, label, schema, node);
  }

  problemsAt({ at }: Place): readonly Problem[] {
    const found = this.input.problems.filter((problem) => problem.at === at && !this.isQuiet(problem));
    for (const problem of found) this.told.add(problem);
    return found;
  }

  problemsWithin({ at }: Place): number {
    return this.input.problems.filter((problem) => isWithin(problem.at ?? '', at) && !this.isQuiet(problem)).length;
  }

  isAdded({ at }: Place): boolean {
    return this.added.has(at);
  }

  isOpen(place: Place, byItself: boolean): boolean {
    return this.opened.get(place.at) ?? (byItself || (this.input.all && this.problemsWithin(place) > 0));
  }

  shownItems({ at }: Place): number {
    return this.lengths.get(at) ?? ITEMS_AT_ONCE;
  }

  openKind({ at }: Place, node: JsonNode | undefined): OpenKind {
    return this.kinds.get(at) ?? openKindOf(node);
  }

  decoded({ at }: Place, base64: string): Decoded {
    const known = this.decodings.get(at);
    if (known?.base64 === base64) return known.decoded;
    const decoded = decodeBase64(base64);
    this.decodings.set(at, { base64, decoded });
    return decoded;
  }

  set(place: Place, json: string): void {
    // The field stays when its value goes.
    this.added.add(place.at);
    this.write(setValue(this.text, place.path, json));
  }

  unset(place: Place): void {
    this.added.add(place.at);
    this.write(removeValue(this.text, place.path));
  }

  remove(place: Place): void {
    const before = this.text;
    const { at, path, within = rootOf(place.form) } = place;
    // Of a list, what is known of the items after this one would be said of others.
    this.forget((each) =>
      typeof path.at(-1) === 'number' ? isWithin(each, within.at) : each === at || isWithin(each, at),
    );
    this.write(removeValue(before, path));
    if (this.text !== before) this.taken = before;
    this.commit(within);
    this.options.focus(`${placeId(within)}-add`);
  }

  commit({ at }: Place): void {
    this.visited.add(at);
    this.options.left();
    this.options.changed();
  }

  add(place: Place, schema: Schema): void {
    this.added.add(place.at);
    this.opened.set(place.at, true);
    // A list that was just added has a first item to fill in.
    if (shapeOf(schema, '').kind === 'list') this.added.add(itemOf(place, 0).at);
    this.options.changed();
    this.options.focus(placeId(place));
  }

  wantedName({ at }: Place): string {
    return this.wanted.get(at)?.name ?? '';
  }

  wantName({ at }: Place, name: string, left: boolean): void {
    this.wanted.set(at, { name, refused: left && name !== '' });
    this.options.changed();
  }

  isRefused({ at }: Place): boolean {
    return this.wanted.get(at)?.refused === true;
  }

  toggle({ at }: Place, open: boolean): void {
    this.opened.set(at, open);
    this.options.changed();
  }

  showMore(place: Place): void {
    this.lengths.set(place.at, this.shownItems(place) + ITEMS_AT_ONCE);
    this.options.changed();
  }

  swap(list: Place, index: number, focusId: string): void {
    this.forget((each) => isWithin(each, list.at));
    this.write(swapItems(this.text, list.path, index));
    this.commit(list);
    this.options.focus(focusId);
  }

  setOpenKind({ at }: Place, kind: OpenKind): void {
    this.kinds.set(at, kind);
    this.options.changed();
  }

  async loadFile(place: Place): Promise<void> {
    const file = await this.options.load(place.at);
    if (!file) return;
    this.set(place, JSON.stringify(file.base64));
    // Whatever takes file_data takes its name beside it.
    const name = place.path.at(-1) === 'file_data' && place.within ? memberOf(place.within, 'file_name') : undefined;
    const { tree } = this;
    if (name && 'root' in tree && !nodeAt(tree.root, name.path)) this.set(name, JSON.stringify(file.name));
    this.commit(place);
  }

  /** Nobody is told that a value is missing before they had a chance to give it. */
  private isQuiet({ at = '', missing }: Problem): boolean {
    return missing === true && !this.input.all && !this.visited.has(at);
  }

  /** Forgets what was done with fields that are no more. */
  private forget(gone: (at: string) => boolean): void {
    for (const known of [
      this.added,
      this.visited,
      this.opened,
      this.kinds,
      this.lengths,
      this.wanted,
      this.decodings,
    ]) {
      for (const at of [...known.keys()]) if (gone(at)) known.delete(at);
    }
  }

  private write(text: string | undefined): void {
    if (text === undefined || text === this.text) return;
    this.taken = undefined;
    this.input = { ...this.input, text };
    this.options.typed(text);
    this.options.changed();
  }
}

/** Whether a place stands within another; every place does within the body. */
function isWithin(at: string, outer: string): boolean {
  return at !== outer && (outer === '' || at.startsWith(`${outer}.`) || at.startsWith(`${outer}[`));
}
