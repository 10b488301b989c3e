/** The sandbox as a worker thread of the extension: `workerData` holds SandboxOptions, and 'stop' ends it. */
import { parentPort, workerData } from 'node:worker_threads';
import { asBoolean, asNumber, asObject, asString } from '../keap/json.ts';
import { startSandbox } from './server.ts';

async function run(): Promise<void> {
  const given = asObject(workerData) ?? {};
  const port = asNumber(given['port']);
  const limits = asBoolean(given['limits']);
  const sandbox = await startSandbox({
    dataFolder: asString(given['dataFolder']) ?? '',
    ...(port === undefined ? {} : { port }),
    ...(limits === undefined ? {} : { limits }),
  });
  parentPort?.on('message', (message: unknown) => {
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
