import { html, nothing, type TemplateResult } from 'lit';
import { cache } from 'lit/directives/cache.js';
import { referencedName, resolveSchema } from '../../../keap/catalog/schema.ts';
import { insertProperty } from '../../../keap/request/body/jsonEdit.ts';
import { bodyTemplate } from '../../../keap/request/bodyTemplate.ts';
import { exampleBody } from '../../../keap/request/exampleBody.ts';
import { formatJson } from '../../../keap/request/formatJson.ts';
import { fileParts, type Problem } from '../../../keap/request/validation.ts';
import { removeKeys } from '../../../keap/safety/keyShapes.ts';
import type { BuilderModel } from '../../../protocol/builder.ts';
import { icon } from '../../icon.ts';
import { describe, facts, hintId, type KeyFix, problemList } from '../fieldFrame.ts';
import type { BuilderSession } from '../session.ts';
import { BodyForm } from './bodyForm.ts';
import { BodyText } from './bodyText.ts';
import { formElement } from './formElement.ts';
import { insertId } from './insertId.ts';
import './schemaReference.ts';
import type { WantedProperty } from './schemaReference.ts';
import { viewChoice } from './viewChoice.ts';

/** What both ways to show a body need. */
interface Shown {
  readonly session: BuilderSession;
  readonly model: BuilderModel;
  readonly declared: NonNullable<BuilderModel['operation']['requestBody']>;
  /** Properties that are not for the JSON: the files of a multipart body. */
  readonly without: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  readonly keyFix: KeyFix;
  say(words: string): void;
}

/** A body as a form or as its text, with what helps to write it. */
export function bodySection(session: BuilderSession, say: (words: string) => void): TemplateResult | typeof nothing {
  const { model } = session;
  const declared = model?.operation.requestBody;
  if (!model || !declared) return nothing;
  const files = fileParts(model.operation, model.schemas);
  const without = new Set(files.map(({ name }) => name));
  const properties = resolveSchema(declared.schema, model.schemas).properties ?? {};
  const multipart = files.length > 0;
  if (multipart && Object.keys(properties).every((name) => without.has(name))) return nothing;
  const shown: Shown = {
    session,
    model,
    declared,
    without,
    problems: session.shows('body') ? session.allProblems().filter(({ target }) => target === 'body') : [],
    keyFix: {
      remove: () => {
        editor()?.replace(removeKeys(session.draft.body));
        session.commit('body');
      },
      connect: () => session.connectWithKey(),
    },
    say,
  };
  return html`<section class="body" aria-labelledby="body-heading">
    <div class="label">
      <h2 id="body-heading">${multipart ? 'Other parts' : 'Body'}</h2>
      ${facts({ words: typeWords(model, multipart), required: declared.required && !multipart, deprecated: false })}
      ${viewChoice(session, 'body')}
    </div>
    ${cache(session.bodyView === 'form' ? form(shown) : json(shown, multipart))}
  </section>`;
}

function form({ session, model, declared, without, problems, keyFix }: Shown): TemplateResult {
  const { schema } = declared;
  return html`${formElement(session, {
    ...{ form: 'body', words: 'body', text: session.draft.body, schema, schemas: model.schemas, without },
    ...{ problems, keyFix },
    type: (text) => session.setBody(text),
    leave: () => session.commit('body'),
  })}
    <div class="actions">${exampleButton(model)} ${openButton(session)}</div>`;
}

function json({ session, model, declared, without, problems, keyFix, say }: Shown, multipart: boolean): TemplateResult {
  return html`<keap-body-text
      .text=${session.draft.body}
      .label=${multipart ? 'Other parts, as JSON' : 'Body, as JSON'}
      .required=${declared.required && !multipart}
      .described=${describe('body', false, problems)}
      @typed=${(event: CustomEvent<string>) => session.setBody(event.detail)}
      @left=${() => session.commit('body')}
    ></keap-body-text>
    <div class="actions">
      <button type="button" class="link" @click=${() => format(session, say)}>${icon('list-tree')}Format</button>
      <button type="button" class="link" @click=${() => editor()?.replace(model.bodyTemplate)}>
        ${icon('insert')}Insert template
      </button>
      ${exampleButton(model)}
      <button type="button" class="link" @click=${() => insertIdAt(session, say)}>
        ${icon('search')}Insert id…
      </button>
      ${openButton(session)}
    </div>
    ${problemList('body', problems, keyFix)}
    <details class="reference">
      <summary class="reveal">Properties</summary>
      <p class="hint" id=${hintId('body')}>Choose one to insert it into the body.</p>
      <keap-schema-reference
        .schema=${declared.schema}
        .schemas=${model.schemas}
        .without=${without}
        @wanted=${(event: CustomEvent<WantedProperty>) => insert(session, event.detail, say)}
      ></keap-schema-reference>
    </details>`;
}

function exampleButton({ operation, schemas }: BuilderModel): TemplateResult {
  return html`<button type="button" class="link" @click=${() => editor()?.replace(exampleBody(operation, schemas))}>
    ${icon('symbol-snippet')}Insert example
  </button>`;
}

function openButton(session: BuilderSession): TemplateResult {
  return html`<button type="button" class="link" @click=${() => session.ask('openBody', null)}>
    ${icon('go-to-file')}Open body in editor
  </button>`;
}

function typeWords({ operation }: BuilderModel, multipart: boolean): string[] {
  const { requestBody } = operation;
  if (multipart) return ['JSON, sent as parts of a form'];
  return ['JSON', (requestBody && referencedName(requestBody.schema)) ?? ''];
}

/** What shows the body: it replaces the text in a way that can be undone. */
function editor(): BodyText | BodyForm | undefined {
  const element = document.querySelector('keap-body-text, keap-body-form');
  return element instanceof BodyText || element instanceof BodyForm ? element : undefined;
}

function format(session: BuilderSession, say: (words: string) => void): void {
  const { body } = session.draft;
  if (body.trim() === '') return;
  const formatted = formatJson(body);
  session.commit('body');
  if (formatted === undefined) say('Only valid JSON can be formatted.');
  else editor()?.replace(formatted);
}

function insertIdAt(session: BuilderSession, say: (words: string) => void): void {
  const text = editor();
  if (text instanceof BodyText) void insertId(session, text, say);
}

function insert(session: BuilderSession, { path, schema }: WantedProperty, say: (words: string) => void): void {
  const value = bodyTemplate(schema, session.model?.schemas ?? {});
  const inserted = insertProperty(session.draft.body, path, value);
  const text = editor();
  if (inserted && text instanceof BodyText) text.replace(inserted.text, inserted.start, inserted.end);
  else say(`${path.at(-1)} cannot be inserted: the body is not valid JSON, or has something else in its place.`);
}
