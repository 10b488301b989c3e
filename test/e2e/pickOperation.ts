import type { Workbench } from '../vscode/workbench.ts';

/** How often to open the list again, and how long to wait each time, in milliseconds. */
const TRIES = 4;
const PATIENCE = 7_000;

/**
 * Runs a command that lets someone pick an operation, and picks one.
 * @param route method and path as the list shows them: `GET /v2/contacts/{contact_id}`
 */
export async function pickOperation(
  workbench: Workbench,
  command: string,
  route: string,
  title: string,
): Promise<void> {
  const { quickInput } = workbench;
  for (let left = TRIES; ; left--) {
    try {
      await workbench.runCommand(command);
      await quickInput.widget.locator('[placeholder^="Search 680 operations"]').waitFor({ timeout: PATIENCE });
      await quickInput.input.fill(route, { timeout: PATIENCE });
      // The operation of a route comes first. Another row would move under the mouse when the list is filtered.
      const first = quickInput.rows.first().filter({ hasText: title }).filter({ hasText: route });
      await first.waitFor({ timeout: PATIENCE });
      await quickInput.input.press('Enter', { timeout: PATIENCE });
      return;
    } catch (error) {
      // A focus that another part of the window takes late closes the list, as a click beside it would.
      if (left === 1) throw error;
    }
  }
}
