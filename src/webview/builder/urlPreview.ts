import { html, nothing, type TemplateResult } from 'lit';
import { type CallPart, callParts } from '../../keap/request/call/callWords.ts';
import { destinationOf } from '../../keap/request/destination.ts';
import { parameterId } from '../../keap/request/draft.ts';
import { requestTarget } from '../../keap/request/httpRequest.ts';
import type { RunWish } from '../../protocol/builder.ts';
import { icon } from '../icon.ts';
import { modifier } from '../modifier.ts';
import { pathParts } from './header.ts';
import type { BuilderSession } from './session.ts';

export type Copied = 'url' | 'curl' | 'code' | undefined;

/** What was just done, to be told for a moment. */
export type Done = Copied | 'saved';

export interface PreviewActions {
  copy(what: NonNullable<Copied>): void;
  /** Opens the request as a `.http` file. */
  open(): void;
  save(): void;
}

/** The exact address of the request as it is typed, to read and to copy, with the request as code. */
export function urlPreview(session: BuilderSession, done: Done, actions: PreviewActions): TemplateResult {
  const { copy, open, save } = actions;
  const { model, draft } = session;
  const { origin, target } = model
    ? destinationOf(model.operation.version, requestTarget(model.operation, model.schemas, draft), model.connection)
    : { origin: '', target: '' };
  return html`<section class="preview" aria-label="Request address">
    <p class="url"><code>${origin}${pathParts(target)}</code></p>
    ${model?.operation.call ? callPreview(callParts(model.operation, draft)) : nothing}
    <div class="actions">
      <button type="button" class="link" @click=${() => copy('url')}>
        ${icon(done === 'url' ? 'check' : 'copy')}Copy URL
      </button>
      <button type="button" class="link" @click=${() => copy('curl')}>
        ${icon(done === 'curl' ? 'check' : 'terminal')}Copy as cURL
      </button>
      <button type="button" class="link" @click=${() => copy('code')}>
        ${icon(done === 'code' ? 'check' : 'code')}Copy as code…
      </button>
      <button type="button" class="link" @click=${open}>${icon('go-to-file')}Open as HTTP file</button>
      <button type="button" class="link" aria-keyshortcuts="Control+S Meta+S" title="Save this request (${modifier()}S)" @click=${save}>
        ${icon(done === 'saved' ? 'check' : 'save')}Save
      </button>
      ${runLinks(session)} ${model && model.operation.version !== 'v2' ? convertLink(session) : nothing}
      <span class="copied" role="status">${done === undefined ? '' : done === 'saved' ? 'Saved' : 'Copied'}</span>
    </div>
  </section>`;
}

function convertLink(session: BuilderSession): TemplateResult {
  return html`<button type="button" class="link" @click=${() => {
    session.flush();
    void session.ask('convertToV2', null);
  }}>
    ${icon('arrow-swap')}Convert to v2
  </button>`;
}

/** A method call as it is filled in; arguments without a value stand by their names. */
function callPreview(parts: readonly CallPart[]): TemplateResult {
  const words = parts.map((part) => ('text' in part ? part.text : html`<var>${part.missing}</var>`));
  return html`<p class="url call"><code>${words}</code></p>`;
}

/** What tells one page of a list from another. */
const PAGE_PLACES = new Set(['query:page_token', 'query:offset', 'argument:page', 'argument:pageNumber']);

/** The request as the start of a run: a list has pages, and what needs input can have it from rows. */
function runLinks(session: BuilderSession): TemplateResult {
  const { operation } = session.model ?? {};
  const hasPages = operation?.parameters.some((parameter) => PAGE_PLACES.has(parameterId(parameter)));
  const make = (wish: RunWish) => {
    session.flush();
    void session.ask('makeRun', wish);
  };
  const pages = html`<button type="button" class="link" @click=${() => make('pages')}>${icon('layers')}Fetch all pages…</button>`;
  const rows = html`<button type="button" class="link" @click=${() => make('rows')}>${icon('run-all')}Run for each row…</button>`;
  return html`${operation?.effect === 'reads' && hasPages ? pages : nothing} ${operation?.needsInput ? rows : nothing}`;
}
