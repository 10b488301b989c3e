import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import type { Schema, Schemas } from '../../../src/keap/catalog/schema.ts';
import { shapeOf, standingSchema } from '../../../src/keap/request/body/bodyShape.ts';
import { jsonOf } from '../../../src/keap/request/body/bodyValue.ts';
import { type JsonPath, nodeAt, readTree } from '../../../src/keap/request/body/jsonTree.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { exampleBody } from '../../../src/keap/request/exampleBody.ts';
import { fileParts, type Problem, validateDraft } from '../../../src/keap/request/validation.ts';
import type { ReadFile } from '../../../src/protocol/builder.ts';
import { encodeText } from '../../../src/webview/builder/body/base64.ts';
import {
  type FormContext,
  itemOf,
  memberOf,
  type Place,
  rootOf,
} from '../../../src/webview/builder/body/formContext.ts';
import { FormState } from '../../../src/webview/builder/body/formState.ts';
import { listFields } from '../../../src/webview/builder/body/listFields.ts';
import { objectFields } from '../../../src/webview/builder/body/objectFields.ts';
import { catalogs, operations } from '../catalog/realCatalog.ts';

const ROOT = rootOf('body');

/** A form without a page: what it shows is only asked which places have a field. */
class Form {
  readonly state: FormState;
  readonly focused: string[] = [];
  text: string;
  problems: readonly Problem[] = [];
  all = false;
  private readonly schema: Schema;
  private readonly schemas: Schemas;
  private places: Place[] = [];

  constructor(schema: Schema, schemas: Schemas, text: string, load?: () => Promise<ReadFile | undefined>) {
    this.schema = schema;
    this.schemas = schemas;
    this.text = text;
    this.state = new FormState({
      contents: (...args) => this.contents(...args),
      typed: (next) => {
        this.text = next;
      },
      left: () => {},
      changed: () => {},
      focus: (id) => this.focused.push(id),
      load: load ?? (() => Promise.resolve(undefined)),
    });
  }

  show(text: string, without: ReadonlySet<string> = new Set()): void {
    this.text = text;
    const { schemas, problems, all } = this;
    this.state.show({ form: 'body', text, schemas, without, problems, all });
  }

  /** Renders all of it, and tells which places have a field or a part. */
  shown(without: ReadonlySet<string> = new Set()): readonly Place[] {
    this.show(this.text, without);
    const { schemas } = this;
    const { tree } = this.state;
    assert.ok('root' in tree);
    this.places = [];
    this.contents(ROOT, '', standingSchema(this.schema, schemas, tree.root), tree.root);
    return this.places;
  }

  private contents(...[place, label, schema, node]: Parameters<FormContext['contents']>) {
    const asked = (at: Place): readonly Problem[] => {
      this.places.push(at);
      return this.state.problemsAt(at);
    };
    const context = new Proxy(this.state, {
      get: (state, name) => {
        const member: unknown = name === 'problemsAt' ? asked : Reflect.get(state, name, state);
        return typeof member === 'function' ? member.bind(state) : member;
      },
    });
    const shape = shapeOf(schema, '');
    return shape.kind === 'list'
      ? listFields(context, place, label, shape.items, node)
      : objectFields(context, place, schema, node);
  }
}

function schemaAt(root: Schema, schemas: Schemas, text: string, path: JsonPath): Schema {
  const tree = readTree(text);
  const node = 'root' in tree ? tree.root : undefined;
  let schema = standingSchema(root, schemas, node);
  path.forEach((step, index) => {
    const next = typeof step === 'number' ? schema.items : schema.properties?.[step];
    schema = standingSchema(next, schemas, nodeAt(node, path.slice(0, index + 1)));
  });
  return schema;
}

/** Something to fill in that the schema allows. */
function typedFor(schema: Schema, name: string): string {
  const shape = shapeOf(schema, name);
  switch (shape.kind) {
    case 'choice':
      return String(shape.options.at(-1));
    case 'number':
      return String(Math.min(schema.maximum ?? 7, Math.max(schema.minimum ?? 7, 7)));
    case 'date':
      return '2026-02-03';
    case 'dateTime':
      return '2026-02-03T04:05:06.789+01:00';
    case 'base64':
      return encodeText('Grüße, 世界');
    default:
      return 'Ada "Countess"\\'.slice(0, schema.maxLength);
  }
}

