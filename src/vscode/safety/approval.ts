import * as vscode from 'vscode';
import { type QuestionWords, questionWords } from '../../keap/safety/questionWords.ts';
import type { Question } from '../../keap/safety/safety.ts';

const REVIEW = 'Review request';

/**
 * Asks whether to send something with consequences: by a dialog, or by a word to type where nothing can be undone.
 * @param review shows the request in the request builder instead of sending it
 * @param signal ends the question; it then counts as declined
 */
export async function askApproval(
  question: Question,
  signal: AbortSignal,
  review: (question: Question) => unknown,
): Promise<boolean> {
  if (signal.aborted) return false;
  const words = questionWords(question);
  const { word } = words;
  if (word !== undefined) return typeWord(words, word, signal);
  const chosen = await Promise.race([press(words), ended(signal)]);
  if (chosen === REVIEW) void review(question);
  if (question.instead && chosen === question.instead.label)
    void review({ ...question, draft: question.instead.draft });
  return chosen === words.verb;
}

/** The button that has the focus is pressed by a hasty Enter: it is the one that sends nothing. */
function press({ title, facts, warnings, instead, consequence, verb }: QuestionWords): Thenable<string | undefined> {
  const detail = [facts.join('\n'), ...warnings, consequence].join('\n\n');
  return vscode.window.showWarningMessage(`${title}?`, { modal: true, detail }, instead ?? REVIEW, verb);
}

/** VS Code has no way to take a dialog back: it stays until it is answered, and the answer counts for nothing. */
function ended(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}

function typeWord(words: QuestionWords, word: string, signal: AbortSignal): Promise<boolean> {
  const input = vscode.window.createInputBox();
  input.title = words.title;
  const prompt = `${[`${words.line}.`, ...words.warnings, words.consequence].join(' ')} Type ${word} to send it.`;
  input.prompt = prompt;
  input.placeholder = word;
  input.ignoreFocusOut = true;
  return new Promise((resolve) => {
    const leave = () => input.hide();
    signal.addEventListener('abort', leave, { once: true });
    input.onDidChangeValue(() => {
      input.validationMessage = '';
    });
    input.onDidAccept(() => {
      if (input.value.trim() === word) {
        resolve(true);
        input.hide();
        return;
      }
      // It stands in the place of the prompt, whose facts must not vanish.
      input.validationMessage = `That is not “${word}”, so nothing was sent. ${prompt}`;
    });
    input.onDidHide(() => {
      resolve(false);
      signal.removeEventListener('abort', leave);
      input.dispose();
    });
    input.show();
  });
}
