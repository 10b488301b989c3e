import { test } from 'node:test';
import { runJourneys } from './account.ts';
import { useVsCode } from './fixture.ts';
import { answerDocuments } from './journeys/answerDocuments.ts';
import { compare } from './journeys/compare.ts';
import { findInside } from './journeys/findInside.ts';
import { meanings } from './journeys/meanings.ts';
import { table } from './journeys/table.ts';

const vscode = useVsCode();

// Both the table and the meanings begin without names of custom fields: the reload between them forgets those.
test('working with an answer', (t) => runJourneys(t, vscode, [table, answerDocuments, meanings, findInside, compare]));
