import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import { type FileDraft, fileDraft } from '../../../src/keap/httpFile/fileDraft.ts';
import { knownRequests, whyUnknown } from '../../../src/keap/httpFile/knownRequests.ts';
import { readHttpFile } from '../../../src/keap/httpFile/readHttpFile.ts';
import { savedText } from '../../../src/keap/httpFile/savedText.ts';
import { FileVariables } from '../../../src/keap/httpFile/variables.ts';
import { isJsonArgument, isListArgument } from '../../../src/keap/request/call/argumentValue.ts';
import { emptyDraft, type ParameterInput, parameterId, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { buildRequest } from '../../../src/keap/request/httpRequest.ts';
import { catalogs, index, operation } from '../catalog/realCatalog.ts';

const ORIGIN = 'https://api.infusionsoft.com';
// Lines of a value would mean something of their own in such a file.
const TEXT = 'O’Neil & <Söhne> {{not a variable}} ]]> "quoted"\n### next\n# @name x\n> ./script.js\n< ./file\n\n';

function inputFor({ parameters }: Operation, name: string): ParameterInput {
  const { types = [], enum: choices } = parameters.find((each) => each.name === name)?.argument ?? {};
  if (choices) return choices[0] ?? '';
  if (isListArgument({ types })) return types.includes('array<int>') ? ['3', '4'] : ['Id', TEXT];
  if (types.includes('any')) return TEXT;
  if (isJsonArgument({ name, types })) {
    const value = { FirstName: TEXT, _Budget: { $double: '12' }, At: { $dateTime: '20260131T09:00:00' } };
    return JSON.stringify(types.includes('struct') ? value : [value], undefined, 2);
  }
  if (types.includes('dateTime.iso8601')) return '2026-01-31T09:00:00';
  if (types.includes('double')) return '12.50';
  if (types.includes('int')) return '7';
  return types.includes('boolean') ? 'true' : TEXT;
}

function draftsOf(one: Operation): RequestDraft[] {
  return (one.call?.forms ?? []).map((form) => ({
    ...emptyDraft(one.key),
    parameters: Object.fromEntries(form.map((name) => [parameterId({ in: 'argument', name }), inputFor(one, name)])),
  }));
}

function read(text: string): FileDraft | string | undefined {
  const file = readHttpFile(text);
  const known = knownRequests(file, index)[0] ?? assert.fail('There is no request.');
  const { request, address, operation: summary } = known;
  if (!address || !summary) return whyUnknown(known);
  const found = operation(summary.key);
  const files = { text: () => ({ refused: 'none' }), choice: () => ({ refused: 'none' }) };
  const variables = new FileVariables(file, () => undefined);
  return fileDraft(request, address, { operation: found, schemas: {} }, variables, files);
}

test('every method comes back from its file as it was filled in', () => {
  for (const one of catalogs.xmlrpc.operations) {
    for (const draft of [...draftsOf(one), emptyDraft(one.key)]) {
      const request = buildRequest(one, {}, draft);
      const text = savedText(request, ORIGIN, { title: 'Mine' });
      const found = read(text);
      assert.ok(typeof found === 'object', one.key);
      assert.deepEqual(found.missing, [], one.key);
      assert.equal(found.draft.operationKey, one.key);
      assert.deepEqual(buildRequest(one, {}, found.draft), request, one.key);
      if (Object.keys(draft.parameters).length > 0) assert.deepEqual(found.draft, draft, one.key);
    }
  }
});

const CALL = (args: string, method = 'ContactService.load') =>
  `POST https://api.infusionsoft.com/crm/xmlrpc/v1\ncontent-type: text/xml\n\n<methodCall><methodName>${method}</methodName><params>${args}</params></methodCall>\n`;
const param = (value: string) => `<param><value>${value}</value></param>`;

test('a key in its old place is read past, also at an app’s own server', () => {
  const key = 'ab'.repeat(16);
  const args = param(key) + param('<int>3</int>') + param('<array><data><value>Id</value></data></array>');
  const there = CALL(args).replace('api.infusionsoft.com/crm/xmlrpc/v1', 'ab123.infusionsoft.com:443/api/xmlrpc');
  for (const text of [CALL(args), there]) {
    const found = read(text);
    assert.ok(typeof found === 'object');
    assert.deepEqual(found.draft.parameters, { 'argument:contactId': '3', 'argument:selectedFields': ['Id'] });
    assert.ok(!JSON.stringify(found).includes(key));
  }
});

test('a variable becomes a value, and never an element', () => {
  const args = param('x') + param('<int>{{id}}</int>') + param('<array><data><value>{{field}}</value></data></array>');
  const found = read(`@id = 7\n@field = A</value><value>B\n\n${CALL(args)}`);
  assert.ok(typeof found === 'object');
  assert.deepEqual(found.missing, []);
  assert.deepEqual(found.draft.parameters['argument:selectedFields'], ['A</value><value>B']);
  assert.deepEqual(found.draft.parameters['argument:contactId'], '7');
  const lacking = read(CALL(args));
  assert.ok(typeof lacking === 'object');
  assert.match(lacking.missing[0]?.message ?? '', /^\{\{id\}\} has no value/);
});

test('what cannot be read, or calls no method, says so', () => {
  const words = (text: string) => {
    const found = read(text);
    return typeof found === 'object' ? (found.missing[0]?.message ?? '') : (found ?? '');
  };
  assert.match(words(CALL('', 'ContactService.lod')), /calls no method that XML-RPC has/);
  assert.match(words(CALL(param('x') + param('<int>3'))), /^The call cannot be read: /);
  const many = CALL(Array(9).fill(param('x')).join(''));
  assert.match(words(many), /not those that ContactService\.load takes/);
  assert.match(words(CALL('').replace('api.infusionsoft.com', 'example.com')), /none of Keap/);
});
