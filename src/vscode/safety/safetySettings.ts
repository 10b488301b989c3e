import * as vscode from 'vscode';
import type { Effect } from '../../keap/catalog/operation.ts';
import { parseEffects } from '../../keap/safety/effectList.ts';
import type { SafetySettings } from '../../keap/safety/safety.ts';

/** Which effects ask, and which want a word typed. */
export function readSafetySettings(): SafetySettings {
  const settings = vscode.workspace.getConfiguration('keap');
  return { ask: ofUser(settings.inspect('confirm.ask')), typed: ofUser(settings.inspect('confirm.typed')) };
}

/** What the user set for this machine, else the default: no value of a folder's counts, whatever the setting's scope. */
function ofUser(
  values: { readonly globalValue?: unknown; readonly defaultValue?: unknown } | undefined,
): readonly Effect[] {
  return parseEffects(values?.globalValue) ?? parseEffects(values?.defaultValue) ?? [];
}
