import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { sizeWords } from '../../../keap/request/measures.ts';
import { icon } from '../../icon.ts';
import type { Described } from '../fieldFrame.ts';

const FEWEST_ROWS = 6;
const MOST_ROWS = 24;
/** Above this many characters, a replacement that can be undone takes too long. */
const MOST_UNDOABLE = 200_000;
/** Above this many characters a text area needs seconds for a key; only the first part is shown then. */
const MOST_EDITABLE = 500_000;
const SHOWN_OF_LARGE = 2_000;

/**
 * The JSON text of a body. Its text area is written only when the text changes from outside. What is too much for
 * a text area is kept beside it, whole.
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
    anyway: { state: true },
    replaced: { state: true },
  };

  declare text: string;
  declare described: Described;
  declare label: string;
  declare required: boolean;
  /** Whether a large text is edited here nevertheless. */
  declare private anyway: boolean;
  /** A text that was replaced in a way the text area cannot undo. */
  declare private replaced: string;
  /** What the text area holds. */
  private shown = '';

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.required = false;
    this.anyway = false;
    this.replaced = '';
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('text') && !changed.has('anyway')) return;
    this.show(this.large ? `${this.text.slice(0, SHOWN_OF_LARGE)}…` : this.text);
  }

  protected override render(): TemplateResult {
    return html`<textarea
        id="body"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        rows=${FEWEST_ROWS}
        ?readonly=${this.large}
        aria-label=${this.large ? `${this.label}, first part, read only` : this.label}
        aria-required=${this.required ? 'true' : nothing}
        aria-describedby=${this.described.describedBy}
        aria-invalid=${this.described.invalid}
        @beforeinput=${this.onBeforeInput}
        @input=${this.onInput}
        @change=${() => this.dispatchEvent(new CustomEvent('left'))}
      ></textarea>
      ${this.large ? this.largeNote() : nothing}
      ${
        this.replaced
          ? html`<button type="button" class="link" @click=${() => this.swap(this.replaced)}>
              ${icon('discard')}Bring back the previous body (${sizeWords(this.replaced.length)})
            </button>`
          : nothing
      }`;
  }

  /** Replaces the text as if it were typed, so that undo brings the old text back, and selects a part of it. */
  replace(text: string, start = 0, end = start): void {
    const { area } = this;
    if (!area) return;
    area.focus();
    if (text !== this.text) {
      const undoable = !this.large && Math.max(text.length, this.text.length) <= MOST_UNDOABLE;
      if (undoable) area.select();
      if (!undoable || !document.execCommand('insertText', false, text)) this.swap(text);
    }
    void this.updateComplete.then(() => area.setSelectionRange(start, end));
  }

  /** Where someone last was in the text. */
  get cursor(): number {
    return this.area?.selectionStart ?? 0;
  }

  private get area(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  private get large(): boolean {
    return this.text.length > MOST_EDITABLE && !this.anyway;
  }

  private largeNote(): TemplateResult {
    return html`<p class="hint">
        Only the first part of ${sizeWords(this.text.length)} is shown; all of it is sent. Editing this much text here is
        slow.
      </p>
      <div class="actions">
        <button
          type="button"
          class="link"
          @click=${() => {
            this.anyway = true;
          }}
        >
          ${icon('edit')}Edit here anyway
        </button>
        <button
          type="button"
          class="link"
          @click=${() => this.swap('')}
        >
          ${icon('trash')}Remove
        </button>
      </div>`;
  }

  /** Keeps a large paste out of the text area. */
  private onBeforeInput(event: InputEvent): void {
    const { area } = this;
    const data = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
    if (!area || this.shown.length + data.length <= MOST_EDITABLE || data.length < MOST_EDITABLE / 2) return;
    event.preventDefault();
    this.anyway = false;
    this.swap(this.shown.slice(0, area.selectionStart) + data + this.shown.slice(area.selectionEnd));
  }

  private onInput(): void {
    const { area } = this;
    if (!area) return;
    this.shown = area.value;
    // It is in the text area already: taking it away while someone types would be worse than slow.
    if (this.shown.length > MOST_EDITABLE) this.anyway = true;
    this.take(this.shown);
    this.fit(area);
  }

  private swap(text: string): void {
    this.replaced = this.text;
    this.take(text);
  }

  private take(text: string): void {
    this.text = text;
    this.dispatchEvent(new CustomEvent('typed', { detail: text }));
  }

  private show(text: string): void {
    const { area } = this;
    if (!area || text === this.shown) return;
    area.value = text;
    this.shown = text;
    this.fit(area);
  }

  /** As many rows as lines, within bounds. */
  private fit(area: HTMLTextAreaElement): void {
    let rows = 2;
    for (let at = this.shown.indexOf('\n'); at >= 0 && rows < MOST_ROWS; at = this.shown.indexOf('\n', at + 1)) rows++;
    area.rows = Math.max(FEWEST_ROWS, rows);
  }
}

customElements.define('keap-body-text', BodyText);
