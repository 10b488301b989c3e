import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { describeType, resolveSchema, type Schema, type Schemas, schemaType } from '../../../keap/catalog/schema.ts';
import { ITEM } from '../../../keap/request/body/jsonEdit.ts';
import { icon } from '../../icon.ts';
import { facts } from '../fieldFrame.ts';
import { keapWords } from '../keapWords.ts';

/** A property someone wants in the body. */
export interface WantedProperty {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/**
 * What a body may hold, as a tree of properties that open when asked: a schema may contain itself.
 *
 * @fires wanted with a `WantedProperty` when a property was clicked
 */
export class SchemaReference extends LitElement {
  static override properties = {
    schema: { attribute: false },
    schemas: { attribute: false },
    without: { attribute: false },
    open: { state: true },
  };

  declare schema: Schema;
  declare schemas: Schemas;
  /** Properties that are not for the JSON: the files of a multipart body. */
  declare without: ReadonlySet<string>;
  declare private open: ReadonlySet<string>;

  constructor() {
    super();
    this.schema = {};
    this.schemas = {};
    this.without = new Set();
    this.open = new Set();
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return this.tree(this.schema, []);
  }

  private tree(schema: Schema, path: readonly string[]): TemplateResult {
    const { object, steps } = this.objectWithin(schema);
    const within = [...path, ...steps];
    const names = Object.keys(object?.properties ?? {}).filter((name) => path.length > 0 || !this.without.has(name));
    const required = new Set(object?.required ?? []);
    const sorted = [...names.filter((name) => required.has(name)), ...names.filter((name) => !required.has(name))];
    return html`<ul class="properties">
      ${sorted.map((name) => this.row(object?.properties?.[name] ?? {}, [...within, name], required.has(name)))}
    </ul>`;
  }

  private row(schema: Schema, path: readonly string[], required: boolean): TemplateResult {
    const name = path.at(-1) ?? '';
    const key = JSON.stringify(path);
    const opens = this.objectWithin(schema).object?.properties !== undefined;
    const open = opens && this.open.has(key);
    const resolved = resolveSchema(schema, this.schemas);
    const values = resolved.enum ?? resolveSchema(resolved.items, this.schemas).enum;
    return html`<li>
      <div class="property">
        ${
          opens
            ? html`<button
                type="button"
                class="bare"
                aria-expanded=${open ? 'true' : 'false'}
                aria-label="Properties of ${name}"
                @click=${() => this.toggle(key)}
              >
                ${icon(open ? 'chevron-down' : 'chevron-right')}
              </button>`
            : html`<span class="indent"></span>`
        }
        <div class="what">
          <button
          type="button"
          class="link insert"
          title="Insert into the body"
          aria-label="Insert ${name} into the body"
          @click=${() => this.want({ path, schema })}
        >
          ${name}
        </button>
        ${facts({
          words: [describeType(schema, this.schemas), resolved.readOnly ? 'read only' : ''],
          required,
          deprecated: resolved.deprecated === true || schema.deprecated === true,
        })}
        </div>
      </div>
      ${values ? html`<p class="values">One of ${values.map(String).join(', ')}</p>` : nothing}
      ${keapWords(schema.description ?? resolved.description)} ${open ? this.tree(schema, path) : nothing}
    </li>`;
  }

  /** The object of a schema, or of the items of a list, with the steps that lead into it. */
  private objectWithin(schema: Schema): { object: Schema | undefined; steps: readonly string[] } {
    const steps: string[] = [];
    let current = resolveSchema(schema, this.schemas);
    while (schemaType(current) === 'array' && steps.length < 4) {
      steps.push(ITEM);
      current = resolveSchema(current.items, this.schemas);
    }
    return { object: schemaType(current) === 'object' ? current : undefined, steps };
  }

  private toggle(key: string): void {
    const open = new Set(this.open);
    if (!open.delete(key)) open.add(key);
    this.open = open;
  }

  private want(wanted: WantedProperty): void {
    this.dispatchEvent(new CustomEvent('wanted', { detail: wanted }));
  }
}

customElements.define('keap-schema-reference', SchemaReference);
