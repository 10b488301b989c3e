import type { Workbench } from '../vscode/workbench.ts';

/** Reloads the window by VS Code's own command, which lets it put away its state first, unlike a reload of the page. */
export async function reloadWindow(workbench: Workbench): Promise<void> {
  const loaded = workbench.page.waitForEvent('domcontentloaded');
  await workbench.runCommand('Developer: Reload Window');
  await loaded;
  await workbench.ready();
  await workbench.activity('Keap').waitFor();
}
