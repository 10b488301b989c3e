import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import type { Schema } from '../../../src/keap/catalog/schema.ts';
import { asObject } from '../../../src/keap/json.ts';
import { checkBody } from '../../../src/keap/request/bodyCheck.ts';
import { bodyTemplate } from '../../../src/keap/request/bodyTemplate.ts';
import { exampleBody } from '../../../src/keap/request/exampleBody.ts';
import { bodyJsonSchema, describeProperty } from '../../../src/keap/request/jsonSchema.ts';
import { fileParts } from '../../../src/keap/request/validation.ts';
import { catalogs, operations } from '../catalog/realCatalog.ts';
import { operation } from './operations.ts';

const withBody = operations.filter(({ requestBody }) => requestBody);
/** The words that only VS Code knows. */
const EDITOR_WORDS = ['defaultSnippets', 'deprecationMessage', 'doNotSuggest', 'patternErrorMessage'];
const ajv = new Ajv({ strict: true, allowUnionTypes: true, validateFormats: false });
ajv.addVocabulary(EDITOR_WORDS);
const compiled = new Map<string, ReturnType<Ajv['compile']>>();

/** Many operations share a body; compiling is what takes the time. */
function compile(schema: object): ReturnType<Ajv['compile']> {
  const text = JSON.stringify(schema);
  const validate = compiled.get(text) ?? ajv.compile(schema);
  compiled.set(text, validate);
  return validate;
}

/** A body and what becomes of it when each of its values in turn is something else, null, or gone. */
function variants(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return [value, 'text', ...value.flatMap((item, at) => variants(item).map((each) => value.with(at, each)))];
  }
  const object = asObject(value);
  if (!object) return [value, null, 'text', 1, 1.5, true, [], {}];
  return [
    value,
    'text',
    { ...object, shoe_size: 41 },
    ...Object.keys(object).flatMap((name) => {
      const { [name]: member, ...others } = object;
      return [others, ...variants(member).map((each) => ({ ...object, [name]: each }))];
    }),
  ];
}

describe('The JSON Schema of a body', () => {
  it('is there for all operations with a body, and stands by itself', () => {
    assert.ok(withBody.length > 200);
    for (const each of withBody) {
      const schema = bodyJsonSchema(each, catalogs[each.version].schemas);
      assert.ok(schema, each.key);
      compile(schema);
    }
    const reading = operations.find(({ requestBody }) => !requestBody);
    assert.equal(reading && bodyJsonSchema(reading, {}), undefined);
  });

  it('says of a body what the builder says of it', () => {
    let judged = 0;
    let refused = 0;
    for (const each of withBody) {
      const { schemas } = catalogs[each.version];
      const declared = each.requestBody?.schema ?? {};
      const files = new Set(fileParts(each, schemas).map(({ name }) => name));
      const valid = compile(bodyJsonSchema(each, schemas) ?? {});
      const bodies = [bodyTemplate(declared, schemas), exampleBody(each, schemas)].map((text): unknown =>
        JSON.parse(text),
      );
      for (const body of bodies.flatMap(variants)) {
        const problems = checkBody(body, declared, schemas).filter(({ at }) => !files.has(at));
        assert.equal(valid(body), problems.length === 0, `${each.key} ${JSON.stringify(body)} ${problems[0]?.message}`);
        judged++;
        if (problems.length > 0) refused++;
      }
    }
    assert.ok(judged > 5000 && refused > 2000 && refused < judged - 1000, `${refused} of ${judged} refused`);
  });

  it('has a sentence on every property', () => {
    const told = new Set<string>();
    const visit = (schema: unknown): void => {
      const node = asObject(schema);
      for (const each of Object.values(asObject(node?.['properties']) ?? {})) {
        const words = asObject(each)?.['description'];
        assert.match(String(words), /^[A-Z][\w ,:.()'-]*\.$/);
        told.add(String(words));
        visit(each);
      }
      visitIn(node?.['items']);
      for (const each of Object.values(asObject(node?.['definitions']) ?? {})) visit(each);
    };
    const visitIn = (schema: unknown) => (asObject(schema) ? visit(schema) : undefined);
    for (const each of withBody) visit(bodyJsonSchema(each, catalogs[each.version].schemas));
    assert.ok(told.size > 50);
  });

  it('does not lead to what is read only, and marks what is deprecated', () => {
    const one = operation({
      requestBody: {
        required: true,
        mediaType: 'application/json',
        schema: {
          type: 'object',
          properties: { id: { type: 'string', readOnly: true }, region: { type: 'string', deprecated: true } },
        },
      },
    });
    const properties = asObject(bodyJsonSchema(one, {})?.['properties']);
    assert.equal(asObject(properties?.['id'])?.['doNotSuggest'], true);
    assert.ok(asObject(properties?.['region'])?.['deprecationMessage']);
  });
});

describe('What is said of a property', () => {
  const schemas = { Phone: { type: 'object', properties: {} } } as const satisfies Record<string, Schema>;
  const cases: readonly [Schema, boolean, string][] = [
    [{ type: 'string' }, false, 'Text.'],
    [{ type: 'integer', format: 'int64', minimum: 1 }, true, 'Whole number (64 bits). 1 or more. Required.'],
    [{ type: 'string', format: 'date' }, false, 'Date, such as 2026-01-31.'],
    [{ type: 'string', enum: ['A', 'B'], default: 'A' }, false, 'Text. One of A, B. Keap uses A where it is not set.'],
    [{ type: 'array', items: { $ref: '#/schemas/Phone' }, maxItems: 9 }, false, 'List of Phone. At most 9 items.'],
    [{ $ref: '#/schemas/Phone', deprecated: true }, false, 'Phone. Deprecated.'],
    [
      { type: ['string', 'null'], readOnly: true, minLength: 1, maxLength: 5 },
      false,
      'Text. 1 to 5 characters. May be null. Read only.',
    ],
    [{}, false, 'Any value.'],
  ];
  for (const [schema, required, words] of cases) {
    it(words, () => assert.equal(describeProperty(schema, schemas, required), words));
  }
});
