import { html, nothing, type TemplateResult } from 'lit';
import { sizeWords } from '../../keap/request/measures.ts';
import { fileParts } from '../../keap/request/validation.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { icon } from '../icon.ts';
import { describe, facts, problemList } from './fieldFrame.ts';
import type { BuilderSession } from './session.ts';

/** The files of a multipart body. */
export function fileSection(session: BuilderSession): TemplateResult | typeof nothing {
  const { model } = session;
  const parts = model ? fileParts(model.operation, model.schemas) : [];
  if (parts.length === 0) return nothing;
  return html`<section aria-labelledby="files-heading">
    <h2 id="files-heading">${parts.length === 1 ? 'File' : 'Files'}</h2>
    ${parts.map((part) => fileField(session, part.name, part.required))}
  </section>`;
}

function fileField(session: BuilderSession, part: string, required: boolean): TemplateResult {
  const id = `file:${part}`;
  const choice = session.draft.files[part];
  const problems = session.shows(id) ? session.allProblems().filter(({ target }) => target === id) : [];
  const described = describe(id, false, problems);
  return html`<div class="field">
    <div class="label"><span class="name" id="${id}-name">${part}</span>${facts({ words: ['file'], required, deprecated: false })}</div>
    <div class="file">
      ${
        choice
          ? html`${icon('file')}<span class="fileName">${plainText(choice.name)}</span>
              <span class="type">${sizeWords(choice.size)}</span>`
          : nothing
      }
      <button
        type="button"
        class="secondary"
        id=${id}
        aria-describedby="${id}-name ${described.describedBy === nothing ? '' : described.describedBy}"
        @click=${() => choose(session, part)}
      >
        ${choice ? 'Replace…' : 'Choose file…'}
      </button>
      ${
        choice
          ? html`<button
              type="button"
              class="bare"
              title="Remove"
              aria-label="Remove ${plainText(choice.name)}"
              @click=${() => {
                session.setFile(part, undefined);
                document.getElementById(id)?.focus();
              }}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>
    ${problemList(id, problems)}
  </div>`;
}

async function choose(session: BuilderSession, part: string): Promise<void> {
  const choice = await session.ask('chooseFile', { part });
  if (choice) session.setFile(part, choice);
}
