import type * as vscode from 'vscode';
import { asObject, asStrings } from '../../keap/json.ts';
import { OWN_RUNS_KEY } from './ownRunsKey.ts';

const VERSION = 1;

/** The runs that this workspace's window goes on with now: those of them that end with it are offered by the next one. */
export class OwnRuns {
  private readonly state: Pick<vscode.Memento, 'get' | 'update'>;

  constructor(state: Pick<vscode.Memento, 'get' | 'update'>) {
    this.state = state;
  }

  get ids(): readonly string[] {
    const stored = asObject(this.state.get(OWN_RUNS_KEY));
    return stored?.['version'] === VERSION ? (asStrings(stored['ids']) ?? []) : [];
  }

  async add(id: string): Promise<void> {
    await this.keep([...this.ids.filter((each) => each !== id), id]);
  }

  async drop(ids: readonly string[]): Promise<void> {
    if (this.ids.some((id) => ids.includes(id))) await this.keep(this.ids.filter((id) => !ids.includes(id)));
  }

  private async keep(ids: readonly string[]): Promise<void> {
    await this.state.update(OWN_RUNS_KEY, ids.length === 0 ? undefined : { version: VERSION, ids });
  }
}
