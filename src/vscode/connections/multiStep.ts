import * as vscode from 'vscode';

/** The answer of a step that was left by its back button. */
export const BACK = Symbol('back');

/** The answer of a step that was left by its own extra button. */
export const ACTION = Symbol('action');

/** Where a step stands among its like. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

export interface StepAction {
  readonly icon: string;
  readonly tooltip: string;
}

export interface TextStep extends Place {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** What is wrong with a text, as a sentence; what is typed stays. A message of lesser severity holds nothing up. */
  readonly check?: (text: string) => string | vscode.InputBoxValidationMessage | undefined;
  /** Work that accepting the text takes; what it returns is shown and the step stays open. */
  readonly accept?: (
    text: string,
    signal: AbortSignal,
  ) => Promise<string | vscode.InputBoxValidationMessage | undefined>;
  /** Told of the text when the step is left, whichever way. */
  readonly onLeave?: (text: string) => void;
  /** A button besides the back button, by what is typed where it is a function. */
  readonly action?: StepAction | ((text: string) => StepAction | undefined);
}

/** A step that stands alone. */
export function onlyStep(title: string): Place {
  return { title, step: 1, totalSteps: 1, canGoBack: false };
}

/** Asks for a line of text. @returns undefined where the user gave up */
export async function askText(step: TextStep): Promise<string | typeof BACK | typeof ACTION | undefined> {
  const input = vscode.window.createInputBox();
  Object.assign(input, {
    title: step.title,
    prompt: step.prompt,
    placeholder: step.placeholder ?? '',
    password: step.password ?? false,
    value: step.value ?? '',
    ignoreFocusOut: true,
  });
  number(input, step);
  const buttons = () => {
    const action = typeof step.action === 'function' ? step.action(input.value) : step.action;
    const extra = action && { iconPath: new vscode.ThemeIcon(action.icon), tooltip: action.tooltip };
    input.buttons = [...(step.canGoBack ? [vscode.QuickInputButtons.Back] : []), ...(extra ? [extra] : [])];
  };
  const abort = new AbortController();
  return new Promise((resolve) => {
    /** Shows what the check finds, but an error only once the text is meant; @returns whether it holds the step up */
    const validate = (meant: boolean) => {
      const found = step.check?.(input.value);
      const holds = typeof found === 'string' || found?.severity === vscode.InputBoxValidationSeverity.Error;
      input.validationMessage = found && (meant || !holds) ? found : '';
      return holds;
    };
    input.onDidChangeValue(() => {
      validate(false);
      buttons();
    });
    let left = false;
    // Before the answer is given: the box tells only later that it is hidden, when the next step may be open.
    const leave = (answer: string | typeof BACK | typeof ACTION | undefined) => {
      if (left) return;
      left = true;
      step.onLeave?.(input.value);
      resolve(answer);
    };
    input.onDidTriggerButton((button) => {
      leave(button === vscode.QuickInputButtons.Back ? BACK : ACTION);
      input.hide();
    });
    input.onDidAccept(async () => {
      if (validate(true) || input.busy) return;
      const text = input.value;
      if (step.accept) {
        input.busy = true;
        input.enabled = false;
        const refused = await step.accept(text, abort.signal).finally(() => {
          input.busy = false;
          input.enabled = true;
        });
        if (refused) {
          input.validationMessage = refused;
          return;
        }
      }
      leave(text);
      input.hide();
    });
    input.onDidHide(() => {
      abort.abort();
      leave(undefined);
      input.dispose();
    });
    buttons();
    input.show();
    if (step.value) validate(false);
  });
}

export interface PickStep<Item extends vscode.QuickPickItem> extends Place {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly active?: Item | undefined;
}

/** Asks for one of some items. @returns undefined where the user gave up */
export async function pickOne<Item extends vscode.QuickPickItem>(
  step: PickStep<Item>,
): Promise<Item | typeof BACK | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = step.title;
  number(pick, step);
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

/** A lone step has no number. */
function number(input: vscode.QuickInput, { step, totalSteps }: Place): void {
  if (totalSteps === 1) return;
  input.step = step;
  input.totalSteps = totalSteps;
}
