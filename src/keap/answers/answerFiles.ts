import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Exchange } from '../exchange.ts';
import { entryOf, isId } from '../history/historyEntry.ts';
import { decodeKept, encodeKept } from '../history/kept.ts';
import { type Body, START_BYTES } from '../http/body.ts';
import { asObject, asString, parseJson } from '../json.ts';
import { isAlive, OWNER } from '../limits/ledgerFolder.ts';
import { emptyDraft, type RequestDraft } from '../request/draft.ts';
import type { MaskKnownKeys } from '../safety/knownKey.ts';
import { type Answer, isHeld } from './answer.ts';

/** More than the first line of what is written down, which names a body's file. */
const HEAD_BYTES = 512;
const NOTHING_READ = { buffer: Buffer.alloc(0), bytesRead: 0 };

/** Files of bodies begin with the number of the process that wrote them. */
const BODY_NAME = /^(\d+)-.*\.(?:body|text)$/;

/** What a body's files are called, but for their endings. */
export function bodyName(id: string): string {
  return `${process.pid}-${id}`;
}

/** An answer as it was written down, with what was asked where that was known. */
export interface SavedAnswer {
  readonly exchange: Exchange;
  readonly draft?: RequestDraft;
}

/** What documents need to come back after a reload: a file for each answer, which only this user can read. */
export class AnswerFiles {
  private readonly folder: string;
  private readonly mask: MaskKnownKeys;

  constructor(folder: string, mask: MaskKnownKeys) {
    this.folder = folder;
    this.mask = mask;
  }

  /** Writes an answer down; a body that lies in a file stays there. @throws Error where it cannot be written */
  async save(documentId: string, { exchange, draft }: Answer): Promise<void> {
    const { operation, connection, sentAt, response, id } = exchange;
    const isInFile = !isHeld(response.body);
    const head = { ...(isInFile ? { body: basename(response.body.path) } : {}), ...(draft ? {} : { noDraft: true }) };
    const result = isInFile ? { ...exchange, response: { ...response, body: new Uint8Array() } } : exchange;
    const asked = draft ?? emptyDraft(operation.key);
    const sent = { operation, draft: asked, connection, sentAt, ms: response.timing.totalMs, result };
    const kept = await encodeKept(entryOf(sent, id), { draft: asked, exchange: result }, this.mask);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.path(documentId);
    await writeFile(`${path}.new`, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), kept]), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  /** An answer that was written down; undefined where none was, or it is damaged. */
  async load(documentId: string): Promise<SavedAnswer | undefined> {
    const bytes = isId(documentId) ? await readFile(this.path(documentId)).catch(() => undefined) : undefined;
    const end = bytes?.indexOf(0x0a) ?? -1;
    if (!bytes || end < 0) return undefined;
    const parsed = parseJson(bytes.toString('utf8', 0, end));
    const head = 'value' in parsed ? asObject(parsed.value) : undefined;
    const kept = decodeKept(bytes.subarray(end + 1));
    if (!head || !kept?.exchange) return undefined;
    const name = asString(head['body']);
    const body = name === undefined ? kept.exchange.response.body : await this.bodyIn(name);
    if (!body) return undefined;
    const exchange = { ...kept.exchange, response: { ...kept.exchange.response, body } };
    return head['noDraft'] === true ? { exchange } : { exchange, draft: kept.draft };
  }

  async remove(documentId: string): Promise<void> {
    if (isId(documentId)) await rm(this.path(documentId), { force: true }).catch(() => undefined);
  }

  /** Removes bodies whose process is gone, a window's own among them, and that nothing here names. */
  async tidy(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const ended = names.filter((name) => {
      const pid = BODY_NAME.exec(name)?.[1];
      return (
        pid !== undefined && pid !== String(process.pid) && !isAlive({ host: OWNER.host, pid: Number(pid), run: '' })
      );
    });
    if (ended.length === 0) return;
    const saved = names.filter((name) => name.endsWith('.answer'));
    const named = new Set(await Promise.all(saved.map((name) => this.bodyNamedBy(name))));
    await Promise.all(
      ended.filter((name) => !named.has(name)).map((name) => rm(join(this.folder, name), { force: true })),
    );
  }

  private async bodyNamedBy(name: string): Promise<string | undefined> {
    const file = await open(join(this.folder, name)).catch(() => undefined);
    try {
      const { buffer, bytesRead } = (await file?.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)) ?? NOTHING_READ;
      const [head = ''] = buffer.toString('utf8', 0, bytesRead).split('\n');
      const parsed = parseJson(head);
      return 'value' in parsed ? asString(asObject(parsed.value)?.['body']) : undefined;
    } finally {
      await file?.close();
    }
  }

  private async bodyIn(name: string): Promise<Body | undefined> {
    const path = join(this.folder, basename(name));
    const found = await stat(path).catch(() => undefined);
    if (!found) return undefined;
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
      return { byteLength: found.size, start: buffer.subarray(0, bytesRead), path };
    } finally {
      await file.close();
    }
  }

  private path(documentId: string): string {
    return join(this.folder, `${documentId}.answer`);
  }
}
