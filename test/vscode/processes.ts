/** Child processes in groups of their own, so that whatever they start is ended with them. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A started process and the way to end it together with everything it started. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Resolves to the exit code, or to null when a signal ended the process. Rejects when it could not start. */
  readonly exited: Promise<number | null>;
  /** Asks the whole group to end, ends it by force after `graceMs` (default 2000), and resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
}

const living = new Set<ChildProcess>();
let watching = false;

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was asked for.
  }
}

function endAllNow(): void {
  for (const child of living) signalGroup(child, 'SIGKILL');
  living.clear();
}

function watchOwnEnd(): void {
  if (watching) return;
  watching = true;
  process.on('exit', endAllNow);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      endAllNow();
      process.exit(code);
    });
  }
  // A shell between npm and a script does not pass SIGTERM on, nor does a test runner to its files: when whoever
  // started this process is gone, it ends too. (Windows does not tell; there a group ends with its console.)
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(143);
  }, 500).unref();
}

/**
 * Starts `command` as the leader of a new process group. The group is killed when this process exits, is interrupted
 * or terminated, or loses the process that started it.
 */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions = {}): ProcessGroup {
  watchOwnEnd();
  const child = spawn(command, [...args], { ...options, detached: process.platform !== 'win32' });
  living.add(child);
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => {
      living.delete(child);
      reject(error);
    });
    child.once('exit', (code) => {
      // What the leader left behind goes too; the group's number cannot be taken again while a member lives.
      signalGroup(child, 'SIGKILL');
      living.delete(child);
      resolve(code);
    });
  });
  exited.catch(() => undefined);
  const stop = async (graceMs = 2000): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    signalGroup(child, 'SIGTERM');
    const force = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
    await exited.catch(() => null);
    clearTimeout(force);
  };
  return { child, exited, stop };
}

/** What a finished command printed. */
export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end and returns its exit code and everything it printed, both streams in order of arrival. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Finished> {
  const group = startGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  group.child.stdout?.on('data', collect);
  group.child.stderr?.on('data', collect);
  const code = await group.exited;
  return { code, output };
}

/** Like `runToEnd`, but a failure becomes an error that says what was run and shows the end of its output. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const { code, output } = await runToEnd(command, args, options);
  if (code !== 0) {
    const tail = output.trim().split('\n').slice(-15).join('\n');
    throw new Error(`${[command, ...args].join(' ')} ended with code ${code}:\n${tail}`);
  }
  return output;
}

/** This process's environment without what npm, a surrounding VS Code or a test runner put there for themselves. */
export function plainEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const foreign =
    /^(VSCODE_|ELECTRON_|npm_(package|lifecycle|command|config_(local|global)_prefix)|NODE_TEST_|NODE_(OPTIONS|COMPILE_CACHE)$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}
