import type { RowRunCalls, RowRunEvents, RowRunModel } from '../../protocol/rowRun.ts';
import type { Rpc } from '../rpc.ts';

export interface RowRunSessionOptions {
  readonly rpc: Rpc<RowRunCalls, RowRunEvents>;
  /** Keeps what a reload needs. */
  save(state: unknown): void;
  /** Something to show changed. */
  changed(): void;
}

/** The state of a run for each row while it is set up. The host has it; this page shows it. */
export class RowRunSession {
  private readonly options: RowRunSessionOptions;
  private current: RowRunModel | undefined;
  private failure = '';
  /** Places that someone wants to fill in, which have nothing yet. */
  private readonly wanted = new Set<string>();
  private adding = '';

  constructor(options: RowRunSessionOptions) {
    this.options = options;
    options.rpc.on('model', (model) => this.show(model));
  }

  /** Undefined until the host has answered. */
  get model(): RowRunModel | undefined {
    return this.current;
  }

  /** Why something could not be done, as a sentence; empty where all could. */
  get trouble(): string {
    return this.failure || (this.current?.trouble ?? '');
  }

  async start(): Promise<void> {
    const model = await this.ask('ready', null);
    if (model) this.show(model);
  }

  /** What stands in the field that adds a place. */
  get typed(): string {
    return this.adding;
  }

  type(text: string): void {
    this.adding = text;
    this.options.changed();
  }

  /** Whether a place has a row although it has nothing. */
  isWanted(words: string): boolean {
    return this.wanted.has(words);
  }

  want(words: string): void {
    this.wanted.add(words);
    this.options.changed();
  }

  /** A call whose failure is told in the page; undefined where it failed. */
  async ask<Method extends keyof RowRunCalls>(
    method: Method,
    argument: RowRunCalls[Method]['argument'],
  ): Promise<RowRunCalls[Method]['result'] | undefined> {
    try {
      const result = await this.options.rpc.call(method, argument);
      if (this.failure !== '') this.tell('');
      return result;
    } catch (error) {
      this.tell(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  private show(model: RowRunModel): void {
    this.current = model;
    this.options.save(model.kept);
    this.options.changed();
  }

  private tell(failure: string): void {
    this.failure = failure;
    this.options.changed();
  }
}
