import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import type { Hook } from '../../keap/hooks/hook.ts';
import { hookEvent, KNOWN_EVENT_KEYS } from '../../keap/hooks/hookEvents.ts';
import { isSendError } from '../../keap/http/sendError.ts';
import { asObject, asString } from '../../keap/json.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Commands } from '../commands.ts';
import { askText, onlyStep, pickOne } from '../connections/multiStep.ts';
import type { HookServices } from './hookServices.ts';
import { askForHook, type HookWizard } from './hookWizard.ts';

/** A hook that a command is about. */
interface Meant {
  readonly connection: Connection;
  readonly hook: Hook;
}

/** The commands around hooks of an account. */
export function hookCommands(services: HookServices): Commands {
  const { connections, calls, list, receiver, startReceiver, documents } = services;

  const active = async (): Promise<Connection> => {
    await connections.ready;
    return connections.active;
  };

  /** The hook that a row stands for, or the one someone picks. */
  const meant = async (argument: unknown, title: string): Promise<Meant | undefined> => {
    const given = asObject(argument);
    const id = asString(asObject(given?.['connection'])?.['id']);
    const key = asString(asObject(given?.['hook'])?.['key']);
    const connection = id === undefined ? await active() : connections.get(id);
    if (!connection) return undefined;
    const hook = key === undefined ? await picked(connection, title) : list.find(connection, key);
    return hook && { connection, hook };
  };

  const picked = async (connection: Connection, title: string): Promise<Hook | undefined> => {
    const hooks = list.of(connection)?.hooks ?? (await list.refresh(connection));
    if (!hooks) return undefined;
    if (hooks.length === 0) return inform(`${plainText(connection.name)} has no hooks.`);
    const items = hooks.map((hook) => {
      const { words } = hookEvent(hook.eventKey);
      return { hook, label: plainText(words), description: hook.status, detail: plainText(hook.hookUrl, 300) };
    });
    const chosen = await pickOne({ ...onlyStep(title), placeholder: 'Hook', items });
    return typeof chosen === 'object' ? chosen.hook : undefined;
  };

  const wizard = async (title: string, connection: Connection): Promise<HookWizard> => {
    const eventKeys = (await events(connection)) ?? KNOWN_EVENT_KEYS;
    return { title, connection, eventKeys, receiver, startReceiver };
  };

  /** What Keap has now; undefined where it cannot be asked, and what is known has to do. */
  const events = async (connection: Connection): Promise<readonly string[] | undefined> => {
    try {
      const answered = await calls.events(connection);
      return answered && answered.length > 0 ? answered : undefined;
    } catch (error) {
      if (isSendError(error) && error.code !== 'cancelled') return undefined;
      throw error;
    }
  };

  /** Shows a hook after its address was asked to verify it. */
  const follow = async (connection: Connection, asked: Hook): Promise<void> => {
    if (list.of(connection)) list.take(connection, asked);
    else await list.refresh(connection);
    if (asked.status === 'Verified') return;
    const isKept = () =>
      receiver.isOwn(asked.hookUrl, connection.id) && receiver.openSecret(connection.id) !== undefined;
    const hook = await list.verified(connection, asked.key, isKept);
    if (!hook || hook.status === 'Verified') return;
    const status = hook.status.toLowerCase();
    if (isKept()) {
      const withSecret = 'Verify with secret';
      const sentence = `The hook is ${status}: the receiver of this window kept its secret, as it was told to.`;
      const chosen = await vscode.window.showInformationMessage(sentence, withSecret);
      if (chosen === withSecret) await verifyWithSecret({ connection, hook });
      return;
    }
    const again = 'Verify again';
    const sentence = `The hook is ${status}: no secret came back from ${plainText(hook.hookUrl, 200)}.`;
    const chosen = await vscode.window.showWarningMessage(sentence, again);
    if (chosen === again) await verify({ connection, hook });
  };

  const verifyWithSecret = async ({ connection, hook }: Meant): Promise<void> => {
    const secret = await askText({
      ...onlyStep('Verify hook with secret'),
      prompt: 'The value of X-Hook-Secret that the address got last',
      value: receiver.openSecret(connection.id) ?? '',
      check: (text) => (/^[\x21-\x7e]+$/.test(text.trim()) ? undefined : 'Paste the secret, without spaces.'),
    });
    if (typeof secret !== 'string') return;
    const verified = await calls.verifyWith(secret.trim(), hook.key, connection);
    if (!verified) return;
    list.take(connection, verified);
    if (verified.status === 'Verified') return;
    void vscode.window.showWarningMessage('The hook was not verified: this is not the secret that was sent last.');
  };

  const verify = async ({ connection, hook }: Meant): Promise<void> => {
    const asked = await calls.verify(hook.key, connection);
    if (asked) await follow(connection, asked);
  };

  return {
    'keap.listHooks': async () => {
      if (await list.refresh(await active())) await vscode.commands.executeCommand('keap.hooks.focus');
    },
    'keap.createHook': async () => {
      const connection = await active();
      await calls.assertMay('create', connection);
      const wish = await askForHook(await wizard('Create hook', connection));
      const hook = wish && (await calls.create(wish, connection));
      if (!hook) return;
      await Promise.all([vscode.commands.executeCommand('keap.hooks.focus'), follow(connection, hook)]);
    },
    'keap.changeHook': async (argument) => {
      const found = await meant(argument, 'Change hook');
      if (!found) return;
      const { connection, hook } = found;
      await calls.assertMay('change', connection);
      const wish = await askForHook(await wizard('Change hook', connection), hook);
      const changed = wish && (await calls.change(hook.key, wish, connection));
      if (!changed) return;
      if (wish.hookUrl === hook.hookUrl) list.take(connection, changed);
      else await follow(connection, changed);
    },
    'keap.verifyHook': async (argument) => {
      const found = await meant(argument, 'Verify hook');
      if (found) await verify(found);
    },
    'keap.verifyHookWithSecret': async (argument) => {
      const found = await meant(argument, 'Verify hook with secret');
      if (found) await verifyWithSecret(found);
    },
    'keap.deleteHook': async (argument) => {
      const found = await meant(argument, 'Delete hook');
      if (!found) return;
      if (await calls.delete(found.hook.key, found.connection)) list.remove(found.connection, found.hook.key);
    },
    'keap.copyHookUrl': async (argument) => {
      const found = await meant(argument, 'Copy address of hook');
      if (found) await vscode.env.clipboard.writeText(found.hook.hookUrl);
    },
    'keap.explainHooks': () => documents.openRules(),
  };
}

function inform(sentence: string): undefined {
  void vscode.window.showInformationMessage(sentence);
}
