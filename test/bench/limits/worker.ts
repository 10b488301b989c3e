/** A process of a run: it says when it is ready, does what it is told, and says what came of it. */
import { runShare, takePermits } from './clients.ts';
import type { PermitTask, Share } from './run.ts';

process.on('message', async (task: Share | PermitTask) => {
  try {
    process.send?.('permits' in task ? await takePermits(task) : await runShare(task));
  } catch (error) {
    process.send?.({ error: String(error instanceof Error ? error.stack : error) });
  }
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
