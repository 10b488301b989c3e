import { html, type TemplateResult } from 'lit';

/** A codicon as decoration: what it means stands beside it in words. */
export function icon(name: string, extra = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${extra}" aria-hidden="true"></span>`;
}
