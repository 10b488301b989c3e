import { ok } from 'node:assert/strict';
import { test } from 'node:test';
import { shownText } from '../vscode/shownText.ts';
import { useVsCode } from './fixture.ts';

const vscode = useVsCode();

test('the activity bar shows Keap, and a click shows its views', async (t) => {
  const { workbench } = await vscode.open(t);
  await workbench.activity('Keap').waitFor();
  await workbench.showContainer('Keap');
  ok((await shownText(workbench.page.locator('.part.sidebar'))).includes('API'));
});
