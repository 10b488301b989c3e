/** As much of VS Code as the history's store needs, for plain Node; see `loadHistoryStore`. */
export { EventEmitter } from '../connections/fakeVscode.ts';

const values = new Map<string, unknown>([
  ['history.maxEntries', 100],
  ['history.maxMegabytes', 1],
]);

export const workspace = {
  getConfiguration: () => values,
  onDidChangeConfiguration: () => ({ dispose: () => undefined }),
};
