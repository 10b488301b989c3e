import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Schema, Schemas } from '../../../keap/catalog/schema.ts';
import { fits, shapeOf, standingSchema } from '../../../keap/request/body/bodyShape.ts';
import type { JsonNode } from '../../../keap/request/body/jsonTree.ts';
import type { Problem } from '../../../keap/request/validation.ts';
import type { ReadFile } from '../../../protocol/builder.ts';
import { icon } from '../../icon.ts';
import { describe, type KeyFix, problemList } from '../fieldFrame.ts';
import type { RecordNames } from '../recordNames.ts';
import { type Place, rootOf } from './formContext.ts';
import { FormState } from './formState.ts';
import { listFields } from './listFields.ts';
import { objectFields } from './objectFields.ts';

/**
 * JSON as a form of its schema: a body, or a struct of XML-RPC, in step with its text: fields are read from the text and write it, each at its own
 * place. It renders into the page, so that labels and descriptions reach its controls.
 *
 * @fires typed the text as detail
 * @fires left when a field was left or a value chosen
 * @fires json when someone wants the text instead
 */
export class BodyForm extends LitElement {
  static override properties = {
    form: { attribute: false },
    words: { attribute: false },
    text: { attribute: false },
    schema: { attribute: false },
    schemas: { attribute: false },
    without: { attribute: false },
    records: { attribute: false },
    known: { attribute: false },
    problems: { attribute: false },
    all: { attribute: false },
    keyFix: { attribute: false },
    load: { attribute: false },
  };

  /** What it is of: `body`, or an argument by its `parameterId`. */
  declare form: string;
  /** The same in a word. */
  declare words: string;
  declare text: string;
  declare schema: Schema;
  declare schemas: Schemas;
  /** Properties that are not for the JSON: the files of a multipart body. */
  declare without: ReadonlySet<string>;
  /** What ids stand for. */
  declare records: RecordNames | undefined;
  /** Changes with what is known of ids. */
  declare known: number;
  declare problems: readonly Problem[];
  /** Whether also fields that nobody came to are told to be missing. */
  declare all: boolean;
  declare keyFix: KeyFix;
  /** Asks for a file; undefined where none was chosen. */
  declare load: (place: string) => Promise<ReadFile | undefined>;
  private readonly state = new FormState({
    contents: (place, label, schema, node) => this.contents(place, label, schema, node),
    typed: (text) => {
      this.text = text;
      this.dispatchEvent(new CustomEvent('typed', { detail: text }));
    },
    left: () => this.dispatchEvent(new CustomEvent('left')),
    changed: () => this.requestUpdate(),
    focus: (id) => void this.updateComplete.then(() => focusFirst(id)),
    load: (place) => this.load(place),
  });

  constructor() {
    super();
    this.form = 'body';
    this.words = 'body';
    this.text = '';
    this.schema = {};
    this.schemas = {};
    this.without = new Set();
    this.problems = [];
    this.all = false;
  }

  /** Replaces the whole text, which can be brought back. */
  replace(text: string): void {
    this.state.replace(text);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    const { form, text, schemas, without, records, problems, all } = this;
    this.state.show({ form, text, schemas, without, records, problems, all });
  }

  protected override render(): TemplateResult {
    const { previous } = this.state;
    return html`${this.fields()}
    ${
      previous === undefined
        ? nothing
        : html`<button type="button" class="link" @click=${() => this.state.replace(previous)}>
            ${icon('discard')}Bring back the previous ${this.words}
          </button>`
    }`;
  }

  private fields(): TemplateResult {
    const { tree } = this.state;
    if ('tooMany' in tree) return this.waiting(`The ${this.words} holds too many values for a form.`);
    if ('error' in tree) return this.waiting('The text is not JSON yet. The form waits until it is.');
    const { root } = tree;
    const schema = standingSchema(this.schema, this.schemas, root);
    const shape = shapeOf(schema, '');
    if (!fits(shape, root)) {
      const words = shape.kind === 'list' ? 'a list [ ]' : 'an object { }';
      return this.waiting(`The text is JSON, but not ${words}. The form waits until it is.`);
    }
    const fields = this.contents(rootOf(this.form), '', schema, root);
    const rest = this.state.untold();
    return html`<div
        id=${this.form}
        class="bodyForm"
        role="group"
        tabindex="-1"
        aria-label="${capital(this.words)}, as a form"
        aria-describedby=${describe(this.form, false, rest).describedBy}
      >
        ${fields}
      </div>
      ${problemList(this.form, rest, this.keyFix)}`;
  }

  private contents(place: Place, label: string, schema: Schema, node: JsonNode | undefined): TemplateResult {
    const shape = shapeOf(schema, '');
    return shape.kind === 'list'
      ? listFields(this.state, place, label, shape.items, node)
      : objectFields(this.state, place, schema, node);
  }

  private waiting(words: string): TemplateResult {
    const { describedBy } = describe(this.form, false, this.problems);
    return html`<div id=${this.form} class="waiting" tabindex="-1" aria-describedby=${describedBy}>
        ${icon('info')}<span>${words}</span>
        <button type="button" class="link" @click=${() => this.dispatchEvent(new CustomEvent('json'))}>
          Edit as JSON
        </button>
      </div>
      ${problemList(this.form, this.problems, this.keyFix)}`;
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Puts the focus on a control; of a part that opened, on the first control within. */
function focusFirst(id: string): void {
  const part = document.getElementById(`${id}-part`);
  const control = part?.querySelector<HTMLElement>('input, select, textarea') ?? part?.querySelector('button');
  (control ?? document.getElementById(id))?.focus();
}

customElements.define('keap-body-form', BodyForm);
