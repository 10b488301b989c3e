import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Operation, Parameter } from '../../../src/keap/catalog/operation.ts';
import { emptyDraft, type ParameterInput } from '../../../src/keap/request/draft.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';
import { type Control, fieldOf } from '../../../src/webview/builder/controls/controls.ts';
import { catalogs, operations } from '../catalog/realCatalog.ts';

/** A report takes its query as its own parameters flattened out, of which Keap's document says nothing more. */
const SILENT = 'v2:runReport';
/** Has an order, and the document does not say by which fields. */
const UNSAID = 'v2:listNoteTemplates';

function having(name: string): readonly { operation: Operation; parameter: Parameter }[] {
  return operations
    .filter(({ key }) => key !== SILENT)
    .flatMap((operation) =>
      operation.parameters
        .filter((parameter) => parameter.in === 'query' && parameter.name === name)
        .map((parameter) => ({ operation, parameter })),
    );
}

function controlOf<Kind extends Control['kind']>(operation: Operation, parameter: Parameter, kind: Kind) {
  const field = fieldOf(parameter, operation, catalogs[operation.version].schemas);
  assert.equal(field.control.kind, kind, `${operation.key} ${parameter.name}`);
  return { ...field, control: field.control as Extract<Control, { kind: Kind }> };
}

function problems(operation: Operation, name: string, input: ParameterInput): string[] {
  const draft = { ...emptyDraft(operation.key), parameters: { [`query:${name}`]: input } };
  const found = validateDraft(operation, catalogs[operation.version].schemas, draft);
  return found.filter(({ target }) => target === `query:${name}`).map(({ message }) => message);
}

describe('Pickers, over all operations', () => {
  it('order_by takes the fields that a list knows, either way', () => {
    const all = having('order_by');
    assert.equal(all.length, 57);
    for (const { operation, parameter } of all) {
      const { fields } = controlOf(operation, parameter, 'order').control;
      assert.equal(fields.length > 0, operation.key !== UNSAID, operation.key);
      for (const field of fields) {
        for (const text of [field, `${field} asc`, `${field} desc`]) {
          assert.deepEqual(problems(operation, 'order_by', text), [], operation.key);
        }
      }
      if (fields.length > 0) assert.match(problems(operation, 'order_by', 'shoe_size')[0] ?? '', /takes one of/);
    }
  });

  it('fields and optional_properties are ticked, and others may be typed', () => {
    const all = [...having('fields'), ...having('optional_properties')];
    assert.equal(all.length, 28);
    for (const { operation, parameter } of all) {
      const { options, open } = controlOf(operation, parameter, 'checks').control;
      assert.ok(options.length > 0 && options.every((option) => /^\w+$/.test(option)), operation.key);
      assert.ok(open, operation.key);
      assert.deepEqual(problems(operation, parameter.name, options), [], operation.key);
    }
  });

  it('a name that a complete list does not have is told of', () => {
    const contacts = having('fields').filter(({ operation }) => operation.query?.fields?.includes('id'));
    assert.equal(contacts.length, 5);
    for (const { operation } of contacts) {
      assert.match(
        problems(operation, 'fields', ['givenname'])[0] ?? '',
        /asks for givenname.*did you mean given_name/,
      );
    }
  });

  it('page_size shows the most that a list gives, and holds it', () => {
    const all = having('page_size');
    assert.equal(all.length, 57);
    for (const { operation, parameter } of all) {
      const most = operation.query?.pageSizeMax ?? Number.NaN;
      assert.equal(controlOf(operation, parameter, 'text').bounds, `1–${most}`, operation.key);
      assert.deepEqual(problems(operation, 'page_size', '1'), []);
      assert.deepEqual(problems(operation, 'page_size', String(most)), [], operation.key);
      assert.match(problems(operation, 'page_size', String(most + 1))[0] ?? '', new RegExp(`${most} or less`));
      assert.match(problems(operation, 'page_size', '0')[0] ?? '', /1 or more/, operation.key);
    }
    const sizes = Map.groupBy(all, ({ operation }) => operation.query?.pageSizeMax);
    assert.deepEqual([...sizes].map(([size, lists]) => [size, lists.length]).sort(), [
      [100, 1],
      [1000, 54],
      [25, 2],
    ]);
  });
});
