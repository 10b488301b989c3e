import { test } from 'node:test';
import { runJourneys } from './account.ts';
import { useVsCode } from './fixture.ts';
import { answers } from './journeys/answers.ts';
import { badInput } from './journeys/badInput.ts';
import { composing } from './journeys/composing.ts';
import { copying } from './journeys/copying.ts';
import { failures } from './journeys/failures.ts';

const vscode = useVsCode();

test('with a connection of one’s own', (t) =>
  runJourneys(t, vscode, [composing, answers, failures, badInput, copying], {
    keysAreSeenBecause: 'one is typed into a field and a body, which send what is typed to be checked',
  }));
