/** The history's store and its lists in plain Node. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: new URL('./historyVscode.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

export const { HistoryStore } = await import('../../../src/vscode/history/historyStore.ts');

export const { pickEntry } = await import('../../../src/vscode/history/historyPick.ts');

export type Options = ConstructorParameters<typeof HistoryStore>[0];
