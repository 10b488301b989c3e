import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Reply } from '../reply.ts';
import type { Call, Client } from './client.ts';

/** Calls by the program curl, which encodes queries and builds forms itself. */
export const curlClient: Client = {
  name: 'curl',
  send: async (origin, call) => {
    const [reply] = await run(call.json ?? '', 1, (folder) => argumentsFor(origin, call, folder));
    if (!reply) throw new Error('curl gave no answer');
    return reply;
  },
  burst: (origin, call, times) =>
    run('', times, (folder) => argumentsFor(origin, call, folder), ['--parallel', '--parallel-immediate']),
};

/** Runs one curl for so many transfers, each of which writes an answer to a file of its own. */
async function run(
  input: string,
  times: number,
  transfer: (folder: string) => string[],
  overall: readonly string[] = [],
): Promise<Reply[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keap-judge-'));
  try {
    const files = Array.from({ length: times }, (_, index) => join(folder, `answer-${index}`));
    const transfers = files.flatMap((file, index) => [
      ...(index > 0 ? ['--next'] : []),
      '--output',
      file,
      ...transfer(folder),
    ]);
    const child = spawn('curl', [...overall, ...transfers], { stdio: ['pipe', 'ignore', 'pipe'] });
    // A curl without a body to send does not read, and may be gone by now.
    child.stdin.on('error', () => undefined).end(input);
    const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    if (code !== 0) throw new Error(complaint.trim() || `curl ended with code ${code}`);
    return files.map((file) => parseHttp(readFileSync(file)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function argumentsFor(
  origin: string,
  { method, path, query = {}, headers, json, form }: Call,
  folder: string,
): string[] {
  const given = ['--silent', '--show-error', '--include', '--request', method];
  for (const [name, value] of Object.entries(headers)) given.push('--header', `${name}: ${value}`);
  // An answer of "100 Continue" would come before the one we want.
  given.push('--header', 'Expect:');
  if (json !== undefined) given.push('--header', 'Content-Type: application/json', '--data-binary', '@-');
  if (form) {
    const file = join(folder, 'upload');
    writeFileSync(file, form.file.bytes);
    for (const [name, value] of Object.entries(form.fields)) given.push('--form-string', `${name}=${value}`);
    given.push('--form', `${form.file.field}=@${file};filename="${form.file.name}";type=${form.file.type}`);
  }
  const address = path.startsWith('http') ? path : origin + path;
  const asked = Object.entries(query);
  if (asked.length === 0) return [...given, address];
  if (json === undefined) {
    const data = asked.flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]);
    return [...given, '--get', ...data, address];
  }
  // With --get a body would become part of the query.
  return [...given, `${address}?${asked.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`];
}

function parseHttp(output: Buffer): Reply {
  const end = output.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = output.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Headers();
  for (const line of lines) headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim());
  return new Reply(Number(statusLine.split(' ')[1]), headers, output.subarray(end + 4));
}
