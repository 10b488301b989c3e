import { html, nothing, type TemplateResult } from 'lit';
import { sizeWords } from '../../../keap/request/measures.ts';
import { icon } from '../../icon.ts';
import type { ControlContext } from '../controls/controlContext.ts';
import { linesControl } from '../controls/plainControls.ts';
import { encodeText } from './base64.ts';
import type { FormContext, Place } from './formContext.ts';

const MOST_TEXT = 50_000;

/** Bytes that go as Base64: as the plain text they are, or as a file. */
export function base64Control(context: FormContext, place: Place, control: ControlContext): TemplateResult {
  const { text: base64, name } = control;
  const decoded = context.decoded(place, base64);
  const encoded = (plain: string) => context.set(place, JSON.stringify(encodeText(plain)));
  const plain = decoded.kind === 'text' ? decoded.text : base64;
  const load = html`<button
    type="button"
    class="link"
    @click=${() => context.loadFile(place)}
  >
    ${icon('folder-opened')}Load file…<span class="sr-only"> into ${name}</span>
  </button>`;
  if (decoded.kind === 'bytes' || plain.length > MOST_TEXT) {
    const size = decoded.kind === 'bytes' ? decoded.size : plain.length;
    return html`<div class="bytes">
      <span class="line" id=${control.id} tabindex="-1">${icon('file-binary')}<span>${sizeWords(size)} of a file</span></span>
      ${load}
    </div>`;
  }
  return html`<div class="bytes">
    ${linesControl({ ...control, text: plain, type: (input) => encoded(String(input)) })}
    ${
      decoded.kind === 'plain'
        ? html`<p class="problems" id="${control.id}-plain">
              ${icon('warning')}<span>This is not Base64: Keap would take it as it stands.</span>
            </p>
            <button
              type="button"
              class="link"
              @click=${() => {
                encoded(base64);
                context.commit(place);
              }}
            >
              ${icon('lightbulb')}Encode it
            </button>`
        : nothing
    }
    ${load}
  </div>`;
}
