import { html, nothing, type TemplateResult } from 'lit';
import type { CheckShown, RowRunModel } from '../../protocol/rowRun.ts';
import { icon } from '../icon.ts';
import type { RowRunSession } from './session.ts';
import { countWords, linesWords } from './words.ts';

type Done = Extract<CheckShown, { state: 'done' }>;

/** The first rows as they would be sent. */
export function previewSection({ previews, method }: RowRunModel): TemplateResult | typeof nothing {
  if (previews.length === 0) return nothing;
  return html`<section aria-labelledby="previews">
    <h2 id="previews">First requests</h2>
    ${previews.map(
      ({ line, target, body, problems }) =>
        html`<article class="request" aria-label="Request of line ${line}">
          <p class="route">
            <span class="type">Line ${line}</span><span class="method ${method.toLowerCase()}">${method}</span>
            <code>${target}</code>
          </p>
          ${body === '' ? nothing : html`<pre tabindex="0" aria-label="Body"><code>${body}</code></pre>`}
          ${problems.map((words) => html`<p class="line">${icon('warning', 'warn')}<span>${words}</span></p>`)}
        </article>`,
    )}
  </section>`;
}

/** What the check of all rows found. */
export function checkSection(session: RowRunSession, { check }: RowRunModel): TemplateResult | typeof nothing {
  if (check.state !== 'done') return nothing;
  return html`<section aria-labelledby="check">
    <h2 id="check">Dry run</h2>
    <p class="line">
      ${icon(check.problems.length === 0 ? 'pass' : 'warning', check.problems.length === 0 ? 'good' : 'warn')}<span
        ><strong>${checkSummary(check)}</strong> Nothing was sent.</span
      >
    </p>
    ${check.problems.length === 0 ? nothing : problemTable(check)}
    ${check.problems.length === 0 ? nothing : html`<button type="button" class="link" @click=${() => session.ask('saveProblems', null)}>${icon('save-as')}Save all problems as CSV…</button>`}
    ${check.doubtful > 0 ? doubtfulControl(session, check) : nothing}
    ${check.repeated > 0 ? html`<p class="hint">${countWords(check.repeated, 'row')} would send the same request as an earlier row.</p>` : nothing}
    <p class="estimate">${icon('dashboard')}<span>${check.estimate}</span></p>
  </section>`;
}

/** What the check found, in a sentence. */
export function checkSummary({ rows, ready, doubtful, blocked }: Done): string {
  if (ready === rows) return `All ${countWords(rows, 'row')} can be sent.`;
  const parts = [
    `${ready.toLocaleString('en')} of ${countWords(rows, 'row')} can be sent`,
    ...(doubtful > 0 ? [`${doubtful.toLocaleString('en')} ${doubtful === 1 ? 'looks' : 'look'} wrong`] : []),
    ...(blocked > 0 ? [`${blocked.toLocaleString('en')} cannot be sent`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function problemTable({ problems }: Done): TemplateResult {
  return html`<table class="found">
    <thead>
      <tr>
        <th scope="col">Problem</th>
        <th scope="col">Rows</th>
        <th scope="col">Lines</th>
      </tr>
    </thead>
    <tbody>
      ${problems.map(
        ({ words, rows, lines, blocking }) =>
          html`<tr>
            <td>
              <span class="line"
                >${icon(blocking ? 'error' : 'warning', blocking ? 'bad' : 'warn')}<span class="sr-only"
                  >${blocking ? 'Cannot be sent: ' : 'Looks wrong: '}</span
                ><span>${words}</span></span
              >
            </td>
            <td class="number">${rows.toLocaleString('en')}</td>
            <td>${linesWords(lines, rows)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function doubtfulControl(session: RowRunSession, { doubtful, sendDoubtful }: Done): TemplateResult {
  const send = (event: Event) =>
    event.target instanceof HTMLInputElement && session.ask('sendDoubtful', event.target.checked);
  return html`<label class="line"
    ><input type="checkbox" .checked=${sendDoubtful} @change=${send} /><span
      >Send the ${countWords(doubtful, 'row')} that ${doubtful === 1 ? 'looks' : 'look'} wrong, too</span
    ></label
  >`;
}
