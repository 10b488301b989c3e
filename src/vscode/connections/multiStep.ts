import * as vscode from 'vscode';

/** The answer of a step that was left by its back button. */
export const BACK = Symbol('back');

/** The answer of a step that was left by its own extra button. */
export const ACTION = Symbol('action');

interface Step {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

export interface TextStep extends Step {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** What is wrong with a text, as a sentence; what is typed stays. */
  readonly check?: (text: string) => string | vscode.InputBoxValidationMessage | undefined;
  /** Work that accepting the text takes; a sentence it returns is shown and the step stays open. */
  readonly accept?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly action?: { readonly icon: string; readonly tooltip: string };
}

/** Asks for a line of text. @returns undefined where the user gave up */
export async function askText(step: TextStep): Promise<string | typeof BACK | typeof ACTION | undefined> {
  const input = vscode.window.createInputBox();
  const action = step.action && { iconPath: new vscode.ThemeIcon(step.action.icon), tooltip: step.action.tooltip };
  Object.assign(input, {
    title: step.title,
    step: step.step,
    totalSteps: step.totalSteps,
    prompt: step.prompt,
    placeholder: step.placeholder ?? '',
    password: step.password ?? false,
    value: step.value ?? '',
    ignoreFocusOut: true,
    buttons: [...(step.canGoBack ? [vscode.QuickInputButtons.Back] : []), ...(action ? [action] : [])],
  });
  const abort = new AbortController();
  return new Promise((resolve) => {
    const validate = () => {
      const found = step.check?.(input.value);
      input.validationMessage = found ?? '';
      return typeof found === 'string' || found?.severity === vscode.InputBoxValidationSeverity.Error;
    };
    input.onDidChangeValue(() => {
      input.validationMessage = '';
    });
    input.onDidTriggerButton((button) => {
      resolve(button === vscode.QuickInputButtons.Back ? BACK : ACTION);
      input.hide();
    });
    input.onDidAccept(async () => {
      if (validate() || input.busy) return;
      const text = input.value;
      input.busy = true;
      input.enabled = false;
      const refused = await step.accept?.(text, abort.signal).finally(() => {
        input.busy = false;
        input.enabled = true;
      });
      if (!step.accept) {
        input.busy = false;
        input.enabled = true;
      }
      if (refused) {
        input.validationMessage = refused;
        return;
      }
      resolve(text);
      input.hide();
    });
    input.onDidHide(() => {
      abort.abort();
      resolve(undefined);
      input.dispose();
    });
    input.show();
    const found = step.value ? step.check?.(step.value) : undefined;
    if (found && typeof found !== 'string') input.validationMessage = found;
  });
}

export interface PickStep<Item extends vscode.QuickPickItem> extends Step {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly active?: Item;
}

/** Asks for one of some items. @returns undefined where the user gave up */
export async function pickOne<Item extends vscode.QuickPickItem>(
  step: PickStep<Item>,
): Promise<Item | typeof BACK | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = step.title;
  pick.step = step.step;
  pick.totalSteps = step.totalSteps;
  pick.placeholder = step.placeholder;
  pick.ignoreFocusOut = true;
  pick.items = step.items;
  if (step.active) pick.activeItems = [step.active];
  if (step.canGoBack) pick.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => {
      resolve(BACK);
      pick.hide();
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
