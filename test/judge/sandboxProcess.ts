import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The project's folder: the judge knows the sandbox only as a program in it. */
const PROJECT = join(import.meta.dirname, '../..');

export interface SandboxProcess {
  readonly origin: string;
  readonly key: string;
  /** Asks it to end and resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the sandbox as a program of its own, as a user would; address and key are read from what it prints. */
export async function startSandbox(limits: 'on' | 'off'): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['src/sandbox/main.ts', '--port', '0', '--limits', limits], { cwd: PROJECT });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = once(child, 'exit').then(([code]) => {
    process.off('exit', kill);
    return typeof code === 'number' ? code : null;
  });
  const started = new Promise<{ origin: string; key: string }>((resolve) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      const key = /KeapAK-[0-9A-Za-z]{8,}/.exec(printed)?.[0];
      if (origin && key) resolve({ origin, key });
    });
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  const ended = exited.then((code) => {
    throw new Error(`The sandbox ended with code ${code} before it printed an address and a key.\n${complaint}`);
  });
  const { origin, key } = await Promise.race([started, ended]);
  ended.catch(() => undefined);
  return {
    origin,
    key,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
