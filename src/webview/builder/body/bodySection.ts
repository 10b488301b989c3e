import { html, nothing, type TemplateResult } from 'lit';
import { referencedName, resolveSchema } from '../../../keap/catalog/schema.ts';
import { insertProperty } from '../../../keap/request/body/jsonEdit.ts';
import { bodyTemplate } from '../../../keap/request/bodyTemplate.ts';
import { exampleBody } from '../../../keap/request/exampleBody.ts';
import { formatJson } from '../../../keap/request/formatJson.ts';
import { fileParts } from '../../../keap/request/validation.ts';
import { removeKeys } from '../../../keap/safety/keyShapes.ts';
import type { BuilderModel } from '../../../protocol/builder.ts';
import { describe, facts, hintId, problemList } from '../fieldFrame.ts';
import { icon } from '../icon.ts';
import { BodyText } from './bodyText.ts';
import './schemaReference.ts';
import type { BuilderSession } from '../session.ts';
import type { WantedProperty } from './schemaReference.ts';

/** The JSON of a body with what helps to write it. */
export function bodySection(session: BuilderSession, say: (words: string) => void): TemplateResult | typeof nothing {
  const { model } = session;
  const declared = model?.operation.requestBody;
  if (!model || !declared) return nothing;
  const files = fileParts(model.operation, model.schemas);
  const problems = session.shows('body') ? session.allProblems().filter(({ target }) => target === 'body') : [];
  const without = new Set(files.map(({ name }) => name));
  const properties = resolveSchema(declared.schema, model.schemas).properties ?? {};
  const multipart = files.length > 0;
  if (multipart && Object.keys(properties).every((name) => without.has(name))) return nothing;
  const title = multipart ? 'Other parts' : 'Body';
  const keyFix = {
    remove: () => {
      bodyText()?.replace(removeKeys(session.draft.body));
      session.commit('body');
    },
    connect: () => session.connectWithKey(),
  };
  return html`<section class="body" aria-labelledby="body-heading">
    <div class="label">
      <h2 id="body-heading">${title}</h2>
      ${facts({ words: typeWords(model, multipart), required: declared.required && !multipart, deprecated: false })}
    </div>
    <keap-body-text
      .text=${session.draft.body}
      .label=${multipart ? 'Other parts, as JSON' : 'Body, as JSON'}
      .required=${declared.required && !multipart}
      .described=${describe('body', false, problems)}
      @typed=${(event: CustomEvent<string>) => session.setBody(event.detail)}
      @left=${() => session.commit('body')}
    ></keap-body-text>
    <div class="actions">
      <button type="button" class="link" @click=${() => format(session, say)}>${icon('list-tree')}Format</button>
      <button type="button" class="link" @click=${() => bodyText()?.replace(model.bodyTemplate)}>
        ${icon('insert')}Insert template
      </button>
      <button
        type="button"
        class="link"
        @click=${() => bodyText()?.replace(exampleBody(model.operation, model.schemas))}
      >
        ${icon('symbol-snippet')}Insert example
      </button>
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
    </details>
  </section>`;
}

function typeWords({ operation }: BuilderModel, multipart: boolean): string[] {
  const { requestBody } = operation;
  if (multipart) return ['JSON, sent as parts of a form'];
  return ['JSON', (requestBody && referencedName(requestBody.schema)) ?? ''];
}

function bodyText(): BodyText | undefined {
  const element = document.querySelector('keap-body-text');
  return element instanceof BodyText ? element : undefined;
}

function format(session: BuilderSession, say: (words: string) => void): void {
  const { body } = session.draft;
  if (body.trim() === '') return;
  const formatted = formatJson(body);
  session.commit('body');
  if (formatted === undefined) say('Only valid JSON can be formatted.');
  else bodyText()?.replace(formatted);
}

function insert(session: BuilderSession, { path, schema }: WantedProperty, say: (words: string) => void): void {
  const value = bodyTemplate(schema, session.model?.schemas ?? {});
  const inserted = insertProperty(session.draft.body, path, value);
  if (inserted) bodyText()?.replace(inserted.text, inserted.start, inserted.end);
  else say(`${path.at(-1)} cannot be inserted: the body is not valid JSON, or has something else in its place.`);
}
