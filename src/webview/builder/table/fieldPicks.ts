import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { mayUse } from '../../../keap/catalog/xmlrpc/onTable.ts';
import type { XmlRpcField } from '../../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { heldWords } from '../../../keap/request/table/fieldWords.ts';
import { icon } from '../../icon.ts';
import { otherInput } from '../controls/listControls.ts';
import type { Described } from '../fieldFrame.ts';
import { countWords } from '../words.ts';

/** With more fields than this, a box to find some appears. */
const MANY = 12;
const ALL = 'All that can be read';

/**
 * Fields of a table to tick, or all at once; names that nobody knows can be typed and are kept.
 *
 * @fires chosen the names as detail
 */
export class FieldPicks extends LitElement {
  static override properties = {
    controlId: { attribute: false },
    name: { attribute: false },
    items: { attribute: false },
    fields: { attribute: false },
    described: { attribute: false },
    more: { attribute: false },
    filter: { state: true },
  };

  declare controlId: string;
  declare name: string;
  declare items: readonly string[];
  /** What the table has, as far as it is known. */
  declare fields: readonly XmlRpcField[];
  declare described: Described;
  /** What else can be pressed below. */
  declare more: TemplateResult | typeof nothing;
  declare private filter: string;

  constructor() {
    super();
    this.items = [];
    this.fields = [];
    this.filter = '';
    this.more = nothing;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { controlId, name, items } = this;
    const readable = this.readable.map((each) => each.name);
    const others = items.filter((item) => !readable.includes(item));
    const all = [...others, ...readable];
    const isAll = others.length === 0 && readable.length > 0 && items.length === readable.length;
    return html`<details class="checks fieldPicks">
        <summary class="picker" id=${controlId} aria-describedby=${this.described.describedBy}>
          <span class="sr-only">${name}: </span>
          <span class="chosen">${isAll ? ALL : items.length === 0 ? 'Not set' : items.join(', ')}</span>
          <span class="count"
            >${items.length > 0 ? `${items.length} of ${all.length}` : countWords(all.length, 'field')}</span
          >
          ${icon('chevron-down')}
        </summary>
        <div class="options fields">
          ${all.length > MANY ? this.finder() : nothing} ${all.filter((each) => this.isShown(each)).map((each) => this.option(each))}
          ${otherInput({ id: controlId, name, items, commit: (typed) => this.tell(typed) }, 'fields')}
        </div>
      </details>
      <div class="actions">
        <button
          type="button"
          class="link"
          ?hidden=${readable.length === 0 || isAll}
          @click=${() => this.tell([...others, ...readable])}
        >
          ${icon('check-all')}${ALL} (${readable.length})
        </button>
        <button type="button" class="link" ?hidden=${items.length === 0} @click=${() => this.tell([])}>
          ${icon('clear-all')}Clear<span class="sr-only"> ${name}</span>
        </button>
        ${this.more}
      </div>`;
  }

  private get readable(): readonly XmlRpcField[] {
    return this.fields.filter((field) => mayUse(field, 'R'));
  }

  private isShown(name: string): boolean {
    const words = this.filter.toLowerCase().split(/\s+/);
    const text = `${name} ${this.wordsOf(name)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }

  private wordsOf(wanted: string): string {
    return heldWords(this.fields.find(({ name }) => name === wanted));
  }

  private option(name: string): TemplateResult {
    const isChosen = this.items.includes(name);
    return html`<label class="check"
      ><input
        type="checkbox"
        .checked=${live(isChosen)}
        @change=${() => this.tell(isChosen ? this.items.filter((item) => item !== name) : [...this.items, name])}
      /><span>${name} <span class="type">${this.wordsOf(name)}</span></span></label
    >`;
  }

  private finder(): TemplateResult {
    return html`<input
      class="other"
      type="search"
      autocomplete="off"
      spellcheck="false"
      aria-label="Find fields for ${this.name}"
      placeholder="Find fields"
      .value=${live(this.filter)}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) this.filter = event.target.value;
      }}
    />`;
  }

  private tell(items: readonly string[]): void {
    this.dispatchEvent(new CustomEvent('chosen', { detail: items }));
  }
}

customElements.define('keap-field-picks', FieldPicks);
