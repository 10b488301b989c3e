import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RowPlace, RowRunModel } from '../../protocol/rowRun.ts';
import '../builder/controls/comboBox.ts';
import { focusSoon } from '../builder/focusSoon.ts';
import { icon } from '../icon.ts';
import type { RowRunSession } from './session.ts';

/** What the first choice of a place is called by. A column may have any name, so its number stands for it. */
const NOTHING = 'nothing';
const VALUE = 'value';

const EMPTY = [
  ['leaveOut', 'left out'],
  ['null', 'sent as null'],
  ['text', 'sent as empty text'],
] as const;

/** Which place gets its value from where: a row for each that is required, filled in or wanted. */
export function placesSection(session: RowRunSession, model: RowRunModel): TemplateResult {
  const isShown = ({ words, required, filling }: RowPlace) =>
    required || filling.by !== 'nothing' || session.isWanted(words);
  const shown = model.places.filter(isShown);
  const others = model.places.filter((place) => !isShown(place));
  const used = new Set(model.places.flatMap(({ filling }) => (filling.by === 'column' ? [filling.column] : [])));
  const unused = model.source.columns.filter((column) => !used.has(column));
  return html`<section aria-labelledby="places">
    <h2 id="places">Columns</h2>
    <table class="places">
      <thead>
        <tr>
          <th scope="col">Parameter or property</th>
          <th scope="col">Comes from</th>
          <th scope="col">Empty cells are</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((place, at) => placeRow(session, model, place, at))}
      </tbody>
    </table>
    ${shown.length === 0 ? html`<p class="hint">Nothing is filled in from a column yet.</p>` : nothing}
    <div class="below">
      ${others.length === 0 ? nothing : addPlace(session, others)}
      <button type="button" class="link" @click=${() => session.ask('matchAgain', null)}>
        ${icon('wand')}Match by names
      </button>
    </div>
    ${
      unused.length === 0
        ? nothing
        : html`<p class="hint">
            ${unused.length === 1 ? 'Not used: ' : `${unused.length} columns are not used: `}${unused.slice(0, 30).join(', ')}${unused.length > 30 ? ' …' : ''}
          </p>`
    }
  </section>`;
}

function placeRow(session: RowRunSession, model: RowRunModel, place: RowPlace, at: number): TemplateResult {
  const { words, filling, required, type, within } = place;
  const { columns } = model.source;
  const fill = (chosen: string) => {
    const column = columns[Number(chosen)];
    if (chosen === NOTHING) void session.ask('fill', { place: words, filling: { by: 'nothing' } });
    else if (chosen === VALUE) void session.ask('fill', { place: words, filling: { by: 'value', text: '' } });
    else if (column !== undefined)
      void session.ask('fill', { place: words, filling: { by: 'column', column, empty: 'leaveOut' } });
    // What is taken back keeps its row, to be filled in otherwise.
    session.want(words);
  };
  const now = filling.by === 'column' ? String(columns.indexOf(filling.column)) : filling.by;
  return html`<tr>
    <th scope="row">
      <code class="name">${words}</code>
      <span class="type"
        >${[type, ...(within === 'body' ? [] : [within])].join(' · ')}${required ? html` · <span class="required">required</span>` : nothing}</span
      >
    </th>
    <td>
      <span class="select"
        ><select id=${placeId(words)} aria-label="Where ${words} comes from" @change=${(event: Event) => fill(chosenIn(event))}>
          <option value=${NOTHING} .selected=${live(now === NOTHING)}>Nothing</option>
          <option value=${VALUE} .selected=${live(now === VALUE)}>The same for all rows</option>
          <optgroup label="Columns">
            ${columns.map((column, index) => html`<option value=${String(index)} .selected=${live(now === String(index))}>${column}</option>`)}
          </optgroup></select
        >${icon('chevron-down')}</span
      >
      ${filling.by === 'value' ? valueControl(session, place, filling.text, at) : nothing}
    </td>
    <td>${filling.by === 'column' ? emptyControl(session, words, filling) : nothing}</td>
  </tr>`;
}

function valueControl(session: RowRunSession, { words, choices }: RowPlace, text: string, at: number): TemplateResult {
  const fill = (typed: string) => session.ask('fill', { place: words, filling: { by: 'value', text: typed } });
  const list = `choices-${at}`;
  return html`<input
      type="text"
      class="value"
      autocomplete="off"
      spellcheck="false"
      aria-label="${words}, for all rows"
      list=${choices.length > 0 ? list : nothing}
      .value=${live(text)}
      @change=${(event: Event) => event.target instanceof HTMLInputElement && fill(event.target.value)}
    />${
      choices.length > 0
        ? html`<datalist id=${list}>${choices.map((choice) => html`<option value=${choice}></option>`)}</datalist>`
        : nothing
    }`;
}

function emptyControl(
  session: RowRunSession,
  words: string,
  filling: RowPlace['filling'] & { readonly by: 'column' },
): TemplateResult {
  const fill = (event: Event) => {
    const empty = EMPTY.find(([each]) => each === chosenIn(event))?.[0] ?? 'leaveOut';
    void session.ask('fill', { place: words, filling: { ...filling, empty } });
  };
  return html`<span class="select"
    ><select aria-label="What an empty cell means for ${words}" @change=${fill}>
      ${EMPTY.map(([empty, label]) => html`<option value=${empty} .selected=${live(empty === filling.empty)}>${label}</option>`)}</select
    >${icon('chevron-down')}</span
  >`;
}

function addPlace(session: RowRunSession, others: readonly RowPlace[]): TemplateResult {
  const names = others.map(({ words }) => words);
  const choose = (typed: string) => {
    const name = typed.trim();
    session.type(names.includes(name) ? '' : typed);
    if (!names.includes(name)) return;
    session.want(name);
    focusSoon(placeId(name));
  };
  return html`<div class="addPlace">
    ${icon('add')}
    <label class="sr-only" for="add">Add a parameter or property</label>
    <keap-combo-box
      .controlId=${'add'}
      .value=${live(session.typed)}
      .options=${names}
      .placeholder=${`Add a parameter or property (${names.length})`}
      .described=${{ describedBy: nothing, invalid: nothing }}
      @typed=${(event: CustomEvent<string>) => session.type(event.detail)}
      @chosen=${(event: CustomEvent<string>) => choose(event.detail)}
    ></keap-combo-box>
  </div>`;
}

function placeId(words: string): string {
  return `place-${words}`;
}

function chosenIn(event: Event): string {
  return event.target instanceof HTMLSelectElement ? event.target.value : '';
}
