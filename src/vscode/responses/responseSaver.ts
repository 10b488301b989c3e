import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { type Answer, chunksOf } from '../../keap/answers/answer.ts';
import { wholeBody } from '../../keap/http/body.ts';
import { sizeWords } from '../../keap/request/measures.ts';
import { signalOf } from '../sending/cancellation.ts';
import { responseName } from './responseName.ts';

/** What takes longer to write tells how far it is. */
const SOON_WRITTEN = 16 * 2 ** 20;
/** File systems of other extensions take a file whole, in memory. */
const MOST_WHOLE = 64 * 2 ** 20;

/** Saves a body as it came, byte for byte, where someone chooses. @throws Error where it cannot be read or written */
export async function saveAnswer({ exchange, nature }: Answer): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${responseName(exchange)}.${nature.extension}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    title: 'Save response',
  });
  if (!target) return;
  const { body } = exchange.response;
  if (target.scheme !== 'file') {
    if (body.byteLength <= MOST_WHOLE) return vscode.workspace.fs.writeFile(target, await wholeBody(body));
    const message = `This file system takes files whole, and ${sizeWords(body.byteLength)} are too many at once. Save the answer to a folder of this machine.`;
    void vscode.window.showWarningMessage(message);
    return;
  }
  if (body.byteLength <= SOON_WRITTEN) return writeFile(exchange, target.fsPath);
  const title = `Saving ${sizeWords(body.byteLength)} to ${target.path.split('/').at(-1)}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    const signal = signalOf(token);
    const tell = (bytes: number) => progress.report({ increment: (100 * bytes) / body.byteLength });
    // Half a file is removed, and nothing more is to be said.
    await writeFile(exchange, target.fsPath, { signal, tell }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  });
}

/** Writes beside the file first, so that what was there stays until all of the new is. */
async function writeFile(
  exchange: Answer['exchange'],
  path: string,
  { signal, tell }: { readonly signal?: AbortSignal; readonly tell?: (bytes: number) => void } = {},
): Promise<void> {
  const beside = `${path}.part`;
  const told = async function* () {
    for await (const chunk of chunksOf(exchange)) {
      yield chunk;
      tell?.(chunk.length);
    }
  };
  try {
    await pipeline(told, createWriteStream(beside), signal ? { signal } : {});
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
