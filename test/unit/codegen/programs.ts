import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** What runs code on this machine, besides the Node and the shell that are always there. */
export type Program = 'curl' | 'python' | 'requests' | 'php' | 'java';

/** Why a program's tests are skipped; false where it is there, with what it needs besides. */
export function missing(program: Program): string | false {
  const [command, ...args] = PROBES[program];
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0 ? false : `no ${PROBES[program].join(' ')} here`;
}

const PROBES: Readonly<Record<Program, readonly [string, ...string[]]>> = {
  curl: ['curl', '--version'],
  python: ['python3', '--version'],
  requests: ['python3', '-c', 'import requests'],
  php: ['php', '-r', 'curl_init() || exit(1);'],
  java: ['javac', '--version'],
};

/** A folder for the programs of a test file, gone after its tests. */
export function programFolder(): (name: string, text: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'keap-code-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
}
