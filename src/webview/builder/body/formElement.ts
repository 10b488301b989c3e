import { html, type TemplateResult } from 'lit';
import type { Schema, Schemas } from '../../../keap/catalog/schema.ts';
import type { Problem } from '../../../keap/request/validation.ts';
import type { KeyFix } from '../fieldFrame.ts';
import { focusSoon } from '../focusSoon.ts';
import type { BuilderSession } from '../session.ts';
import './bodyForm.ts';

/** What a form is of; see `BodyForm`. */
interface FormOf {
  /** Also the id of its text, where that shows instead. */
  readonly form: string;
  readonly words: string;
  readonly text: string;
  readonly schema: Schema;
  readonly schemas: Schemas;
  readonly without: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  readonly keyFix: KeyFix;
  type(text: string): void;
  leave(): void;
}

/** A form of the request builder: it knows the names of ids and can load files. */
export function formElement(session: BuilderSession, shown: FormOf): TemplateResult {
  const { form, words, text, schema, schemas, without, problems, keyFix, type, leave } = shown;
  return html`<keap-body-form
    .form=${form}
    .words=${words}
    .text=${text}
    .schema=${schema}
    .schemas=${schemas}
    .without=${without}
    .records=${session.records}
    .known=${session.records.version}
    .problems=${problems}
    .all=${session.tried}
    .keyFix=${keyFix}
    .load=${async (part: string) => (await session.ask('readFile', { part })) ?? undefined}
    @typed=${(event: CustomEvent<string>) => type(event.detail)}
    @left=${leave}
    @json=${() => {
      session.showBodyAs('json');
      focusSoon(form);
    }}
  ></keap-body-form>`;
}
