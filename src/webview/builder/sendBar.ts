import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { durationWords, sizeWords } from '../../keap/request/measures.ts';
import type { SendProgress, SendResult } from '../../protocol/builder.ts';
import './countdown.ts';
import { icon } from '../icon.ts';
import { modifier } from '../modifier.ts';
import type { SendState } from './sendState.ts';
import type { BuilderSession } from './session.ts';
import { problemCountWords, progressWords, refusedWords, statusWords } from './words.ts';

export interface SendBarActions {
  send(anyway: boolean): void;
  cancel(): void;
}

/**
 * Sends, cancels, and tells how it went. *Cancel* has a place of its own: were it where *Send* is, a click that
 * comes a moment after the answer would send again.
 */
export function sendBar(session: BuilderSession, said: string | undefined, actions: SendBarActions): TemplateResult {
  const { sending } = session;
  const running = sending.phase === 'running';
  return html`<div class="sendBar" role="region" aria-label="Send">
    ${running ? html`<vscode-progress-bar indeterminate aria-label="Request under way"></vscode-progress-bar>` : nothing}
    <div class="sendRow">
      ${!running && session.refusedFor ? unlockButton(session, session.refusedFor) : sendButton(running, actions)}
      ${
        running
          ? html`<button
              type="button"
              class="secondary"
              id="cancel"
              title="Cancel (Escape)"
              ?disabled=${sending.cancelling}
              @click=${() => actions.cancel()}
            >
              ${sending.cancelling ? 'Cancelling…' : 'Cancel'}
            </button>`
          : nothing
      }
      ${running ? nothing : refusal(session, actions)}
      <div class="outcome" id="outcome" role="status" tabindex="-1">
        ${running ? progress(sending.progress) : nothing} ${sending.phase === 'done' ? outcome(session, sending.result) : nothing}
      </div>
    </div>
    <p class="explanation" role="status">${explanation(sending)}</p>
    <div class="alerts" role="alert">
      ${sending.phase === 'done' && sending.result.outcome === 'failed' ? alertLine(sending.result.message, remedyButton(session, sending.result)) : nothing}
      ${session.notice ? alertLine(session.notice) : nothing} ${said ? alertLine(said) : nothing}
    </div>
  </div>`;
}

/** Heard once in words; seen, where it waits, as a countdown. */
function progress(now: SendProgress): TemplateResult {
  const waits = now.phase === 'waiting' || now.phase === 'held';
  return html`<span class=${waits ? 'sr-only' : nothing}>${progressWords(now)}</span>${
    waits ? html`<keap-countdown aria-hidden="true" .progress=${now}></keap-countdown>` : nothing
  }`;
}

function sendButton(running: boolean, actions: SendBarActions): TemplateResult {
  return html`<button
    type="button"
    class="primary"
    id="send"
    aria-disabled=${running ? 'true' : nothing}
    aria-keyshortcuts="Control+Enter Meta+Enter"
    title="Send (${modifier()}Enter)"
    @keydown=${ignoreRepeats}
    @click=${() => actions.send(false)}
  >
    ${icon('send')}Send
  </button>`;
}

/** In the place of *Send*: it sends nothing itself, not even after the connection was unlocked. */
function unlockButton(session: BuilderSession, reason: 'readOnly' | 'untrusted'): TemplateResult {
  return html`<button
    type="button"
    class="secondary"
    id="unlock"
    @keydown=${ignoreRepeats}
    @click=${() => session.ask('remedy', reason)}
  >
    ${icon(reason === 'readOnly' ? 'lock' : 'workspace-untrusted')}${refusedWords(reason)}
  </button>`;
}

function refusal(session: BuilderSession, actions: SendBarActions): TemplateResult {
  const problems = session.sending.phase === 'refused' ? session.allProblems() : [];
  const blocking = problems.some((problem) => problem.blocking);
  return html`<span class="refusal" role="alert"
      >${
        problems.length > 0
          ? html`${icon(blocking ? 'error' : 'warning', blocking ? 'bad' : 'warn')}<span
                >${problemCountWords(problems.length, blocking)}</span
              >`
          : nothing
      }</span
    >${
      problems.length > 0 && !blocking
        ? html`<button type="button" class="secondary" @click=${() => actions.send(true)}>Send anyway</button>`
        : nothing
    }`;
}

function outcome(session: BuilderSession, result: SendResult): TemplateResult | typeof nothing {
  if (result.outcome === 'failed') return nothing;
  if (result.outcome === 'cancelled')
    return html`<span class="line">${icon('circle-slash')}<span>Cancelled.</span></span>`;
  const good = result.status < 400 && !result.fault;
  return html`<span class="line"
      >${icon(good ? 'pass' : 'error', good ? 'good' : 'bad')}<span
        ><strong>${statusWords(result)}</strong> · ${durationWords(result.ms)} · ${sizeWords(result.bytes)}</span
      ></span
    >
    <span class="line">
      <button type="button" class="link" @click=${() => session.ask('openResponse', null)}>Open response</button>
      <button type="button" class="link" @click=${() => session.ask('openHeaders', null)}>Headers</button>
      ${result.canPutBack ? html`<button type="button" class="link" @click=${() => session.ask('putBack', null)}>Put it back</button>` : nothing}
    </span>`;
}

function explanation(sending: SendState): string | typeof nothing {
  const result = sending.phase === 'done' ? sending.result : undefined;
  return (result?.outcome === 'answered' && result.explanation) || nothing;
}

function remedyButton(
  session: BuilderSession,
  { remedy }: Extract<SendResult, { outcome: 'failed' }>,
): TemplateResult | undefined {
  return (
    remedy &&
    html`<button type="button" class="link" @click=${() => session.ask('remedy', remedy.code)}>${remedy.label}</button>`
  );
}

function alertLine(words: string, action?: TemplateResult): TemplateResult {
  return html`<p class="line">${icon('error', 'bad')}<span>${words}</span>${action ?? nothing}</p>`;
}

/** A key held down must not send again and again. */
function ignoreRepeats(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
