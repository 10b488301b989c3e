import type * as vscode from 'vscode';
import { type MeterWords, meterWords } from '../../keap/limits/limitWords.ts';
import type { LimitStore } from './limitStore.ts';
import { limitTooltip } from './limitTooltip.ts';

/** What is left of the active connection's calls, for the status bar. */
export interface LimitMeter {
  readonly onDidChange: vscode.Event<void>;
  /** Undefined while nothing is known. @param now in milliseconds since 1970 */
  read(now: number): (MeterWords & { readonly tooltip: string }) | undefined;
}

export function limitMeter(limits: LimitStore): LimitMeter {
  return {
    onDidChange: limits.onDidChange,
    read: (now) => {
      const { state } = limits;
      return state && { ...meterWords(state, now), tooltip: limitTooltip(state, now) };
    },
  };
}
