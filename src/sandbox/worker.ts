/**
 * The sandbox as a worker thread of the extension: `workerData` holds SandboxOptions, 'reset' begins anew, 'deliverHooks'
 * makes the next try of what hooks are still to be told, 'stop' ends it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { asObject, asString } from '../keap/json.ts';
import { parseOptions } from './options.ts';
import { startSandbox } from './server.ts';

async function run(): Promise<void> {
  const dataFolder = asString(asObject(workerData)?.['dataFolder']) ?? '';
  const sandbox = await startSandbox({ ...parseOptions(workerData), dataFolder });
  parentPort?.on('message', (message: unknown) => {
    if (message === 'reset') sandbox.reset();
    if (message === 'deliverHooks') {
      void sandbox.deliverHooks().then((hooksTried) => parentPort?.postMessage({ hooksTried }));
    }
    if (message !== 'stop') return;
    parentPort?.close();
    void sandbox.close();
  });
  parentPort?.postMessage({ origin: sandbox.origin, key: sandbox.key });
}

// No await at the top: the bundle of this file is CommonJS.
run().catch((error: unknown) => {
  parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
});
