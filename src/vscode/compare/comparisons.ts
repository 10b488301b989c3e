import * as vscode from 'vscode';
import type { AnswerSource, AnswerThread } from '../../keap/answerThread/answerThread.ts';
import type { Compared } from '../../keap/answerThread/work.ts';
import type { ComparisonOptions } from '../../keap/compare/comparable.ts';
import { comparisonTitle, type Named } from '../../keap/compare/comparisonTitle.ts';
import { contextKey } from '../contextKey.ts';
import { PlainFiles } from '../plainFiles.ts';
import { COMPARISON_SCHEME } from './comparisonScheme.ts';
import { type ComparisonSettings, readComparisonSettings } from './comparisonSettings.ts';

/** One of the two things that are compared. */
export interface Side {
  readonly source: AnswerSource;
  readonly named: Named;
}

/** What someone chose for a comparison. */
export interface Choices {
  readonly hideVolatile: boolean;
  readonly hideIds: boolean;
  readonly sortLists: boolean;
}

/** How a comparison begins, where the settings are not all. */
export interface Beginning extends Partial<Choices> {
  readonly volatile?: readonly string[];
}

interface Comparison {
  readonly id: string;
  readonly sides: readonly [Side, Side];
  readonly choices: Choices;
  /** What is volatile in these besides the setting's names. */
  readonly volatile: readonly string[];
  /** Grows with each choice, as the time of a file that changed. */
  readonly version: number;
  readonly texts: Compared;
}

/** Comparisons of two answers in VS Code's own comparison, arranged so that only what differs shows as different. */
export class Comparisons extends PlainFiles {
  private readonly thread: AnswerThread;
  private readonly open = new Map<string, Comparison>();
  private readonly tabs: vscode.Disposable;
  private readonly volatileHidden = contextKey('keap.volatileHiddenContext');
  private last = 0;
  protected readonly refusal = 'Comparisons are read-only.';

  constructor(thread: AnswerThread) {
    super();
    this.thread = thread;
    this.tabs = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) this.forget(input);
        this.tellContext();
      }),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.tellContext()),
    );
  }

  /** Opens a comparison. @returns whether both say the same @throws FindError where it cannot be made */
  async show(left: Side, right: Side, { volatile = [], ...chosen }: Beginning = {}): Promise<boolean> {
    const { hideVolatileFields, sortLists } = readComparisonSettings();
    const choices = { hideVolatile: hideVolatileFields, hideIds: false, sortLists, ...chosen };
    const id = String(++this.last);
    const comparison = await this.arrange({ id, sides: [left, right], choices, volatile, version: 1 });
    const [one, other] = addressesOf(comparison);
    const title = comparisonTitle(left.named, right.named);
    await vscode.commands.executeCommand('vscode.diff', one, other, title, { preview: false });
    const { texts } = comparison;
    return Buffer.compare(texts.left, texts.right) === 0;
  }

  /** What was chosen for the comparison in the active tab; undefined where there is none. */
  get activeChoices(): Choices | undefined {
    return this.active?.choices;
  }

  /** Chooses anew for the comparison in the active tab, which changes in its place. @throws FindError */
  async choose(change: Partial<Choices>): Promise<void> {
    const { active } = this;
    if (!active) return;
    const choices = { ...active.choices, ...change };
    const changed = await this.arrange({ ...active, choices, version: active.version + 1 });
    for (const uri of addressesOf(changed)) this.tellChanged(uri);
    this.tellContext();
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const mtime = this.comparisonOf(uri)?.version ?? 0;
    return { type: vscode.FileType.File, ctime: 0, mtime, size: this.readFile(uri).byteLength };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const comparison = this.comparisonOf(uri);
    if (!comparison) return Buffer.from(NOT_KEPT);
    const { left, right } = comparison.texts;
    return uri.authority.endsWith('.left') ? left : right;
  }

  override dispose(): void {
    this.tabs.dispose();
    super.dispose();
  }

  private get active(): Comparison | undefined {
    return this.comparisonOf(modifiedUri(vscode.window.tabGroups.activeTabGroup.activeTab?.input));
  }

  private comparisonOf(uri: vscode.Uri | undefined): Comparison | undefined {
    return uri?.scheme === COMPARISON_SCHEME ? this.open.get(uri.authority.replace(/\..*$/, '')) : undefined;
  }

  private async arrange(comparison: Omit<Comparison, 'texts'>): Promise<Comparison> {
    const [left, right] = comparison.sides;
    const options = optionsOf(comparison, readComparisonSettings());
    const work = { kind: 'compare', left: left.source.id, right: right.source.id, options } as const;
    const arranged = { ...comparison, texts: await this.thread.run(work, [left.source, right.source]) };
    this.open.set(comparison.id, arranged);
    return arranged;
  }

  private forget(input: unknown): void {
    const closed = this.comparisonOf(modifiedUri(input));
    if (closed) this.open.delete(closed.id);
  }

  private tellContext(): void {
    this.volatileHidden(this.active?.choices.hideVolatile === true);
  }
}

const NOT_KEPT = JSON.stringify('This comparison is no longer kept. Compare the answers once more.');

function modifiedUri(input: unknown): vscode.Uri | undefined {
  return input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
}

function addressesOf({ id, sides: [left, right], texts: { json } }: Comparison): [vscode.Uri, vscode.Uri] {
  const address = ({ named }: Side, authority: string) => {
    const name = 'file' in named ? named.file.replace(/\.\w+$/, '') : named.title;
    const path = `/${name.replaceAll(/[\\/]/g, '-')}.${json ? 'json' : 'txt'}`;
    return vscode.Uri.from({ scheme: COMPARISON_SCHEME, authority, path });
  };
  return [address(left, `${id}.left`), address(right, `${id}.right`)];
}

function optionsOf(
  { sides: [left, right], choices, volatile }: Pick<Comparison, 'sides' | 'choices' | 'volatile'>,
  { volatileFields }: ComparisonSettings,
): ComparisonOptions {
  const { hideVolatile, hideIds, sortLists } = choices;
  const accounts = [left, right].map(({ named }) => ('file' in named ? undefined : named.connection.id));
  const across = accounts[0] !== accounts[1] && !accounts.includes(undefined);
  return { hidden: hideVolatile ? [...volatileFields, ...volatile] : [], hideIds, sortLists, across };
}
