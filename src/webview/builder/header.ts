import { html, nothing, type TemplateResult } from 'lit';
import { consequenceOf } from '../../keap/catalog/effectWords.ts';
import type { Effect, MethodCall } from '../../keap/catalog/operation.ts';
import { retirementWords } from '../../keap/catalog/xmlrpc/xmlRpcRetirement.ts';
import type { BuilderModel, ConnectionNow } from '../../protocol/builder.ts';
import { icon } from '../icon.ts';
import { keapWords } from './keapWords.ts';
import { connectionWords, effectWords } from './words.ts';

const EFFECT_ICONS: Readonly<Record<Effect, string>> = {
  reads: 'eye',
  creates: 'add',
  changes: 'edit',
  deletes: 'trash',
  'sends mail': 'mail',
  'moves money': 'credit-card',
  'starts automation': 'zap',
  'changes schema': 'symbol-structure',
};

/** What the operation is, what a request of it does, and to which account. */
export function header(model: BuilderModel, effect: Effect, onSwitch: () => void): TemplateResult {
  const { operation } = model;
  const consequence = consequenceOf({ effect });
  return html`<header>
    <div class="titleRow">
      <h1>${operation.title}</h1>
      ${operation.deprecated ? html`<span class="mark">Deprecated</span>` : nothing}
      ${operation.undocumented ? html`<span class="mark" title="Only an old SDK knows it; Keap’s documents do not">Undocumented</span>` : nothing}
      <button
        type="button"
        class="secondary connection"
        title="Switch connection"
        aria-label="Connection: ${connectionWords(model)}. Switch connection"
        @click=${onSwitch}
      >
        ${icon(connectionIcon(model))}<span>${connectionWords(model)}</span>
      </button>
    </div>
    <p class="route">
      <span class="method ${operation.method.toLowerCase()}">${operation.method}</span>
      <code>${operation.call ? operation.operationId : pathParts(operation.path)}</code>
    </p>
    ${keapWords(operation.description)}
    ${operation.call ? callFacts(operation.call) : nothing}
    ${
      effect === 'reads'
        ? nothing
        : html`<p class="effect ${consequence ? 'grave' : ''}">
            ${icon(EFFECT_ICONS[effect])}<span
              ><strong>${effectWords(effect)}</strong>${consequence ? html`<br />${consequence}` : nothing}</span
            >
          </p>`
    }
  </header>`;
}

/** When XML-RPC ends, and where Keap describes the method. */
function callFacts({ documentation }: MethodCall): TemplateResult {
  const link = html` <a href=${documentation ?? ''}>Keap’s documentation</a>`;
  return html`<p class="hint">${retirementWords(Date.now())}${documentation ? link : nothing}</p>`;
}

function connectionIcon({ connection, access }: ConnectionNow): string {
  if (connection.kind === 'sandbox') return 'beaker';
  if (access === 'none') return 'workspace-untrusted';
  if (access === 'readOnly') return 'lock';
  return connection.readOnly ? 'unlock' : 'plug';
}

/** A path or address with what still stands for a value set apart. */
export function pathParts(path: string): (string | TemplateResult)[] {
  return path.split(/(\{[^{}]*\})/).map((part) => (part.startsWith('{') ? html`<var>${part}</var>` : part));
}
