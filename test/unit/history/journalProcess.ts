/** A process that writes to a shared journal, for journal.test.ts. Arguments: path, its name, entries, the most kept. */
import { Journal } from '../../../src/keap/history/journal.ts';
import { entry, NOON } from './samples.ts';

const [path = '', name = '', count = '0', most = '0'] = process.argv.slice(2);
const journal = new Journal({
  path,
  bounds: () => ({ maxEntries: Number(most), maxBytes: 2 ** 24 }),
  onUnshared: (error) => {
    throw error;
  },
});
journal.look();
for (let at = 0; at < Number(count); at++) await journal.add(entry(`${name}-${at}`, { at: NOON + at }));
