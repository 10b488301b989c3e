import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { RowRunModel, RunShown } from '../../protocol/rowRun.ts';
import { pathParts } from '../builder/header.ts';
import { connectionWords } from '../builder/words.ts';
import { icon } from '../icon.ts';
import { checkSection, checkSummary, previewSection } from './checkSection.ts';
import { placesSection } from './placesSection.ts';
import type { RowRunSession } from './session.ts';
import { countWords } from './words.ts';

const MOODS: Readonly<Record<string, string>> = {
  active: 'sync codicon-modifier-spin',
  waiting: 'watch',
  elsewhere: 'multiple-windows',
  paused: 'debug-pause',
  stopped: 'warning',
  done: 'pass',
  doneInPart: 'warning',
  cancelled: 'circle-slash',
};

/** The whole page of a run for each row. It renders into the document, where labels and styles reach everything. */
export class RowRunApp extends LitElement {
  static override properties = { session: { attribute: false } };

  declare session: RowRunSession | undefined;

  /** What had the focus before the page was drawn anew. */
  private focused: Element | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    this.focused = document.activeElement;
  }

  protected override updated(): void {
    // A button that is gone leaves the focus where it tells how things go.
    if (this.focused instanceof HTMLButtonElement && !this.focused.isConnected)
      document.getElementById('outcome')?.focus();
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const model = session?.model;
    if (!session || !model) return html`<p class="loading" role="status">${session?.trouble || 'Loading…'}</p>`;
    const isReadable = model.source.trouble === '' && model.source.columns.length > 0;
    return html`<main>
        ${header(session, model)} ${sourceSection(session, model)}
        ${isReadable ? html`${placesSection(session, model)} ${checkSection(session, model)} ${previewSection(model)}` : nothing}
      </main>
      ${footer(session, model, isReadable)}`;
  }
}

customElements.define('keap-row-run', RowRunApp);

function header(session: RowRunSession, model: RowRunModel): TemplateResult {
  const { title, method, path, consequence, now } = model;
  return html`<header>
    <div class="titleRow">
      <h1>${title}, for each row</h1>
      <button
        type="button"
        class="secondary connection"
        title="Switch connection"
        aria-label="Connection: ${connectionWords(now)}. Switch connection"
        @click=${() => session.ask('switchConnection', null)}
      >
        ${icon(now.connection.kind === 'sandbox' ? 'beaker' : now.access === 'full' ? 'plug' : 'lock')}<span
          >${connectionWords(now)}</span
        >
      </button>
    </div>
    <p class="route">
      <span class="method ${method.toLowerCase()}">${method}</span>
      <code>${pathParts(path)}</code>
    </p>
    ${consequence === '' ? nothing : html`<p class="effect grave">${icon('warning')}<span>${consequence}</span></p>`}
  </header>`;
}

function sourceSection(session: RowRunSession, { source }: RowRunModel): TemplateResult {
  const { name, facts, columns, trouble, readAs } = source;
  const choose = html`<button type="button" class="link" @click=${() => session.ask('chooseSource', null)}>
    ${icon('folder-opened')}${name === '' ? 'Choose rows…' : 'Choose other rows…'}
  </button>`;
  return html`<section aria-labelledby="source">
    <h2 id="source">Rows</h2>
    <p class="line source">
      ${name === '' ? nothing : html`${icon('file')}<strong>${name}</strong>`}
      ${facts === '' ? nothing : html`<span class="type">${facts}, ${countWords(columns.length, 'column')}</span>`} ${choose}
    </p>
    <div role="alert">
      ${
        trouble === ''
          ? nothing
          : html`<p class="line trouble">
              ${icon('error', 'bad')}<span>${trouble}</span>${
                readAs === ''
                  ? nothing
                  : html`<button type="button" class="secondary" @click=${() => session.ask('readAs', readAs)}>
                      Read as Windows-1252
                    </button>`
              }
            </p>`
      }
    </div>
  </section>`;
}

/** What can be done now: check and run, or what became of the run. */
function footer(session: RowRunSession, model: RowRunModel, isReadable: boolean): TemplateResult {
  const { check, run } = model;
  return html`<div class="sendBar" role="region" aria-label="Run">
    ${check.state === 'running' ? html`<vscode-progress-bar indeterminate aria-label="Dry run"></vscode-progress-bar>` : nothing}
    <div class="sendRow">
      ${run ? runRow(session, run) : isReadable ? startRow(session, model) : html`<span class="hint">Choose rows that can be read.</span>`}
    </div>
    <div class="alerts" role="alert">
      ${
        session.trouble === ''
          ? nothing
          : html`<p class="line">
              ${icon('error', 'bad')}<span>${session.trouble}</span
              ><button type="button" class="link" @click=${() => session.ask('openBuilder', null)}>Open request builder</button>
            </p>`
      }
    </div>
  </div>`;
}

function startRow(session: RowRunSession, model: RowRunModel): TemplateResult {
  const { check, firstRows } = model;
  if (check.state === 'running') {
    return html`<button type="button" class="secondary" @click=${() => session.ask('cancel', null)}>Cancel</button
      ><span class="outcome" id="outcome" role="status" tabindex="-1">${check.words}</span>`;
  }
  const many = check.state === 'done' ? check.ready + (check.sendDoubtful ? check.doubtful : 0) : undefined;
  const none = many === 0;
  const all = many === undefined ? 'Run all' : `Run all ${many.toLocaleString('en')}`;
  return html`<button type="button" class=${check.state === 'done' ? 'secondary' : 'primary'} @click=${() => session.ask('check', null)}>
      ${icon('checklist')}Dry run
    </button>
    <button type="button" class="secondary" ?disabled=${none || (many !== undefined && many <= firstRows)} @click=${() => session.ask('begin', 'first')}>
      ${icon('play')}Run first ${firstRows}
    </button>
    <button type="button" class=${check.state === 'done' ? 'primary' : 'secondary'} ?disabled=${none} @click=${() => session.ask('begin', 'all')}>
      ${icon('run-all')}${all}
    </button>
    <span class="outcome" id="outcome" role="status" tabindex="-1">${check.state === 'done' ? checkSummary(check) : ''}</span>`;
}

function runRow(session: RowRunSession, { mood, line, words, canResume }: RunShown): TemplateResult {
  const isOver = ['done', 'doneInPart', 'cancelled'].includes(mood);
  return html`<span class="line runLine outcome" id="outcome" role="status" tabindex="-1"
      >${icon(MOODS[mood] ?? 'circle-outline')}<span>${line}</span></span
    >
    ${canResume ? html`<button type="button" class="primary" @click=${() => session.ask('resume', null)}>${icon('play')}Go on</button>` : nothing}
    <button type="button" class="secondary" @click=${() => session.ask('openResult', null)}>Open result</button>
    <button type="button" class="link" @click=${() => session.ask('showRuns', null)}>Show runs</button>
    ${isOver ? html`<button type="button" class="link" @click=${() => session.ask('anew', null)}>New run</button>` : nothing}
    ${words === '' ? nothing : html`<span class="hint">${words}</span>`}`;
}
