import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { DraftProblems } from '../../../src/webview/builder/problems.ts';
import { operation } from '../catalog/realCatalog.ts';

const UPLOAD = operation('xmlrpc:FileService.uploadFile');

test('what is wrong with a file in an argument is found as it changes, and kept while other fields change', () => {
  const problems = new DraftProblems(
    () => UPLOAD,
    {},
    () => undefined,
  );
  const found = (parameters: RequestDraft['parameters']) =>
    problems.of({ ...emptyDraft(UPLOAD.key), parameters }).map(({ target, blocking }) => `${target} ${blocking}`);
  const others = { 'argument:contactId': '1', 'argument:fileName': 'a.png' };
  const bytes = 'QUJD'.repeat(50_000);
  assert.deepEqual(found({ ...others, 'argument:base64EncodedData': bytes }), []);
  const holding = `${bytes} KeapAK-${'b2'.repeat(25)}`;
  const told = 'argument:base64EncodedData true';
  assert.deepEqual(found({ ...others, 'argument:base64EncodedData': holding }), [told]);
  assert.deepEqual(found({ ...others, 'argument:contactId': '', 'argument:base64EncodedData': holding }), [
    told,
    'argument:contactId true',
  ]);
  assert.deepEqual(found({ ...others, 'argument:base64EncodedData': bytes }), []);
});
