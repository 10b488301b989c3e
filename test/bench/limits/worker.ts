/** A process of a run: it says when it is ready, makes its share of calls when told to, and says what came of them. */
import { runShare } from './clients.ts';
import type { Share } from './run.ts';

process.on('message', async (share: Share) => {
  try {
    process.send?.(await runShare(share));
  } catch (error) {
    process.send?.({ error: String(error instanceof Error ? error.stack : error) });
  }
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
