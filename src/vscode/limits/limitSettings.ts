import * as vscode from 'vscode';
import { asNumber } from '../../keap/json.ts';
import type { OwnLimits } from '../../keap/limits/keyLimits.ts';

/** Lower limits than Keap's that the user has set for this machine. No value of a folder's counts. */
export function readOwnLimits(): OwnLimits {
  const settings = vscode.workspace.getConfiguration('keap');
  const second = limitOf(settings.inspect('limits.perSecond'));
  const minute = limitOf(settings.inspect('limits.perMinute'));
  const day = limitOf(settings.inspect('limits.perDay'));
  return {
    ...(second === undefined ? {} : { second }),
    ...(minute === undefined ? {} : { minute }),
    ...(day === undefined ? {} : { day }),
  };
}

/** What requests do where the day's calls are used up. */
export function readAtDailyLimit(): 'fail' | 'wait' {
  const settings = vscode.workspace.getConfiguration('keap');
  const value = settings.inspect('limits.atDailyLimit')?.globalValue;
  return value === 'wait' ? value : 'fail';
}

function limitOf(values: { readonly globalValue?: unknown } | undefined): number | undefined {
  const limit = asNumber(values?.globalValue);
  return limit === undefined || limit < 1 ? undefined : Math.floor(limit);
}
