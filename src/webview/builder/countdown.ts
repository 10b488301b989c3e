import { html, LitElement, type TemplateResult } from 'lit';
import type { SendProgress } from '../../protocol/builder.ts';
import { progressWords } from './words.ts';

const TENTH_MS = 100;
const SECOND_MS = 1_000;
/** Tenths are shown, and drawn, only below this. */
const TENTHS_BELOW_MS = 10_000;

/**
 * Counts down until a request goes out. It is to be seen, not heard: who renders it says once in words what it says
 * ten times a second.
 */
export class Countdown extends LitElement {
  static override properties = { progress: { attribute: false } };

  declare progress: SendProgress | undefined;
  private shown: SendProgress | undefined;
  private endsAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    if (this.shown === this.progress) return;
    this.shown = this.progress;
    this.endsAt = performance.now() + (this.progress?.waitMs ?? 0);
  }

  protected override render(): TemplateResult {
    const left = Math.max(0, this.endsAt - performance.now());
    clearTimeout(this.timer);
    if (left > 0) {
      const step = left < TENTHS_BELOW_MS ? TENTH_MS : SECOND_MS;
      this.timer = setTimeout(() => this.requestUpdate(), left % step || step);
    }
    return html`${this.progress ? progressWords({ ...this.progress, waitMs: left }) : ''}`;
  }
}

customElements.define('keap-countdown', Countdown);
