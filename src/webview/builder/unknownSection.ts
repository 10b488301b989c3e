import { html, nothing, type TemplateResult } from 'lit';
import { inputTexts } from '../../keap/request/parameterValue.ts';
import { unknownParameters } from '../../keap/request/validation.ts';
import { icon } from '../icon.ts';
import { problemList, problemsId } from './fieldFrame.ts';
import type { BuilderSession } from './session.ts';

/** What a draft holds that its operation does not take: shown, since nothing typed is lost, and not sent. */
export function unknownSection(session: BuilderSession): TemplateResult | typeof nothing {
  const { model, draft } = session;
  const unknown = model ? unknownParameters(model.operation, draft) : [];
  if (unknown.length === 0) return nothing;
  return html`<section aria-labelledby="group-unknown">
    <h2 id="group-unknown">Not sent</h2>
    ${unknown.map((id) => {
      const name = id.replace(/^\w+:/, '');
      const problems = session.allProblems().filter(({ target }) => target === id);
      return html`<div class="field">
        <div class="label"><span class="name">${name}</span><span class="type">not a parameter</span></div>
        <p class="row">
          <code>${inputTexts(draft.parameters[id]).join(', ')}</code>
          <button
            id=${id}
            type="button"
            class="link"
            aria-describedby=${problemsId(id)}
            @click=${() => {
              session.setParameter(id, '');
              session.commit(id);
            }}
          >
            ${icon('trash')}Remove<span class="sr-only"> ${name}</span>
          </button>
        </p>
        ${problemList(id, problems)}
      </div>`;
    })}
  </section>`;
}
