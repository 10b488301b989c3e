import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';

/**
 * Writes a file piece by piece, so that it is never whole in memory. What was there before stays until all is written;
 * of a file that could not be finished nothing stays.
 * @param scratch a folder on disk for what goes to another file system
 * @throws the signal's reason when it ends the work, and what writing throws
 */
export async function streamToFile(
  target: vscode.Uri,
  pieces: AsyncIterable<string | Uint8Array>,
  scratch: string,
  signal: AbortSignal,
): Promise<void> {
  const onDisk = target.scheme === 'file';
  const name = `.keap-${randomBytes(6).toString('hex')}.part`;
  const part = join(onDisk ? dirname(target.fsPath) : scratch, name);
  if (!onDisk) await mkdir(scratch, { recursive: true });
  try {
    await pipeline(Readable.from(pieces, { objectMode: true }), createWriteStream(part), { signal });
    if (onDisk) await rename(part, target.fsPath);
    else await vscode.workspace.fs.copy(vscode.Uri.file(part), target, { overwrite: true });
  } finally {
    await rm(part, { force: true });
  }
}
