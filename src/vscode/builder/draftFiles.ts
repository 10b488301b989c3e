import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asNumber, asObject, parseJson } from '../../keap/json.ts';
import { parseDraft, type RequestDraft, redactDraft } from '../../keap/request/draft.ts';
import { withoutSecrets } from '../../keap/request/secretInputs.ts';
import type { LegacyKeys } from '../connections/legacyKeys.ts';

/** A draft and when it was last changed, in milliseconds since 1970. */
export interface SavedDraft {
  readonly draft: RequestDraft;
  readonly at: number;
}

/**
 * The drafts of open request builders, on disk: VS Code writes a webview's own state only now and then, and a reload
 * must not lose what was typed in between. A file for each operation, gone when its builder is closed.
 */
export class DraftFiles {
  private readonly folder: string;
  private readonly legacyKeys: Pick<LegacyKeys, 'mask'>;
  /** Writes of a file follow one another. */
  private readonly writing = new Map<string, Promise<void>>();

  constructor(folder: string, legacyKeys: Pick<LegacyKeys, 'mask'>) {
    this.folder = folder;
    this.legacyKeys = legacyKeys;
  }

  async load(key: string): Promise<SavedDraft | undefined> {
    const text = await readFile(this.file(key), 'utf8').catch(() => '');
    const parsed = parseJson(text);
    const saved = 'value' in parsed ? asObject(parsed.value) : undefined;
    const draft = parseDraft(saved?.['draft']);
    return draft && { draft, at: asNumber(saved?.['at']) ?? 0 };
  }

  save(key: string, { draft, at }: SavedDraft): Promise<void> {
    return this.after(key, async () => {
      await mkdir(this.folder, { recursive: true });
      const file = this.file(key);
      const text = await this.legacyKeys.mask(JSON.stringify({ at, draft: withoutSecrets(redactDraft(draft)) }));
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    });
  }

  forget(key: string): Promise<void> {
    return this.after(key, () => rm(this.file(key), { force: true }));
  }

  private after(key: string, work: () => Promise<void>): Promise<void> {
    // A disk that is full or read-only must not stop anyone from working.
    const done = (this.writing.get(key) ?? Promise.resolve()).then(work).catch(() => undefined);
    this.writing.set(key, done);
    return done;
  }

  private file(key: string): string {
    return join(this.folder, `${encodeURIComponent(key)}.json`);
  }
}
