import * as vscode from 'vscode';
import { sourceOf } from '../../keap/answerThread/answerSource.ts';
import type { AnswerThread } from '../../keap/answerThread/answerThread.ts';
import type { Look, Problem } from '../../keap/answerThread/work.ts';
import { FindError } from '../../keap/find/findError.ts';
import type { Summary } from '../../keap/find/search.ts';
import { holdsKey, removeKeys } from '../../keap/safety/keyShapes.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Found } from './foundDocuments.ts';

interface FindItem extends vscode.QuickPickItem {
  /** The expression that choosing it makes of what is typed; undefined for what shows the result. */
  readonly expression?: string;
}

export interface FindChoice {
  /** The answer, and what stands in the box at first. */
  readonly found: Found;
  /** Latest first. */
  readonly recent: readonly string[];
  readonly thread: AnswerThread;
  /** Shows what an expression finds. @throws FindError where it cannot be followed: the box stays open then */
  readonly show: (expression: string) => Promise<void>;
}

/** Lets someone type an expression, with what it finds and what could come next below it. */
export async function pickExpression({ found, recent, thread, show }: FindChoice): Promise<void> {
  const source = sourceOf(found.exchange);
  const cancelled = new AbortController();
  const pick = vscode.window.createQuickPick<FindItem>();
  // Rows are in an order of their own; without this VS Code puts those first whose label is like what is typed.
  Object.assign(pick, { sortByLabel: false });
  pick.title = `Find in ${plainText(found.exchange.operation.title)}`;
  pick.placeholder = 'JMESPath, as in contacts[*].id, or JSONPath, as in $.contacts[*].id';
  pick.value = found.expression;
  /** What the rows are about: those of an expression that was typed on since complete nothing. */
  let shownFor: string | undefined;
  const put = (expression: string, found: Look) => {
    shownFor = expression;
    const rows = rowsOf(expression, found, recent);
    pick.items = rows;
    const completes = isUnfinished(expression, found) || expression.trim() === '';
    const active = rows.find((row) => (completes ? row.expression !== undefined : row.kind === undefined));
    pick.activeItems = active ? [active] : [];
  };
  /** One look at a time, and the last one typed is never left out. */
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    pick.busy = true;
    for (let expression: string | undefined; expression !== pick.value && !cancelled.signal.aborted; ) {
      expression = pick.value;
      put(expression, await lookAt(expression));
    }
    looking = false;
    pick.busy = false;
  };
  const lookAt = async (expression: string): Promise<Look> => {
    try {
      return await thread.run({ kind: 'look', source: source.id, expression }, [source], cancelled.signal);
    } catch (error) {
      return { problem: problemOf(error), completions: [] };
    }
  };
  const accept = async () => {
    const [chosen] = pick.selectedItems;
    if (chosen?.expression !== undefined && shownFor === pick.value) {
      pick.value = chosen.expression;
      return look();
    }
    const expression = pick.value.trim();
    if (expression === '') return;
    pick.busy = true;
    try {
      await show(expression);
      pick.hide();
    } catch (error) {
      put(pick.value, { problem: problemOf(error), completions: [] });
    }
    pick.busy = false;
  };
  pick.onDidChangeValue((value) => {
    // A key has no business here, nor is it in any answer.
    if (holdsKey(value)) pick.value = removeKeys(value);
    void look();
  });
  pick.onDidAccept(() => void accept());
  pick.show();
  void look();
  await new Promise<void>((resolve) => {
    pick.onDidHide(() => {
      cancelled.abort();
      pick.dispose();
      resolve();
    });
  });
}

/** What went wrong as a sentence: what is no fault of the expression is shown in its place, too. */
function problemOf(error: unknown): Problem {
  if (error instanceof FindError) return { message: error.message, at: error.at };
  return { message: 'The answer could not be read: try it once more.', at: undefined };
}

/** Whether completing is what Enter should do: there is nothing to open yet. */
function isUnfinished(expression: string, look: Look): boolean {
  if (look.completions.length === 0) return false;
  if ('summary' in look) return isNothing(look.summary);
  return look.problem.at === expression.length;
}

function isNothing({ count, kind }: Summary): boolean {
  return count === 0 && kind !== 'object';
}

function rowsOf(expression: string, look: Look, recent: readonly string[]): FindItem[] {
  const typed = expression.trim();
  const used = recent.filter((other) => other !== typed && other.startsWith(typed));
  return [
    ...(typed === ''
      ? []
      : ['summary' in look ? resultRow(look.summary) : problemRow(look.problem, isUnfinished(expression, look))]),
    ...headed(
      'Recently used',
      used.map((each) => ({ expression: each, label: each, iconPath: HISTORY, alwaysShow: true })),
    ),
    ...headed(
      'Complete to',
      look.completions.map(({ expression: whole, label, detail }) => ({
        expression: whole,
        label: plainText(label),
        description: plainText(detail, 100),
        iconPath: label.endsWith('()') ? FUNCTION : FIELD,
        alwaysShow: true,
      })),
    ),
  ];
}

function headed(label: string, items: readonly FindItem[]): readonly FindItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

const HISTORY = new vscode.ThemeIcon('history');
const FIELD = new vscode.ThemeIcon('symbol-field');
const FUNCTION = new vscode.ThemeIcon('symbol-function');

function resultRow(summary: Summary): FindItem {
  const { kind, count, first, hint } = summary;
  const nothing = isNothing(summary);
  const preview = plainText(first.join('  ·  '), 300);
  return {
    label: nothing ? 'Nothing found' : countWords(kind, count),
    description: nothing ? '' : 'press Enter to open',
    ...(hint ? { detail: hint } : preview ? { detail: preview } : {}),
    iconPath: new vscode.ThemeIcon(nothing ? 'circle-slash' : 'json'),
    alwaysShow: true,
  };
}

function countWords(kind: Summary['kind'], count: number): string {
  const number = count.toLocaleString('en');
  if (kind === 'array') return `${number} ${count === 1 ? 'result' : 'results'}`;
  if (kind === 'object') return `An object with ${number} ${count === 1 ? 'property' : 'properties'}`;
  return `A ${kind}`;
}

/** What is only unfinished is no mistake yet. */
function problemRow({ message, at }: Problem, unfinished: boolean): FindItem {
  const mistake = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  return {
    label: plainText(message, 200),
    description: at === undefined || unfinished ? '' : `at character ${at + 1}`,
    iconPath: unfinished ? new vscode.ThemeIcon('ellipsis') : mistake,
    alwaysShow: true,
  };
}
