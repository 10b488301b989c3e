/** Journeys of someone with an account, one after the other in one window: opening one takes as long as most of them. */
import { test } from 'node:test';
import type { AccountWindow } from './account.ts';
import { useVsCode } from './fixture.ts';
import { answers } from './journeys/answers.ts';
import { badInput } from './journeys/badInput.ts';
import { bodyForm } from './journeys/bodyForm.ts';
import { composing } from './journeys/composing.ts';
import { copying } from './journeys/copying.ts';
import { draftsKept } from './journeys/draftsKept.ts';
import { failures } from './journeys/failures.ts';
import { filtering } from './journeys/filtering.ts';
import { history } from './journeys/history.ts';
import { pickers } from './journeys/pickers.ts';
import { safeEdit } from './journeys/safeEdit.ts';
import { savedRequests } from './journeys/savedRequests.ts';
import { addConnection, startKeap } from './keap.ts';

const vscode = useVsCode();

test('with a connection of one’s own', async (t) => {
  const keap = await startKeap(t);
  const { workbench } = await vscode.open(t, {
    env: keap.env,
    viewport: { width: 1500, height: 900 },
    settings: { 'files.simpleDialog.enable': true },
    keysAreSeenBecause: 'one is typed into a field and a body, which send what is typed to be checked',
  });
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Mine' });
  const window: AccountWindow = { workbench, keap };
  for (const journey of [
    composing,
    filtering,
    bodyForm,
    answers,
    failures,
    draftsKept,
    badInput,
    copying,
    history,
    savedRequests,
    safeEdit,
    pickers,
  ]) {
    await t.test(journey.name, (step) => journey(step, window));
    keap.front.setRule();
    keap.answerWith(undefined);
    await workbench.messages.clearNotifications();
    await workbench.runCommand('View: Close All Editors');
  }
});
