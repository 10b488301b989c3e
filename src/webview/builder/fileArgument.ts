import { html, type TemplateResult } from 'lit';
import { sizeWords } from '../../keap/request/measures.ts';
import { icon } from '../icon.ts';
import type { ControlContext } from './controlContext.ts';
import { linesControl } from './plainControls.ts';
import type { BuilderSession } from './session.ts';

/** More than this is no text that anyone reads or types. */
const MOST_SHOWN = 50_000;

/** Bytes as Base64, typed or from a file. */
export function fileArgument(session: BuilderSession, context: ControlContext): TemplateResult {
  const { id, name, text, commit } = context;
  const load = async () => {
    const file = await session.ask('readFile', { part: name });
    if (file) commit(file.base64);
  };
  const size = sizeWords(Math.floor((text.length * 3) / 4));
  return html`<div class="bytes">
    ${
      text.length > MOST_SHOWN
        ? html`<span class="line" id=${id} tabindex="-1">${icon('file-binary')}<span>${size} of a file</span></span>`
        : linesControl(context)
    }
    <button type="button" class="link" @click=${load}>
      ${icon('folder-opened')}Load file…<span class="sr-only"> into ${name}</span>
    </button>
  </div>`;
}
