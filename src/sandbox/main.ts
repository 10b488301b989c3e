/** npm run sandbox: a local Keap on its own. */
import { join } from 'node:path';
import { helpText, parseCommandLine } from './commandLine.ts';
import { OptionError } from './options.ts';
import { type SandboxOptions, startSandbox } from './server.ts';

async function main(): Promise<void> {
  const options = parseCommandLine(process.argv.slice(2));
  if (options === 'help') {
    console.log(helpText());
    return;
  }
  const dataFolder = join(import.meta.dirname, '../keap/catalog/data');
  const sandbox = await startSandbox({ ...options, dataFolder }).catch((error: unknown) => {
    throw new OptionError(explain(error, options.port));
  });
  // Registered before a word is printed: whoever waits for one may end the program at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
  console.log(`The sandbox listens at ${sandbox.origin}${remarks(options)}`);
  console.log(`A key: ${sandbox.key}`);
  console.log(`Try:   curl -H "X-Keap-API-Key: ${sandbox.key}" "${sandbox.origin}/crm/rest/v2/contacts?page_size=2"`);
}

function remarks({ limits, faults }: Pick<SandboxOptions, 'limits' | 'faults'>): string {
  const limitless = limits === false ? ', without limits' : '';
  return faults && Object.keys(faults).length > 0 ? `${limitless}, with faults on purpose` : limitless;
}

function explain(error: unknown, port: number | undefined): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} is in use; choose another with --port, or 0 for any free one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user; choose one above 1023 with --port.`;
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  console.error(error instanceof OptionError ? error.message : error);
  process.exitCode = 1;
});
