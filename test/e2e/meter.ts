/** What a window tells of the limits of the connection Mine: its meter in the status bar and its view *Limits*. */
import { shownText } from '../vscode/shownText.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { eventually } from './eventually.ts';

/** The meter in the status bar. */
export const meter = (workbench: Workbench) => workbench.messages.statusBarItem('Keap: Mine');

/** The words of the meter. */
export const meterText = async (workbench: Workbench): Promise<string> =>
  (await shownText(meter(workbench))).replaceAll(/\s+/g, ' ');

/** Waits until the meter says something. */
export const meterSays = (workbench: Workbench, expected: RegExp): Promise<string> =>
  eventually(
    () => meterText(workbench),
    (text) => expected.test(text),
  );

/** The background of the meter, which is what warns in most themes. */
export async function warned(workbench: Workbench): Promise<'usual' | 'warning' | 'error'> {
  const classes = (await meter(workbench).getAttribute('class')) ?? '';
  return classes.includes('error-kind') ? 'error' : classes.includes('warning-kind') ? 'warning' : 'usual';
}

/** The lines of the view *Limits*, or those of one window, opened. */
export async function limitLines(workbench: Workbench, level: number): Promise<Readonly<Record<string, string>>> {
  const rows = (await workbench.tree('Limits').read()).filter((row) => row.level === level);
  return Object.fromEntries(rows.map(({ label, description }) => [label, description]));
}
