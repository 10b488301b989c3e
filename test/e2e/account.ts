import type { TestContext } from 'node:test';
import type { Workbench } from '../vscode/workbench.ts';
import type { FixtureOptions, VsCode } from './fixture.ts';
import { addConnection, type Keap, startKeap } from './keap.ts';

/** A window with a connection of its own, named Mine, to a Keap of its own. */
export interface AccountWindow {
  readonly workbench: Workbench;
  readonly keap: Keap;
}

/** What a person does in a window, from opening something to its end; it leaves no dialog open. */
export type Journey = (t: TestContext, window: AccountWindow) => Promise<void>;

/** Makes journeys one after the other in one window: opening a window takes as long as most of them. */
export async function runJourneys(
  t: TestContext,
  vscode: VsCode,
  journeys: readonly Journey[],
  options: FixtureOptions = {},
): Promise<void> {
  const keap = await startKeap(t);
  const { workbench } = await vscode.open(t, {
    env: keap.env,
    viewport: { width: 1500, height: 900 },
    settings: { 'files.simpleDialog.enable': true },
    ...options,
  });
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Mine' });
  for (const journey of journeys) {
    await t.test(journey.name, (step) => journey(step, { workbench, keap }));
    keap.front.setRule();
    keap.answerWith(undefined);
    await workbench.messages.clearNotifications();
    await workbench.runCommand('View: Close All Editors');
  }
}
