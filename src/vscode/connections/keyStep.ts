import * as vscode from 'vscode';
import { type Connection, KIND_LABELS } from '../../keap/connection.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionServices } from './connectionServices.ts';
import { checkKey, type KeyCheck } from './keyCheck.ts';
import { type ACTION, askText, type BACK, type Place, type StepAction } from './multiStep.ts';
import { keyAdvice, keyProblem, trimKey } from './typedKey.ts';

/** A key someone typed, and what Keap said of it; no check where there was none to be had. */
export interface TypedKey {
  readonly key: string;
  readonly check: KeyCheck | undefined;
}

export interface KeyStep {
  readonly place: Place;
  /** What the key is checked as; for a connection yet to be made, with an id of no meaning. */
  readonly connection: Connection & { readonly kind: Exclude<Connection['kind'], 'sandbox'> };
  /** What was typed before. */
  readonly value: string;
  /** Told of what is typed when the step is left, whichever way. */
  readonly onLeave?: (text: string) => void;
  readonly action?: (key: string) => StepAction | undefined;
  /** What accepting an unchecked key does: `add the key`. */
  readonly verb: string;
}

/**
 * Asks for a key and checks it with Keap. A key of unusual shape is warned about; one that Keap refuses, or that could
 * not be checked, is taken when Enter is pressed once more: a network that is down, or a change that has not spread
 * yet, must not keep anyone from storing a key.
 */
export async function askForKey(
  step: KeyStep,
  { sender }: Pick<ConnectionServices, 'sender'>,
): Promise<TypedKey | typeof BACK | typeof ACTION | undefined> {
  const { connection, action } = step;
  const { kind } = connection;
  let check: KeyCheck | undefined;
  let checkedKey: string | undefined;
  const answer = await askText({
    ...step.place,
    prompt: `${KIND_LABELS[kind]}. It is checked with ${new URL(connection.origin).host}${kind === 'legacyKey' ? ' by reading a setting' : ''} and kept in VS Code’s secret storage.`,
    placeholder: kind === 'legacyKey' ? '32 digits from 0 to f' : 'KeapAK-…',
    password: true,
    value: step.value,
    check: (text) => {
      const key = trimKey(text);
      const problem = keyProblem(key);
      if (problem) return problem;
      const advice = keyAdvice(key, kind);
      return advice && warning(advice);
    },
    accept: async (text, signal) => {
      const key = trimKey(text);
      if (key === checkedKey) return undefined;
      check = await checkTyped(key, connection, sender, signal);
      checkedKey = key;
      if (check.works) return undefined;
      const advice = check.blame === 'key' ? keyAdvice(key, kind) : undefined;
      return [plainText(check.message, 500), advice, `Press Enter again to ${step.verb} all the same.`]
        .filter(Boolean)
        .join(' ');
    },
    ...(step.onLeave ? { onLeave: step.onLeave } : {}),
    ...(action ? { action: (text: string) => action(trimKey(text)) } : {}),
  });
  return typeof answer === 'string' ? { key: trimKey(answer), check } : answer;
}

/** In a folder that is not trusted no key goes out, not even to be checked. */
async function checkTyped(
  key: string,
  connection: Connection,
  sender: ConnectionServices['sender'],
  signal: AbortSignal,
): Promise<KeyCheck> {
  return vscode.workspace.isTrusted
    ? checkKey((...request) => sender.check(...request), key, connection, signal)
    : { works: false, blame: 'way', message: UNTRUSTED };
}

/** Why nothing is checked in Restricted Mode. */
export const UNTRUSTED = 'VS Code does not trust this folder, so no key is sent from it, not even to check it.';

function warning(message: string): vscode.InputBoxValidationMessage {
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}
