import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../../icon.ts';
import type { Described } from '../fieldFrame.ts';

/**
 * A text field with suggestions, after the ARIA pattern of an editable combobox; anything may be typed. It renders
 * into the page, so that labels and descriptions reach its input.
 *
 * @fires typed on each key, the text as detail
 * @fires chosen when a suggestion was taken or the field was left, the text as detail
 */
export class ComboBox extends LitElement {
  static override properties = {
    controlId: { attribute: false },
    value: { attribute: false },
    options: { attribute: false },
    details: { attribute: false },
    placeholder: { attribute: false },
    described: { attribute: false },
    open: { state: true },
    active: { state: true },
  };

  declare controlId: string;
  declare value: string;
  declare options: readonly string[];
  /** A few words about a suggestion. */
  declare details: ((option: string) => string) | undefined;
  declare placeholder: string;
  declare described: Described;
  declare private open: boolean;
  /** The suggestion that Enter takes; -1 is none. */
  declare private active: number;
  /** Whether suggestions follow the text; the button shows them all. */
  private filtering = false;

  constructor() {
    super();
    this.options = [];
    this.value = '';
    this.open = false;
    this.active = -1;
    this.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.close();
    });
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('active') && this.active >= 0) {
      this.querySelector(`[id="${this.optionId(this.active)}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  }

  protected override render(): TemplateResult {
    const shown = this.shown();
    const expanded = this.open && shown.length > 0;
    return html`<div class="combo">
      <input
        id=${this.controlId}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-autocomplete="list"
        aria-controls="${this.controlId}-options"
        aria-expanded=${expanded ? 'true' : 'false'}
        aria-activedescendant=${expanded && this.active >= 0 ? this.optionId(this.active) : nothing}
        aria-describedby=${this.described.describedBy}
        aria-invalid=${this.described.invalid}
        placeholder=${this.placeholder}
        .value=${live(this.value)}
        @input=${this.onInput}
        @change=${() => this.tell('chosen', this.value)}
        @keydown=${this.onKey}
      />
      <button type="button" class="bare" tabindex="-1" aria-label="Show suggestions" @click=${this.onButton}>
        ${icon('chevron-down')}
      </button>
      <ul id="${this.controlId}-options" role="listbox" aria-label="Suggestions" ?hidden=${!expanded}>
        ${expanded ? shown.map((option, index) => this.optionRow(option, index)) : nothing}
      </ul>
    </div>`;
  }

  private optionRow(option: string, index: number): TemplateResult {
    const details = this.details?.(option) ?? '';
    return html`<li
      id=${this.optionId(index)}
      role="option"
      aria-selected=${index === this.active ? 'true' : 'false'}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.choose(option)}
    >
      ${option}${details ? html` <span class="type">${details}</span>` : nothing}
    </li>`;
  }

  private shown(): readonly string[] {
    if (!this.filtering) return this.options;
    const words = this.value.toLowerCase().split(/\s+/);
    return this.options.filter((option) => words.every((word) => option.toLowerCase().includes(word)));
  }

  private onInput(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.value = event.target.value;
    this.filtering = this.value !== '';
    this.open = true;
    this.active = -1;
    this.tell('typed', this.value);
  }

  private onButton(): void {
    this.filtering = false;
    this.open = !this.open;
    this.active = this.open ? this.options.indexOf(this.value) : -1;
    this.querySelector('input')?.focus();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.open) {
      this.close();
      // Only this list closes; a request under way goes on.
      event.stopPropagation();
    } else if (event.key === 'Enter' && this.open && this.active >= 0 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.choose(this.shown()[this.active] ?? this.value);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.move(event.key === 'ArrowDown' ? 1 : -1, event.altKey);
    }
  }

  private move(step: 1 | -1, onlyOpen: boolean): void {
    if (!this.open) {
      this.filtering = false;
      this.open = true;
      this.active = onlyOpen ? -1 : this.options.indexOf(this.value);
      if (onlyOpen || this.active >= 0) return;
    }
    const count = this.shown().length;
    if (count === 0) return;
    this.active = this.active < 0 ? (step === 1 ? 0 : count - 1) : (this.active + step + count) % count;
  }

  private choose(option: string): void {
    this.value = option;
    this.close();
    this.tell('chosen', option);
  }

  private close(): void {
    this.open = false;
    this.active = -1;
    this.filtering = false;
  }

  private optionId(index: number): string {
    return `${this.controlId}-option-${index}`;
  }

  private tell(name: 'typed' | 'chosen', text: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail: text }));
  }
}

customElements.define('keap-combo-box', ComboBox);
