/** A window of several, for weeklyTurn.test.ts. Asks for the turn in each of many folders when it is told to begin. */
import { join } from 'node:path';
import { takesTurn } from '../../../src/keap/apiChanges/weeklyTurn.ts';

const [root = '', rounds = '0', now = '0'] = process.argv.slice(2);

process.once('message', async (start) => {
  const taken: number[] = [];
  for (let round = 0; round < Number(rounds); round++) {
    // All at the same moment: the next of many, a few milliseconds apart.
    while (Date.now() < Number(start) + round * 6);
    if (await takesTurn(join(root, String(round)), Number(now))) taken.push(round);
  }
  process.send?.(taken, () => process.disconnect());
});
process.send?.('ready');
