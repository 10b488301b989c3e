import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';

/** Runs in the extension host of a fresh window: how long our extension takes from not loaded to activated. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('keap-api-explorer.keap-api-explorer');
  if (!extension) throw new Error('The extension is not there.');
  if (extension.isActive) throw new Error('The extension was active before anyone needed it.');
  // A window that still starts has no time for anyone: people open views in windows that have settled.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const started = performance.now();
  await extension.activate();
  console.log(`activateMs=${performance.now() - started}`);
}
