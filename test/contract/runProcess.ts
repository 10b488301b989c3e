/**
 * A window of VS Code that goes on with a run, for runs.test.ts and the benchmark. Arguments: folder of runs, id,
 * origin, key, operation. It prints `row` for each answer and what the run came to at the end.
 */
import { runsOn } from './runSupport.ts';

const [folder = '', id = '', origin = '', key = '', name = ''] = process.argv.slice(2);
const runs = runsOn({ folder, origin, key });
const { run } = await runs.open(id, name);
let calls = 0;
run.onDidChange(() => {
  const { calls: now } = run.progress;
  if (now === calls) return;
  calls = now;
  process.stdout.write('row\n');
});
await run.start();
process.stdout.write(`${JSON.stringify(run.standing)}\n`);
await runs.client.close();
