import { html, type TemplateResult } from 'lit';
import { sizeWords } from '../../../keap/request/measures.ts';
import { icon } from '../../icon.ts';
import { focusSoon } from '../focusSoon.ts';
import type { BuilderSession } from '../session.ts';
import type { ControlContext } from './controlContext.ts';
import { linesControl } from './plainControls.ts';

/** More than this is no text that anyone reads or types. */
const MOST_SHOWN = 50_000;

/** Whether an argument is told of by its size alone, with nothing to type into. */
export function isShownAsFile(text: string): boolean {
  return text.length > MOST_SHOWN;
}

/** Bytes as Base64, typed or from a file. */
export function fileArgument(session: BuilderSession, context: ControlContext): TemplateResult {
  const { id, name, text, commit } = context;
  const load = async () => {
    const file = await session.ask('readFile', { part: name });
    if (file) commit(file.base64);
  };
  const remove = () => {
    commit('');
    focusSoon(id);
  };
  const size = sizeWords(Math.floor((text.length * 3) / 4));
  return html`<div class="bytes">
    ${
      isShownAsFile(text)
        ? html`<span class="line" id=${id} role="group" tabindex="-1" aria-labelledby="${id}-name ${id}-size"
            >${icon('file-binary')}<span id="${id}-size">${size} of a file</span>
            <button type="button" class="bare" title="Remove" aria-label="Remove the file from ${name}" @click=${remove}>
              ${icon('close')}
            </button></span
          >`
        : linesControl(context)
    }
    <button type="button" class="link" @click=${load}>
      ${icon('folder-opened')}Load file…<span class="sr-only"> into ${name}</span>
    </button>
  </div>`;
}
