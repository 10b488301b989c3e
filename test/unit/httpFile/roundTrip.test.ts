import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import { LANGUAGES, requestAsCode } from '../../../src/keap/codegen/languages.ts';
import { savedText } from '../../../src/keap/httpFile/savedText.ts';
import { parseJson } from '../../../src/keap/json.ts';
import { emptyDraft, parameterId, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { exampleBody } from '../../../src/keap/request/exampleBody.ts';
import { buildRequest } from '../../../src/keap/request/httpRequest.ts';
import { isList } from '../../../src/keap/request/parameterValue.ts';
import { fileParts } from '../../../src/keap/request/validation.ts';
import { catalogs, operations } from '../catalog/realCatalog.ts';
import { drafted } from './fileSupport.ts';

const ORIGIN = 'https://api.infusionsoft.com';

/** Every parameter filled in with one of these texts, and the example's body. */
function draftOf(one: Operation, texts: readonly string[]): RequestDraft {
  const { schemas } = catalogs[one.version];
  const inputs = one.parameters.map((parameter, index) => {
    const text = texts[index % texts.length] ?? '';
    return [parameterId(parameter), isList(parameter, schemas) ? [text, `${text}2`] : text];
  });
  const files = fileParts(one, schemas).map(({ name }) => [name, { uri: 'file:///a.png', name: 'a.png', size: 2 }]);
  return {
    ...emptyDraft(one.key),
    parameters: Object.fromEntries(inputs),
    body: exampleBody(one, schemas),
    files: Object.fromEntries(files),
  };
}

function written(one: Operation, draft: RequestDraft): string {
  return savedText(buildRequest(one, catalogs[one.version].schemas, draft), ORIGIN, { title: 'Mine' });
}

test('of all operations the example comes back as the draft it was', () => {
  for (const one of operations) {
    const draft = draftOf(one, ["O'Neil & Söhne", '7']);
    const read = drafted(written(one, draft));
    assert.deepEqual(read, { draft, missing: [] }, one.key);
  }
  assert.equal(operations.length, 540);
});

test('one that is half filled in comes back as it was', () => {
  for (const one of operations) {
    const draft = emptyDraft(one.key);
    assert.deepEqual(drafted(written(one, draft)), { draft, missing: [] }, one.key);
  }
});

test('whatever is typed comes back', () => {
  // A comma goes out as it is and takes a list apart; a line break in a header cannot be sent.
  const typed = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !text.includes(',') && text.isWellFormed());
  fc.assert(
    fc.property(fc.nat(operations.length - 1), typed, fc.json(), (index, text, body) => {
      const one = operations[index] as Operation;
      const plain = one.parameters.some((parameter) => parameter.in === 'header') ? 'x' : text;
      const multipart = one.requestBody?.mediaType.startsWith('multipart/') ?? false;
      const start = draftOf(one, [plain]);
      const draft = one.requestBody && !multipart ? { ...start, body } : start;
      const read = drafted(written(one, draft));
      assert.deepEqual(read.missing, []);
      assert.deepEqual({ ...read.draft, body: meant(read.draft.body) }, { ...draft, body: meant(draft.body) });
    }),
    { numRuns: 400 },
  );
});

test('a key typed into it is not in the file', () => {
  const key = `KeapAK-${'c3'.repeat(25)}`;
  const one = operations.find(({ key: id }) => id === 'v2:createTag') as Operation;
  const text = written(one, { ...emptyDraft(one.key), body: JSON.stringify({ name: key }) });
  assert.ok(!text.includes('c3c3c3'));
  assert.match(text, /^X-Keap-API-Key: \{\{KEAP_API_KEY\}\}$/m);
});

test('what is copied as a .http file is read, too', () => {
  assert.ok(LANGUAGES.some(({ id }) => id === 'http'));
  for (const one of operations.slice(0, 50)) {
    const draft = draftOf(one, ['7']);
    const code = requestAsCode('http', buildRequest(one, catalogs[one.version].schemas, draft), ORIGIN);
    assert.deepEqual(drafted(code).draft, draft);
  }
});

function meant(body: string): unknown {
  const parsed = parseJson(body);
  return 'value' in parsed ? parsed.value : body;
}
