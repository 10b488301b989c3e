import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type SandboxProcess, startSandbox } from '../sandboxProcess.ts';
import { curlClient } from './curlClient.ts';
import { type Places, travel } from './journey.ts';
import { undiciClient } from './undiciClient.ts';

/** Sends three clients on the same journey, prints how it went and returns how much is wrong. */
export async function judgeClients(): Promise<number> {
  const missing = [await lack('curl', 'cURL'), await lack('python3', 'Python 3')].filter((one) => one !== undefined);
  for (const sentence of missing) console.log(`FAIL ${sentence}`);
  if (missing.length > 0) return missing.length;
  const sandboxes = await Promise.all([startSandbox('off'), startSandbox('on')]);
  const lines: string[] = [];
  const passed = new Set<number>();
  for (const client of [curlClient, undiciClient]) {
    const checks = await travel(client, placesIn(sandboxes));
    lines.push(...checks.failures.map((failure) => `FAIL ${client.name}: ${failure}`));
    console.log(`${client.name}: ${checks.passed} checks passed, ${checks.failures.length} failed`);
    passed.add(checks.passed);
  }
  const { origin, key, limited } = placesIn(sandboxes);
  const script = join(import.meta.dirname, 'python/journey.py');
  const python = spawn('python3', ['-B', script, origin, key, limited.origin, limited.key], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(python.stdout), once(python, 'close')]);
  const said = output.trim().split('\n');
  console.log(`urllib: ${said.at(-1)}`);
  lines.push(...said.filter((line) => line.startsWith('FAIL ')).map((line) => line.replace('FAIL ', 'FAIL urllib: ')));
  passed.add(Number.parseInt(said.at(-1) ?? '', 10));
  if (code !== 0 && lines.length === 0) lines.push(`FAIL urllib: ended with code ${code}`);
  if (lines.length === 0 && passed.size > 1) lines.push(`FAIL the journeys differ: ${[...passed].join(', ')} checks`);
  const codes = await Promise.all(sandboxes.map((sandbox) => sandbox.stop()));
  if (codes.some((one) => one !== 0)) lines.push(`FAIL a sandbox asked to end did so with code ${codes.join(', ')}`);
  for (const line of lines) console.log(line);
  return lines.length;
}

/** The limits are spent by key: each client brings one of its own. */
function placesIn([free, limited]: readonly [SandboxProcess, SandboxProcess]): Places {
  const key = `KeapAK-${randomBytes(25).toString('hex')}`;
  return { origin: free.origin, key: free.key, limited: { origin: limited.origin, key } };
}

/** Says in a sentence that a program is not there. */
async function lack(program: string, name: string): Promise<string | undefined> {
  const child = spawn(program, ['--version'], { stdio: 'ignore' });
  try {
    await once(child, 'exit');
    return undefined;
  } catch {
    return `${name} is needed for this part, and there is no program "${program}" here.`;
  }
}
