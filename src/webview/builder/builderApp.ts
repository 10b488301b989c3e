import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../../keap/request/validation.ts';
import { bodySection } from './body/bodySection.ts';
import { groupParameters, matchesFilter } from './controls/controls.ts';
import { convertedSection } from './convertedSection.ts';
import { fileSection } from './fileSection.ts';
import { header } from './header.ts';
import { parameterField } from './parameterField.ts';
import { sendBar } from './sendBar.ts';
import type { BuilderSession } from './session.ts';
import { unknownSection } from './unknownSection.ts';
import { type Copied, type Done, urlPreview } from './urlPreview.ts';

/** With more parameters than this, a box to filter them appears. */
const MANY = 12;
const DONE_MS = 2000;
const COPYING = { url: 'copyUrl', curl: 'copyCurl', code: 'copyCode' } as const;

/** The whole page of the request builder. It renders into the document, where labels and styles reach everything. */
export class BuilderApp extends LitElement {
  static override properties = {
    session: { attribute: false },
    filter: { state: true },
    done: { state: true },
    said: { state: true },
  };

  declare session: BuilderSession | undefined;
  declare private filter: string;
  declare private done: Done;
  /** A sentence about the last small action that could not be done. */
  declare private said: string | undefined;
  private doneTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.filter = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
    document.addEventListener('input', this.forget);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('input', this.forget);
  }

  /** Sends, or shows the first problem, and goes there where the focus may be taken. */
  async send(anyway = false, focus = true): Promise<void> {
    this.said = undefined;
    const problem = this.session?.send(anyway);
    if (!problem) return;
    this.filter = '';
    await this.updateComplete;
    this.showProblem(problem, focus);
  }

  /** Saves the request; the host asks for a name where that is needed. */
  async save(anew: boolean): Promise<void> {
    this.session?.flush();
    const draft = this.session?.draft;
    const name = draft && (await this.session?.ask('saveRequest', { draft, anew }));
    if (typeof name === 'string') this.tell('saved');
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override updated(): void {
    document.title = this.session?.model?.operation.title ?? '';
  }

  protected override render(): TemplateResult {
    const { session } = this;
    if (!session?.model) {
      return html`<p class="loading" role="status">${session?.notice ?? 'Loading…'}</p>`;
    }
    return html`<main>
        ${header(session.model, session.effect, () => session.ask('switchConnection', null))}
        ${urlPreview(session, this.done, { copy: (what) => this.copy(what), open: () => session.ask('openHttpFile', session.draft), save: () => this.save(false) })}
        ${convertedSection(session.model)} ${this.parameters(session)} ${unknownSection(session)}
        ${fileSection(session)}
        ${bodySection(session, (words) => {
          this.said = words;
        })}
      </main>
      ${sendBar(session, this.said, { send: (anyway) => this.send(anyway), cancel: () => this.cancel() })}`;
  }

  private parameters(session: BuilderSession): TemplateResult {
    const parameters = session.operation?.parameters ?? [];
    const shown = parameters.filter((parameter) => matchesFilter(parameter, this.filter));
    return html`${
      parameters.length > MANY
        ? html`<div class="field">
            <div class="label"><label for="filter">Filter parameters</label></div>
            <input
              id="filter"
              type="search"
              .value=${this.filter}
              @input=${(event: Event) => {
                if (event.target instanceof HTMLInputElement) this.filter = event.target.value;
              }}
            />
            <p class="hint" role="status">${this.filter ? `${shown.length} of ${parameters.length} parameters` : ''}</p>
          </div>`
        : nothing
    }
    ${groupParameters(shown).map(
      (group) =>
        html`<section aria-labelledby="group-${group.heading}">
          <h2 id="group-${group.heading}">${group.heading}</h2>
          ${group.parameters.map((parameter) => parameterField(session, parameter))}
        </section>`,
    )}`;
  }

  private cancel(): void {
    const focused = document.activeElement?.id === 'cancel';
    this.session?.cancel();
    // The button is about to vanish; Send is no place for a key that is still held.
    if (focused) document.getElementById('outcome')?.focus();
  }

  private async copy(what: NonNullable<Copied>): Promise<void> {
    const { session } = this;
    if (!session) return;
    session.flush();
    const done = await session.ask(COPYING[what], session.draft);
    if (done === undefined || done === false) return;
    this.tell(what);
  }

  private tell(done: NonNullable<Done>): void {
    this.done = done;
    clearTimeout(this.doneTimer);
    this.doneTimer = setTimeout(() => {
      this.done = undefined;
    }, DONE_MS);
  }

  private showProblem({ target, at }: Problem, focus: boolean): void {
    const control = document.getElementById(at ? `${target}:${at}` : target) ?? document.getElementById(target);
    if (focus) control?.focus();
    control?.scrollIntoView({ block: 'center' });
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const running = this.session?.sending.phase === 'running';
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // VS Code hears keys at the window and would send a second time.
      event.stopPropagation();
      if (!event.repeat) void this.send();
    } else if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) void this.save(event.shiftKey);
    } else if (event.key === 'Escape' && running) {
      event.stopPropagation();
      this.cancel();
    }
  };

  private readonly forget = (): void => {
    this.said = undefined;
  };
}

customElements.define('keap-builder', BuilderApp);
