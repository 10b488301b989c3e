/** npm run sandbox: a local Keap on its own. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from './server.ts';

const HELP = `A local Keap: every operation of its REST API answers, and a made-up account remembers what you do to it.

  npm run sandbox -- [--port N] [--limits on|off]

  --port N        where to listen on 127.0.0.1 (default 8787; 0 takes any free port)
  --limits off    lifts the limits of 5 requests a second, 120 a minute and 15,000 a day for each key
  --help          prints this

Any key of Keap's shape opens it: KeapAK- and at least eight letters or digits. Everything lives in memory.`;

const DEFAULT_PORT = 8787;

/** A mistake of the caller, said in a sentence. */
class UsageError extends Error {}

interface Arguments {
  readonly port: number;
  readonly limits: boolean;
}

function readArguments(): Arguments | 'help' {
  const options = { port: { type: 'string' }, limits: { type: 'string' }, help: { type: 'boolean' } } as const;
  let values: { port?: string; limits?: string; help?: boolean };
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error} Try --help.`);
  }
  if (values.help) return 'help';
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  const { limits = 'on' } = values;
  if (limits !== 'on' && limits !== 'off') throw new UsageError(`--limits takes "on" or "off", not "${limits}".`);
  return { port, limits: limits === 'on' };
}

function explain(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} is in use; choose another with --port, or 0 for any free one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user; choose one above 1023 with --port.`;
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given === 'help') {
    console.log(HELP);
    return;
  }
  const dataFolder = join(import.meta.dirname, '../keap/catalog/data');
  const sandbox = await startSandbox({ ...given, dataFolder }).catch((error: unknown) => {
    throw new UsageError(explain(error, given.port));
  });
  console.log(`The sandbox listens at ${sandbox.origin}${given.limits ? '' : ', without limits'}`);
  console.log(`A key: ${sandbox.key}`);
  console.log(`Try:   curl -H "X-Keap-API-Key: ${sandbox.key}" "${sandbox.origin}/crm/rest/v2/contacts?page_size=2"`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
}

main().catch((error: unknown) => {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
});
