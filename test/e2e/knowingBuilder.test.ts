import { test } from 'node:test';
import { runJourneys } from './account.ts';
import { useVsCode } from './fixture.ts';
import { bodyEditor } from './journeys/bodyEditor.ts';
import { bodyForm } from './journeys/bodyForm.ts';
import { filtering } from './journeys/filtering.ts';
import { history } from './journeys/history.ts';
import { pickers } from './journeys/pickers.ts';
import { safeEdit } from './journeys/safeEdit.ts';
import { savedRequests } from './journeys/savedRequests.ts';

const vscode = useVsCode();

test('a builder that knows Keap', (t) =>
  runJourneys(t, vscode, [filtering, bodyForm, bodyEditor, pickers, history, savedRequests, safeEdit], {
    keysAreSeenBecause: 'one is typed into the document of a body, which hands it to the builder',
  }));
