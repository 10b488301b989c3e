import type { Workbench } from '../vscode/workbench.ts';
import type { Keap } from './keap.ts';

/** A window with a connection of its own to a Keap of its own. */
export interface AccountWindow {
  readonly workbench: Workbench;
  readonly keap: Keap;
}
