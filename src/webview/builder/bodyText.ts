import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Described } from './fieldFrame.ts';

const FEWEST_ROWS = 6;
const MOST_ROWS = 24;
/** Above this many characters, breaking long lines and undoing replacements would take seconds. */
const LARGE = 200_000;

/**
 * The JSON text of a body. Its text area keeps the text: it is written only when it changes from outside, since
 * ten megabytes cannot be copied on each key.
 *
 * @fires typed the text as detail
 * @fires left when the text area was left after a change
 */
export class BodyText extends LitElement {
  static override properties = {
    text: { attribute: false },
    described: { attribute: false },
    label: { attribute: false },
    required: { attribute: false },
  };

  declare text: string;
  declare described: Described;
  declare label: string;
  declare required: boolean;
  /** What the text area holds. */
  private held = '';

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.required = false;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    const { area } = this;
    if (!area || !changed.has('text') || this.text === this.held) return;
    area.value = this.text;
    this.held = this.text;
    this.fit();
  }

  protected override render(): TemplateResult {
    return html`<textarea
      id="body"
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      rows=${FEWEST_ROWS}
      aria-label=${this.label}
      aria-required=${this.required ? 'true' : nothing}
      aria-describedby=${this.described.describedBy}
      aria-invalid=${this.described.invalid}
      @input=${this.onInput}
      @change=${() => this.dispatchEvent(new CustomEvent('left'))}
    ></textarea>`;
  }

  /** Replaces the text as if it were typed, so that undo brings the old text back, and selects a part of it. */
  replace(text: string, start = 0, end = start): void {
    const { area } = this;
    if (!area) return;
    area.focus();
    if (text !== this.held) {
      area.select();
      const undoable =
        Math.max(text.length, this.held.length) <= LARGE && document.execCommand('insertText', false, text);
      if (!undoable) {
        area.value = text;
        this.onInput();
      }
    }
    area.setSelectionRange(start, end);
  }

  private get area(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  private onInput(): void {
    const { area } = this;
    if (!area) return;
    this.held = area.value;
    this.text = this.held;
    this.fit();
    this.dispatchEvent(new CustomEvent('typed', { detail: this.held }));
  }

  /** As many rows as lines, within bounds. */
  private fit(): void {
    const { area } = this;
    if (!area) return;
    let rows = 1;
    for (let at = this.held.indexOf('\n'); at >= 0 && rows < MOST_ROWS; at = this.held.indexOf('\n', at + 1)) rows++;
    area.rows = Math.max(FEWEST_ROWS, Math.min(rows + 1, MOST_ROWS));
    area.wrap = this.held.length > LARGE ? 'off' : 'soft';
  }
}

customElements.define('keap-body-text', BodyText);
