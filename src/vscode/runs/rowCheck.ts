import type { LimitState } from '../../keap/limits/limitState.ts';
import { type DryRun, type DryRunOptions, dryRun } from '../../keap/runs/rows/dryRun.ts';

/** A check of all rows as far as it is. */
export type Check =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly rows: number; readonly bytes: number }
  | { readonly state: 'done'; readonly found: DryRun; readonly limits: LimitState };

const NONE: Check = { state: 'none' };

/** The dry run of a page: one at a time, and none once something else would be sent. */
export class RowCheck {
  private check: Check = NONE;
  private running: AbortController | undefined;

  get now(): Check {
    return this.check;
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Ends it, and forgets what was found. */
  forget(): void {
    this.running?.abort();
    this.running = undefined;
    this.check = NONE;
  }

  /**
   * Checks all rows; of a check that was ended nothing is kept.
   * @throws RowFileError where the file is wrong, SyntaxError where the draft's body is no JSON
   */
  async run(
    request: Omit<DryRunOptions, 'signal' | 'onProgress'>,
    limits: () => Promise<LimitState>,
    onProgress: () => void,
  ): Promise<void> {
    this.forget();
    const controller = new AbortController();
    const { signal } = controller;
    this.running = controller;
    this.check = { state: 'running', rows: 0, bytes: 0 };
    onProgress();
    try {
      const found = await dryRun({
        ...{ ...request, signal },
        onProgress: (rows, bytes) => {
          if (signal.aborted) return;
          this.check = { state: 'running', rows, bytes };
          onProgress();
        },
      });
      const state = await limits();
      if (!signal.aborted) this.check = { state: 'done', found, limits: state };
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (this.running === controller) this.running = undefined;
      if (!this.isRunning && this.check.state === 'running') this.check = NONE;
    }
  }
}
