import { type OpenedRows, openRows, type RowFile } from '../../keap/runs/rows/openRows.ts';
import { type CheckedPreview, previewRows } from '../../keap/runs/rows/previewRows.ts';
import { RowFileError } from '../../keap/runs/rows/rowFileError.ts';
import type { RowSetup } from '../../keap/runs/rows/rowSetup.ts';
import type { Log } from '../log.ts';

const PREVIEWS = 3;

/** Why a file cannot be read, and an encoding that may do better; empty where none is known. */
export interface FileTrouble {
  readonly words: string;
  readonly readAs: string;
}

/** The file of a run for each row, as far as it could be read, with its first rows as requests. */
export class RowRunFile {
  private readonly setup: RowSetup;
  private readonly log: Log;
  private chosen: RowFile | undefined;
  private rows: OpenedRows | undefined;
  private wrong: FileTrouble | undefined;
  private shown: readonly CheckedPreview[] = [];

  constructor(setup: RowSetup, log: Log) {
    this.setup = setup;
    this.log = log;
  }

  get file(): RowFile | undefined {
    return this.chosen;
  }

  /** Undefined where there is no file, or none that can be read. */
  get opened(): OpenedRows | undefined {
    return this.rows;
  }

  get trouble(): FileTrouble | undefined {
    return this.wrong;
  }

  get previews(): readonly CheckedPreview[] {
    return this.shown;
  }

  /** Takes a file, and matches its columns. @returns whether the body that all rows have in common is fit for it */
  async read(file: RowFile): Promise<boolean> {
    this.chosen = file;
    this.rows = undefined;
    this.wrong = undefined;
    this.shown = [];
    try {
      this.rows = await openRows(file, new AbortController().signal);
      this.setup.takeColumns(this.rows.columns);
    } catch (error) {
      this.refuse(error);
    }
    return this.preview();
  }

  /** Makes the first requests anew. @returns whether the body that all rows have in common is fit for it */
  async preview(): Promise<boolean> {
    const { rows: source } = this;
    if (!source) return true;
    const { operation, schemas, draft, mapping } = this.setup;
    try {
      this.shown = await previewRows({ operation, schemas, draft, mapping, source }, PREVIEWS);
    } catch (error) {
      this.shown = [];
      if (error instanceof SyntaxError) return false;
      this.refuse(error);
    }
    return true;
  }

  /** Says why the file cannot be used. */
  refuse(error: unknown): void {
    const { name = 'The file', encoding } = this.chosen ?? {};
    this.rows = undefined;
    if (error instanceof RowFileError) {
      const readAs = error.code === 'encoding' && encoding === undefined ? 'windows-1252' : '';
      this.wrong = { words: error.message, readAs };
      return;
    }
    this.log.error('A file of rows could not be read.', error);
    this.wrong = { words: `${name} cannot be read as rows; check the file, or choose another one.`, readAs: '' };
  }
}
