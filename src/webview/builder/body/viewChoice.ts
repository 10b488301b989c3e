import { html, type TemplateResult } from 'lit';
import type { BodyView } from '../../../protocol/builder.ts';
import type { BuilderSession } from '../session.ts';

const VIEW_WORDS: Readonly<Record<BodyView, string>> = { form: 'Form', json: 'JSON' };

/** Whether JSON shows as fields or as its text. @param words what it is: `body` */
export function viewChoice(session: BuilderSession, words: string): TemplateResult {
  return html`<div class="views" role="group" aria-label="Show the ${words} as">
    ${(['form', 'json'] as const).map(
      (view) =>
        html`<button
          type="button"
          aria-pressed=${session.bodyView === view ? 'true' : 'false'}
          @click=${() => session.showBodyAs(view)}
        >
          ${VIEW_WORDS[view]}
        </button>`,
    )}
  </div>`;
}
