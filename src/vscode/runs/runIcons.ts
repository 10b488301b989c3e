import * as vscode from 'vscode';
import type { RunMood } from '../../keap/runs/runWords.ts';

/** A shape each, since not every theme has colours, nor everyone's eyes. */
export const RUN_ICONS: Readonly<Record<RunMood, vscode.ThemeIcon>> = {
  active: new vscode.ThemeIcon('sync~spin'),
  waiting: new vscode.ThemeIcon('watch'),
  elsewhere: new vscode.ThemeIcon('multiple-windows'),
  paused: new vscode.ThemeIcon('debug-pause'),
  stopped: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  done: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  doneInPart: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  cancelled: new vscode.ThemeIcon('circle-slash'),
};
