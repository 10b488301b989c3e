import { type FileHandle, open } from 'node:fs/promises';
import { numberText, parseExact } from '../exactJson.ts';
import { asObject } from '../json.ts';

/** The answers of a run that reads a record for each row: one a line, each with the number of its row. */
export class RowAnswers {
  private readonly file: FileHandle;
  private bytes: number;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(file: FileHandle, bytes: number) {
    this.file = file;
    this.bytes = bytes;
  }

  /** @param bytes what the journal knows of the file: the rest is cut off and read again. @throws Error */
  static async open(path: string, bytes: number): Promise<RowAnswers> {
    const file = await open(path, 'a', 0o600);
    try {
      await file.truncate(bytes);
      return new RowAnswers(file, bytes);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * Writes an answer, one after the other, and hands on where it ends once it is on disk: what that does comes in the
   * order of the file. What is no JSON is kept as text.
   */
  add(row: number, text: string, ended: (bytes: number) => Promise<void>): Promise<void> {
    const work = this.last.then(async () => {
      const line = `${answerLine(row, text)}\n`;
      await this.file.appendFile(line);
      await this.file.datasync();
      this.bytes += Buffer.byteLength(line);
      await ended(this.bytes);
    });
    this.last = work.catch(() => undefined);
    return work;
  }

  async close(): Promise<void> {
    await this.last;
    await this.file.close();
  }
}

/** The members of a record stand beside the number of its row; anything else is its `answer`. */
function answerLine(row: number, text: string): string {
  let answer: unknown = text;
  try {
    answer = parseExact(text);
  } catch {
    // It stays the text it is.
  }
  const record = numberText(answer) === undefined ? asObject(answer) : undefined;
  const members = record && !Object.hasOwn(record, 'row') && Object.keys(record).length > 0 ? record : { answer };
  return JSON.stringify(Object.fromEntries([['row', row], ...Object.entries(members)]));
}
