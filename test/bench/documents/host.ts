/**
 * Runs in the extension host beside the extension, for `bench:documents`: opens texts as an extension without ideas of
 * its own would, and watches what answers cost the host. Told what to do over HTTP.
 */
import { channel } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';

/** What a request or a document cost the host, in milliseconds and bytes. */
export interface Cost {
  /** When the last byte of the last answer had come, in milliseconds since 1970. */
  readonly lastByteAt: number;
  /** When the text was given to VS Code, in milliseconds since 1970. */
  readonly openedAt: number;
  /** The longest time that nothing else could run: until the last byte, and in all. */
  readonly blockedUntilLastByte: number;
  readonly blocked: number;
  /** Growth of the process: at its highest, and what was left after a while and a collection. */
  readonly peak: number;
  readonly left: number;
}

const SAMPLE_MS = 10;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const delay = monitorEventLoopDelay({ resolution: 5 });
let lastByteAt = 0;
let blockedUntilLastByte = 0;
let openedAt = 0;
let before = 0;
let peak = 0;
let sampling: NodeJS.Timeout | undefined;

channel('undici:request:trailers').subscribe(() => {
  lastByteAt = Date.now();
  blockedUntilLastByte = delay.max / 1e6;
});

/** Forgets what was measured, and begins anew. */
function begin(): void {
  collect();
  before = process.memoryUsage.rss();
  peak = before;
  clearInterval(sampling);
  sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  delay.reset();
  delay.enable();
}

function end(): Cost {
  clearInterval(sampling);
  delay.disable();
  const blocked = delay.max / 1e6;
  collect();
  const left = process.memoryUsage.rss() - before;
  return { lastByteAt, openedAt, blockedUntilLastByte, blocked, peak: peak - before, left };
}

/** Opens a file's text as an untitled document in JSON, beside the active editor. */
async function openBare(file: string, viewColumn: vscode.ViewColumn): Promise<void> {
  const content = readFileSync(file, 'utf8');
  begin();
  openedAt = Date.now();
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  await vscode.window.showTextDocument(document, { viewColumn, preview: true, preserveFocus: true });
}

/** Closes every document. VS Code asks about an untitled one unless it is empty. */
async function closeDocuments(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled)) {
    const edit = new vscode.WorkspaceEdit();
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.delete(document.uri, new vscode.Range(new vscode.Position(0, 0), end));
    await vscode.workspace.applyEdit(edit);
  }
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(
    tabs.filter(({ input }) => input instanceof vscode.TabInputText),
    true,
  );
}

export async function run(): Promise<void> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
    let cost: Cost | undefined;
    if (pathname === '/begin') begin();
    if (pathname === '/end') cost = end();
    if (pathname === '/bare') await openBare(searchParams.get('file') ?? '', vscode.ViewColumn.Two);
    if (pathname === '/close') await closeDocuments();
    response.end(JSON.stringify(cost ?? {}));
  });
  server.listen(Number(process.env['KEAP_BENCH_PORT']), '127.0.0.1');
  await new Promise(() => undefined);
}
