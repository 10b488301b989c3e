import type { Effect, Operation } from '../../keap/catalog/operation.ts';
import { tableNamed } from '../../keap/catalog/xmlrpc/onTable.ts';
import { effectOfRequest } from '../../keap/catalog/xmlrpc/tableEffects.ts';
import { asNumber, asObject } from '../../keap/json.ts';
import { type FileChoice, type ParameterInput, parseDraft, type RequestDraft } from '../../keap/request/draft.ts';
import type { Problem } from '../../keap/request/validation.ts';
import type { BodyView, BuilderCalls, BuilderEvents, BuilderModel, SendResult } from '../../protocol/builder.ts';
import type { Rpc } from '../rpc.ts';
import { AskedOperation } from './askedOperation.ts';
import { DraftKeeper, type SavedState } from './draftKeeper.ts';
import { DraftProblems } from './problems.ts';
import { RecordNames } from './recordNames.ts';
import { SENDING, type SendState, stateOf } from './sendState.ts';

export interface SessionOptions {
  readonly rpc: Rpc<BuilderCalls, BuilderEvents>;
  /** What an earlier life of this webview saved. */
  readonly saved: unknown;
  save(state: SavedState): void;
  /** Something to show changed. */
  changed(): void;
}

/** The state and behaviour of one builder, without its looks. */
export class BuilderSession {
  private readonly options: SessionOptions;
  private keeper: DraftKeeper | undefined;
  private problems: DraftProblems | undefined;
  private touched = new Set<string>();
  private attempted = false;
  private view: BodyView | undefined;
  private current: BuilderModel | undefined;
  private state: SendState = { phase: 'idle' };
  private trouble: string | undefined;
  private readonly asked = new AskedOperation();
  /** What ids of the request stand for. */
  readonly records = new RecordNames({
    operation: () => this.operation,
    known: (places) => this.options.rpc.call('recordNames', places).catch(() => undefined),
    fields: (table) => this.options.rpc.call('customFields', table).catch(() => undefined),
    pick: (request) => {
      // What to pick from depends on what stands around it.
      this.flush();
      return this.ask('pickRecords', request);
    },
    changed: () => this.options.changed(),
  });

  constructor(options: SessionOptions) {
    this.options = options;
    const { rpc } = options;
    rpc.on('model', (model) => this.show(model));
    rpc.on('body', (typed) => {
      this.keeper?.takeBody(typed);
      this.problems?.soon(this.draft);
      this.edited('body');
    });
    rpc.on('result', (result) => {
      if (this.state.phase !== 'running') return;
      this.state = { phase: 'done', result };
      options.changed();
    });
    rpc.on('recordsChanged', () => this.records.forget());
    rpc.on('connection', (now) => {
      const other = this.current?.connection.id !== now.connection.id;
      if (this.current) this.current = { ...this.current, ...now };
      if (other) this.records.forget();
      this.forgetRefusal();
      options.changed();
    });
    rpc.on('progress', (progress) => {
      if (this.state.phase !== 'running') return;
      this.state = { ...this.state, progress };
      options.changed();
    });
  }

  /** Whether someone tried to send: from then on every problem is told. */
  get tried(): boolean {
    return this.attempted;
  }

  get bodyView(): BodyView {
    return this.view ?? this.current?.bodyView ?? 'form';
  }

  /** Shows the body in another way, here and in builders to come. */
  showBodyAs(view: BodyView): void {
    if (view === this.bodyView) return;
    this.view = view;
    this.options.changed();
    void this.ask('keepBodyView', view);
  }

  /** What is shown; undefined until the host has answered. */
  get model(): BuilderModel | undefined {
    return this.current;
  }

  /** The operation as the draft means it: told of its table, where it is about one. */
  get operation(): Operation | undefined {
    const { current } = this;
    return current && this.asked.of(current, this.draft, this.records);
  }

  /** What sending does to the account. While a table is still being typed nobody need be warned of what it may be. */
  get effect(): Effect {
    const { operation, draft } = this;
    if (!operation) return 'reads';
    const wasTyped = tableNamed(operation, draft.parameters) !== undefined && this.touched.has('argument:table');
    return operation.table || wasTyped ? effectOfRequest(operation, draft.parameters) : operation.effect;
  }

  get sending(): SendState {
    return this.state;
  }

  /** Why something other than sending did not work, as a sentence. */
  get notice(): string | undefined {
    return this.trouble;
  }

  /** Why the connection would refuse this operation now, before anyone tries; undefined where it would not. */
  get refusedFor(): 'readOnly' | 'untrusted' | undefined {
    if (!this.current || this.current.access === 'full') return undefined;
    if (this.current.access === 'none') return 'untrusted';
    return this.current.operation.effect === 'reads' ? undefined : 'readOnly';
  }

  get draft(): RequestDraft {
    return this.keeper?.draft ?? { operationKey: '', parameters: {}, body: '', files: {} };
  }