/** A body with everything that its schema has, a few levels deep. */
function fullBody(schema: Schema, schemas: Schemas, without: ReadonlySet<string>): string {
  const valueFor = (declared: Schema | undefined, name: string, depth: number): unknown => {
    const own = standingSchema(declared, schemas);
    const shape = shapeOf(own, name);
    if (shape.kind === 'list') return depth > 3 ? [] : [1, 2].map(() => valueFor(shape.items, name, depth + 1));
    if (shape.kind !== 'object') return JSON.parse(jsonOf(typedFor(own, name), shape));
    const members = Object.entries(own.properties ?? {}).filter(([each]) => depth > 0 || !without.has(each));
    const kept = members.filter(([each]) => depth < 3 || own.required?.includes(each));
    return Object.fromEntries(kept.map(([each, member]) => [each, valueFor(member, each, depth + 1)]));
  };
  return JSON.stringify(valueFor(schema, '', 0), undefined, 2);
}

function bodyProblems(operation: Operation, body: string): readonly Problem[] {
  const draft = { ...emptyDraft(operation.key), body };
  return validateDraft(operation, catalogs[operation.version].schemas, draft).filter(({ target }) => target === 'body');
}

describe('The form of a body', () => {
  it('is made for every operation, empty and of its example, and every field of it writes what is valid', () => {
    let bodies = 0;
    let leaves = 0;
    for (const operation of operations) {
      const { schemas } = catalogs[operation.version];
      const schema = operation.requestBody?.schema;
      if (!schema) continue;
      bodies++;
      const without = new Set(fileParts(operation, schemas).map(({ name }) => name));
      new Form(schema, schemas, '').shown(without);
      for (const text of [exampleBody(operation, schemas), fullBody(schema, schemas, without)]) {
        assert.deepEqual(bodyProblems(operation, text), [], operation.key);
        const form = new Form(schema, schemas, text);
        for (const place of form.shown(without)) {
          const own = schemaAt(schema, schemas, text, place.path);
          const name = String(place.path.findLast((step) => typeof step === 'string') ?? '');
          const shape = shapeOf(own, name);
          if (shape.kind === 'object' || shape.kind === 'list') continue;
          leaves++;
          const typed = typedFor(own, name);
          form.show(text);
          form.state.set(place, jsonOf(typed, shape));
          assert.deepEqual(bodyProblems(operation, form.text), [], `${operation.key} ${place.at}`);
          const node = nodeAt(treeOf(form.text), place.path) ?? assert.fail();
          assert.equal(String(JSON.parse(form.text.slice(node.start, node.end))), typed);
          const before = nodeAt(treeOf(text), place.path);
          if (before) form.state.set(place, text.slice(before.start, before.end));
          else form.state.remove(place);
          assert.deepEqual(JSON.parse(form.text), JSON.parse(text), `${operation.key} ${place.at}`);
          if (before) assert.equal(form.text, text, `${operation.key} ${place.at}`);
        }
      }
    }
    assert.equal(operations.length, 540);
    assert.ok(bodies > 200, String(bodies));
    assert.ok(leaves > 2000, String(leaves));
  });

  const schema: Schema = {
    type: 'object',
    required: ['name', 'count'],
    properties: {
      name: { type: 'string' },
      count: { type: 'integer' },
      note: { type: 'string' },
      when: { type: 'string', format: 'date' },
      address: { $ref: '#/schemas/Address' },
      emails: { type: 'array', items: { $ref: '#/schemas/Email' } },
      ids: { type: 'array', items: { type: 'integer' } },
      data: { type: 'string', format: 'byte' },
    },
  };
  const schemas: Schemas = {
    Address: {
      type: 'object',
      required: ['line'],
      properties: { line: { type: 'string' }, a: {}, b: {}, c: {}, next: { $ref: '#/schemas/Address' } },
    },
    Email: { type: 'object', properties: { email: { type: 'string' }, field: { enum: ['E1', 'E2'] } } },
  };
  const open = (text: string, load?: () => Promise<ReadFile | undefined>) => new Form(schema, schemas, text, load);
  const ats = (form: Form) => form.shown().map(({ at }) => at);
  const name = memberOf(ROOT, 'name');
  const count = memberOf(ROOT, 'count');
  const note = memberOf(ROOT, 'note');
  const emails = memberOf(ROOT, 'emails');

  it('shows what is required and what the text has, and writes nothing by itself', () => {
    assert.deepEqual(ats(open('')), ['name', 'count']);
    assert.deepEqual(ats(open('{"note": "x", "shoe": 1}')), ['name', 'count', 'note', 'shoe']);
    const form = open('{}');
    form.shown();
    form.state.add(note, { type: 'string' });
    assert.deepEqual(ats(form), ['name', 'count', 'note']);
    assert.equal(form.text, '{}');
    assert.deepEqual(form.focused, ['body:note']);
  });

  it('keeps a field whose value was cleared, and takes both away when told to', () => {
    const form = open('{"count": 1, "note": "x"}');
    form.shown();
    form.state.unset(memberOf(ROOT, 'note'));
    assert.equal(form.text, '{"count": 1}');
    assert.ok(ats(form).includes('note'));
    form.state.remove(note);
    assert.ok(!ats(form).includes('note'));
  });

  it('brings back what was taken out, until something else is typed', () => {
    const text = '{"name": "x", "emails": [{"email": "a"}, {"email": "b"}]}';
    const form = open(text);
    form.shown();
    form.state.remove(itemOf(emails, 0));
    assert.equal(form.text, '{"name": "x", "emails": [{"email": "b"}]}');
    assert.equal(form.state.previous, text);
    form.state.replace(form.state.previous ?? '');
    assert.equal(form.text, text);
    form.state.set(name, '"y"');
    assert.equal(form.state.previous, undefined);
  });

  it('adds a list with a first item, and items that are in the text once they are filled in', () => {
    const form = open('{}');
    form.shown();
    form.state.add(emails, schema.properties?.['emails'] ?? {});
    assert.ok(ats(form).includes('emails[0].email'));
    assert.equal(form.text, '{}');
    form.state.set(memberOf(itemOf(emails, 0), 'email'), '"a"');
    assert.deepEqual(JSON.parse(form.text), { emails: [{ email: 'a' }] });
    form.state.add(itemOf(emails, 1), {});
    form.state.set(memberOf(itemOf(emails, 1), 'email'), '"b"');
    form.state.swap(emails, 0, 'there');
    assert.deepEqual(JSON.parse(form.text), { emails: [{ email: 'b' }, { email: 'a' }] });
    assert.equal(form.focused.at(-1), 'there');
    form.state.remove(itemOf(emails, 0));
    form.state.remove(itemOf(emails, 0));
    assert.deepEqual(JSON.parse(form.text), { emails: [] });
    assert.ok(!ats(form).includes('emails[0].email'), 'no empty item comes back');
  });

  it('says that something is missing only where somebody was, or once it was to be sent', () => {
    const missing = (at: string): Problem => ({ target: 'body', at, missing: true, message: at, blocking: false });
    const wrong: Problem = { target: 'body', at: 'note', message: 'wrong', blocking: false };
    const elsewhere: Problem = { target: 'body', message: 'No JSON.', blocking: true };
    const form = open('{"note": 1}');
    form.problems = [missing('name'), missing('count'), wrong, elsewhere];
    form.shown();
    assert.deepEqual(form.state.problemsAt(name), []);
    assert.deepEqual(form.state.problemsAt(note), [wrong]);
    assert.deepEqual(form.state.untold(), [elsewhere]);
    form.state.commit(name);
    assert.deepEqual(form.state.problemsAt(name), [missing('name')]);
    assert.deepEqual(form.state.problemsAt(count), []);
    form.all = true;
    form.shown();
    assert.deepEqual(form.state.problemsAt(count), [missing('count')]);
  });

  it('counts what is wrong in closed parts, tells it below, and opens them when it was to be sent', () => {
    const text = '{"emails": [{}, {}, {}, {"field": 1}]}';
    const wrong: Problem = { target: 'body', at: 'emails[3].field', message: 'wrong', blocking: false };
    const form = open(text);
    form.problems = [wrong];
    assert.ok(!ats(form).includes('emails[3].field'));
    assert.equal(form.state.problemsWithin(itemOf(emails, 3)), 1);
    assert.equal(form.state.problemsWithin(itemOf(emails, 1)), 0);
    assert.deepEqual(form.state.untold(), [wrong]);
    form.all = true;
    assert.ok(ats(form).includes('emails[3].field'));
    assert.deepEqual(form.state.untold(), []);
  });

  it('goes into a schema that contains itself only as far as someone opens it', () => {
    const nested = (depth: number): string => (depth === 0 ? '{"line": "x"}' : `{"next": ${nested(depth - 1)}}`);
    assert.ok(ats(open(`{"address": ${nested(50)}}`)).length < 30);
  });

  it('waits for a text that is no JSON, and for one of too many values', () => {
    const form = open('{"name": ');
    form.show(form.text);
    assert.ok('error' in form.state.tree);
    form.state.set(name, '"y"');
    assert.equal(form.text, '{"name": ', 'what was typed stays');
    const large = JSON.stringify({ ids: Array.from({ length: 30_000 }, () => 1) });
    form.show(large);
    assert.ok('tooMany' in form.state.tree);
  });

  it('keeps what is typed where properties are added, and refuses what is none', () => {
    const form = open('{}');
    form.shown();
    form.state.wantName(ROOT, 'no', false);
    assert.equal(form.state.wantedName(ROOT), 'no');
    assert.equal(form.state.isRefused(ROOT), false);
    form.state.wantName(ROOT, 'nothing', true);
    assert.equal(form.state.isRefused(ROOT), true);
    form.state.wantName(ROOT, '', true);
    assert.equal(form.state.isRefused(ROOT), false);
  });

  it('shows long lists a part at a time', () => {
    const form = open(JSON.stringify({ ids: Array.from({ length: 100 }, (_, index) => index) }));
    const ids = memberOf(ROOT, 'ids');
    const before = ats(form).length;
    form.state.showMore(ids);
    assert.equal(ats(form).length, before + 30);
  });

  it('reads deep and hostile texts without end of stack or patience', () => {
    const depth = 5_000;
    for (const value of [
      `${'['.repeat(depth)}${']'.repeat(depth)}`,
      `${'{"next":'.repeat(depth)}1${'}'.repeat(depth)}`,
    ]) {
      for (const member of ['address', 'emails', 'note', 'unknown']) ats(open(`{"${member}": ${value}}`));
    }
    ats(open(`{"note": ${JSON.stringify('x\n'.repeat(500_000))}}`));
    ats(open(`{${Array.from({ length: 3_000 }, (_, index) => `"x${index}": ${index}`).join()}}`));
  });

  it('loads a file as Base64, with its name where that is missing, and nothing where none was chosen', async () => {
    const data = memberOf(ROOT, 'data');
    const file = { name: 'a.png', base64: 'AAEC' };
    const form = open('{}', () => Promise.resolve(file));
    form.shown();
    await form.state.loadFile(data);
    assert.equal(form.text, '{\n  "data": "AAEC"\n}');
    assert.deepEqual(form.state.decoded(data, 'AAEC'), { kind: 'bytes', size: 3 });
    for (const [text, name] of [
      ['{}', 'a.png'],
      ['{"file_name": "b.png"}', 'b.png'],
    ] as const) {
      const named = open(text, () => Promise.resolve(file));
      named.shown();
      await named.state.loadFile(memberOf(ROOT, 'file_data'));
      assert.deepEqual(JSON.parse(named.text), { file_name: name, file_data: 'AAEC' });
    }
    const none = open('{}');
    none.shown();
    await none.state.loadFile(data);
    assert.equal(none.text, '{}');
  });
});

function treeOf(text: string) {
  const tree = readTree(text);
  return 'root' in tree ? tree.root : assert.fail('not JSON');
}
