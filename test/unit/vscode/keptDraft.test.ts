import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import type { BodyDocuments } from '../../../src/vscode/bodies/bodyDocuments.ts';
import type { DraftFiles, SavedDraft } from '../../../src/vscode/builder/draftFiles.ts';
import { KeptDraft } from '../../../src/vscode/builder/keptDraft.ts';

const KEY = 'v2:createContact';
const draft = { ...emptyDraft(KEY), body: '{}' };

function setup() {
  const filed: SavedDraft[] = [];
  const told: string[] = [];
  const files = { save: async (_key: string, saved: SavedDraft) => void filed.push(saved) } as unknown as DraftFiles;
  let said: string | undefined;
  const bodies = {
    changed: (_key: string, body: string) => told.push(body),
    untaken: (_key: string, body: string) => (said === body ? undefined : said),
  } as unknown as BodyDocuments;
  return {
    say: (body: string) => {
      said = body;
    },
    kept: new KeptDraft({ draft, at: 1 }, files, bodies),
    filed,
    told,
  };
}

test('what is typed in the page is filed, and the document hears of the body alone', () => {
  const { kept, filed, told } = setup();
  kept.edit({ draft: { ...draft, parameters: { 'query:fields': ['id'] } }, at: 2 });
  assert.deepEqual(told, []);
  kept.edit({ draft: { ...draft, body: '{"given_name": "Ada"}' }, at: 3 });
  assert.deepEqual(told, ['{"given_name": "Ada"}']);
  assert.deepEqual(
    filed.map(({ at }) => at),
    [2, 3],
  );
});

test('what is typed in the document is filed and told to the page, once', () => {
  const { kept, filed, told } = setup();
  const typed = kept.typeBody('{"a"');
  assert.equal(typed?.body, '{"a"');
  assert.equal(filed.at(-1)?.draft.body, '{"a"');
  assert.equal(kept.typeBody('{"a"'), undefined);
  assert.deepEqual(told, []);
});

test('an edit of the page that crossed the document’s keeps the body of the document and the rest of the page', () => {
  const { kept, told } = setup();
  const typed = kept.typeBody('{"a": 1}');
  assert.ok(typed);
  const parameters = { 'query:fields': ['id'] };
  kept.edit({ draft: { ...draft, parameters }, at: typed.at - 1 });
  assert.deepEqual(kept.draft, { ...draft, body: '{"a": 1}', parameters });
  assert.deepEqual(told, []);
  kept.edit({ draft: { ...draft, body: '{"a": 2}' }, at: typed.at + 1 });
  assert.deepEqual(told, ['{"a": 2}']);
});

test('what is sent is what the document says, also where nobody told of that', () => {
  const { kept, say } = setup();
  assert.equal(kept.asInDocument(draft), draft);
  say('{"late": 1}');
  assert.deepEqual(kept.asInDocument(draft), { ...draft, body: '{"late": 1}' });
  const page = { ...draft, body: '{"page": 2}' };
  assert.equal(kept.asInDocument(page), page, 'What someone sees in the page and sends is sent.');
});