  /** Asks the host what to show. What was typed last and never reached the host is not lost. */
  async start(): Promise<void> {
    const model = await this.ask('ready', null);
    if (!model || this.current) return;
    const saved = asObject(this.options.saved);
    const draft = parseDraft(saved?.['draft']);
    const at = asNumber(saved?.['at']) ?? 0;
    const newer = draft?.operationKey === model.operation.key && at > model.draftAt;
    this.show(newer ? { ...model, draft, draftAt: at } : model);
    if (newer) void this.ask('edit', { draft, at });
  }

  setParameter(id: string, input: ParameterInput): void {
    this.keeper?.setParameter(id, input);
    this.edited(id);
  }

  setBody(body: string): void {
    this.keeper?.setBody(body);
    this.problems?.soon(this.draft);
    this.edited('body');
  }

  setFile(part: string, choice: FileChoice | undefined): void {
    this.keeper?.setFile(part, choice);
    this.touched.add(`file:${part}`);
    this.edited(`file:${part}`);
  }

  /** A field was left, or a value chosen: from now on its problems are shown. */
  commit(target: string): void {
    this.touched.add(target);
    this.keeper?.flush();
    this.options.changed();
  }

  /** Tells the host what was typed last. */
  flush(): void {
    this.keeper?.flush();
  }

  /** Every problem of the draft, shown or not. */
  allProblems(): readonly Problem[] {
    return this.problems?.of(this.draft) ?? [];
  }

  /** Whether the problems of a field may be shown: it was filled in, or someone tried to send. */
  shows(target: string): boolean {
    return this.attempted || this.touched.has(target);
  }

  /**
   * Sends the draft unless a request is under way. Returns the first problem where there are any; those that do
   * not block are passed over with `anyway`.
   */
  send(anyway = false): Problem | undefined {
    if (!this.current || !this.problems || this.state.phase === 'running') return undefined;
    this.keeper?.flush();
    this.attempted = true;
    this.trouble = undefined;
    const found = this.problems.now(this.draft);
    const refused = found.find(({ blocking }) => blocking) ?? (anyway ? undefined : found[0]);
    if (refused) {
      this.state = { phase: 'refused' };
      this.options.changed();
      return found[0];
    }
    void this.run();
    return undefined;
  }

  cancel(): void {
    if (this.state.phase !== 'running' || this.state.cancelling) return;
    this.state = { ...this.state, cancelling: true };
    this.options.changed();
    void this.ask('cancel', null);
  }

  /** Makes a connection of the key that stands in the draft by mistake; the host asks for the rest. */
  connectWithKey(): void {
    this.keeper?.flush();
    void this.ask('connectWithKey', null);
  }

  /** A call whose failure is told in the page; undefined where it failed. */
  async ask<Method extends keyof BuilderCalls>(
    method: Method,
    argument: BuilderCalls[Method]['argument'],
  ): Promise<BuilderCalls[Method]['result'] | undefined> {
    try {
      const result = await this.options.rpc.call(method, argument);
      if (this.trouble !== undefined) this.tell(undefined);
      return result;
    } catch (error) {
      this.tell(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** An unlocked connection has no more use for what was said about the lock. */
  private forgetRefusal(): void {
    const result = this.state.phase === 'done' ? this.state.result : undefined;
    const code = result?.outcome === 'failed' ? result.remedy?.code : undefined;
    if ((code === 'readOnly' || code === 'untrusted') && code !== this.refusedFor) this.state = { phase: 'idle' };
  }

  private async run(): Promise<void> {
    const model = this.current;
    this.state = { phase: 'running', progress: SENDING, cancelling: false };
    this.options.changed();
    const result = await this.options.rpc.call('send', this.draft).catch(
      (error: unknown): SendResult => ({
        outcome: 'failed',
        message: error instanceof Error ? error.message : String(error),
      }),
    );
    const shown = model?.operation.key === this.current?.operation.key;
    this.state = shown ? { phase: 'done', result } : { phase: 'idle' };
    this.options.changed();
  }

  private show(model: BuilderModel): void {
    const { draft, draftAt: at } = model;
    const other = model.operation.key !== this.current?.operation.key;
    this.current = model;
    this.keeper ??= new DraftKeeper(
      { draft, at },
      {
        save: (state) => this.options.save(state),
        edit: (edited) => this.options.rpc.call('edit', edited),
      },
    );
    this.keeper.replace({ draft, at });
    this.problems?.stop();
    this.problems = new DraftProblems(
      (each) => this.asked.of(model, each, this.records),
      model.schemas,
      () => this.options.changed(),
    );
    this.problems.now(draft);
    this.touched = new Set([
      ...Object.keys(draft.parameters),
      ...(/^\s*(\{\s*\}|\[\s*\])?\s*$/.test(draft.body) ? [] : ['body']),
    ]);
    this.attempted = false;
    if (other || this.state.phase === 'idle') this.state = stateOf(model);
    this.trouble = undefined;
    this.options.changed();
  }

  private edited(target: string): void {
    if (target === 'body') this.touched.add('body');
    this.options.changed();
  }

  private tell(trouble: string | undefined): void {
    this.trouble = trouble;
    this.options.changed();
  }
}
