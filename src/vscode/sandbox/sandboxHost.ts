import type { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { asNumber, asObject, asString } from '../../keap/json.ts';

/** Where the running sandbox listens and a key it takes. */
export interface RunningSandbox {
  readonly origin: string;
  readonly key: string;
}

/**
 * The sandbox in a thread of its own, started on first use; the extension host never waits for its work, and it
 * ends with VS Code.
 */
export class SandboxHost implements vscode.Disposable {
  private readonly workerFile: string;
  private readonly dataFolder: string;
  private worker: Worker | undefined;
  private running: Promise<RunningSandbox> | undefined;
  private readonly started = new vscode.EventEmitter<RunningSandbox>();
  readonly onDidStart = this.started.event;

  constructor(workerFile: string, dataFolder: string) {
    this.workerFile = workerFile;
    this.dataFolder = dataFolder;
  }

  /** The sandbox, running. A start that failed is tried again the next time. */
  start(): Promise<RunningSandbox> {
    this.running ??= this.launch();
    return this.running;
  }

  /** Begins anew with the account as it was at the start; one that does not run will begin so anyway. */
  reset(): void {
    this.worker?.postMessage('reset');
  }

  /** Makes the next try of what hooks are still to be told, whatever the time. @returns how many deliveries that was */
  async deliverHooks(): Promise<number> {
    const { worker } = this;
    if (!worker) return 0;
    return new Promise((resolve) => {
      const hear = (message: unknown) => {
        const count = asNumber(asObject(message)?.['hooksTried']);
        if (count === undefined) return;
        worker.off('message', hear);
        resolve(count);
      };
      worker.on('message', hear);
      worker.once('exit', () => resolve(0));
      worker.postMessage('deliverHooks');
    });
  }

  dispose(): void {
    void this.worker?.terminate();
    this.started.dispose();
  }

  private async launch(): Promise<RunningSandbox> {
    // Not needed before, and activation counts every millisecond.
    const threads = await import('node:worker_threads');
    const worker = new threads.Worker(this.workerFile, { workerData: { dataFolder: this.dataFolder } });
    this.worker = worker;
    try {
      return await new Promise<RunningSandbox>((resolve, reject) => {
        worker.once('error', reject);
        worker.once('exit', () => {
          this.running = undefined;
          reject(new Error('The sandbox stopped.'));
        });
        worker.once('message', (message: unknown) => {
          const answer = asObject(message);
          const origin = asString(answer?.['origin']);
          const key = asString(answer?.['key']);
          if (!origin || !key) {
            reject(new Error(asString(answer?.['error']) ?? 'The sandbox did not start.'));
            return;
          }
          resolve({ origin, key });
          this.started.fire({ origin, key });
        });
      });
    } catch (error) {
      this.running = undefined;
      void worker.terminate();
      throw error;
    }
  }
}
