import * as vscode from 'vscode';
import { asStrings } from '../../keap/json.ts';

/** How comparisons begin; what is left out then is chosen for each of them. */
export interface ComparisonSettings {
  readonly volatileFields: readonly string[];
  readonly hideVolatileFields: boolean;
  readonly sortLists: boolean;
}

/** The settings of comparisons; their defaults stand in package.json alone. */
export function readComparisonSettings(): ComparisonSettings {
  const settings = vscode.workspace.getConfiguration('keap');
  return {
    volatileFields: asStrings(settings.get('compare.volatileFields')) ?? [],
    hideVolatileFields: settings.get('compare.hideVolatileFields') === true,
    sortLists: settings.get('compare.sortLists') === true,
  };
}
