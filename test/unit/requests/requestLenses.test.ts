import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { SANDBOX } from '../../../src/keap/connection.ts';
import { EventEmitter, Position, type Range } from './fakeVscode.ts';
import { catalog, disk, FileRequests, NamedAnswers, RequestLenses, VARIABLE_COMPLETIONS } from './loadRequests.ts';

const V2 = 'https://api.infusionsoft.com/crm/rest/v2';

/** As much of a document as lenses and completions look at. */
function documentOf(text: string, uri: vscode.Uri): vscode.TextDocument {
  const lines = text.split('\n');
  const offsetAt = ({ line, character }: Position) =>
    lines.slice(0, line).join('\n').length + (line ? 1 : 0) + character;
  const document = {
    uri,
    getText: (range?: Range) => (range ? text.slice(offsetAt(range.start), offsetAt(range.end)) : text),
    lineAt: ({ line }: Position) => ({ text: lines[line] ?? '' }),
    validateRange: (range: Range) => range,
    offsetAt,
    positionAt: (offset: number) => {
      const before = text.slice(0, offset).split('\n');
      return new Position(before.length - 1, before.at(-1)?.length ?? 0);
    },
  };
  return document as unknown as vscode.TextDocument;
}

test('over a request to Keap stand sending, the builder, v2 where it is of v1, and the connection; over another nothing', async (t) => {
  const { own, uri } = disk(t);
  const changes = new EventEmitter<void>();
  const connections = { active: SANDBOX, ready: Promise.resolve(), onDidChange: changes.event };
  const files = new FileRequests(catalog, new NamedAnswers(), own);
  const lenses = new RequestLenses(files, connections as never);
  t.after(() => lenses.dispose());
  const key = `KeapAK-${'b8'.repeat(25)}`;
  const text = [
    `GET ${V2}/tags`,
    '###',
    'GET https://example.com/',
    '### mine',
    `GET ${V2}/nothing`,
    '###',
    `DELETE ${V2}/tags/{{id}}`,
    `X-Keap-API-Key: ${key}`,
    '###',
    `GET ${V2.replace('v2', 'v1')}/tags`,
  ].join('\n');
  const found = await lenses.provideCodeLenses(documentOf(text, uri('work/a.http')));
  assert.deepEqual(
    found.map(({ range, command }) => [range.start.line, command?.title, command?.command]),
    [
      [0, 'Send with Keap', 'keap.sendHttpRequest'],
      [0, 'Open in builder', 'keap.openHttpRequest'],
      [0, 'Sandbox', 'keap.switchConnection'],
      [6, 'Send with Keap', 'keap.sendHttpRequest'],
      [6, 'Open in builder', 'keap.openHttpRequest'],
      [6, 'Sandbox', 'keap.switchConnection'],
      [6, 'Move the key to a connection', 'keap.moveKey'],
      [9, 'Send with Keap', 'keap.sendHttpRequest'],
      [9, 'Open in builder', 'keap.openHttpRequest'],
      [9, 'Convert to v2', 'keap.convertHttpRequest'],
      [9, 'Sandbox', 'keap.switchConnection'],
    ],
  );
  const range = found.find(({ command }) => command?.command === 'keap.moveKey')?.command?.arguments?.[1] as Range;
  assert.equal(documentOf(text, uri('work/a.http')).getText(range as never), key);
  assert.ok(!JSON.stringify(found.map(({ command }) => command?.tooltip)).includes(key));
  let told = 0;
  lenses.onDidChangeCodeLenses(() => told++);
  changes.fire();
  assert.equal(told, 1);
});

test('after two braces stand the variables and answers of the file', async (t) => {
  const { uri } = disk(t);
  const text = `@host = x\n@id = {{find.response.body.$.id}}\n###\n# @name find\nGET {{ho`;
  const line = text.split('\n').length - 1;
  const at = (character: number) =>
    VARIABLE_COMPLETIONS.provideCompletionItems(
      documentOf(text, uri('work/a.http')),
      new Position(line, character) as never,
      undefined as never,
      undefined as never,
    ) as vscode.CompletionItem[];
  assert.deepEqual(
    at(8).map(({ label }) => label),
    ['host', 'id', 'find.response.body.$.', 'find.response.headers.'],
  );
  assert.deepEqual(at(3), []);
});
