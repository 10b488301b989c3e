import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { wholeRead } from '../../keap/edit/wholeRead.ts';
import { deliveredReader } from '../../keap/hooks/delivery.ts';
import type { ReadPost } from '../../keap/hooks/receivedPost.ts';
import { RECEIVER_ANSWERS, type ReceiverAnswer } from '../../keap/hooks/receiverAnswer.ts';
import { asObject, asString } from '../../keap/json.ts';
import type { Commands } from '../commands.ts';
import { askText, onlyStep, pickOne } from '../connections/multiStep.ts';
import type { HookServices } from './hookServices.ts';
import { askPublicAddress } from './hookWizard.ts';
import type { Receiver } from './receiver.ts';

/** Starts the receiver on a port. @returns false where it cannot listen there, which was then said */
export async function startListening(receiver: Receiver, port: number): Promise<boolean> {
  if (receiver.port !== undefined) return true;
  try {
    await receiver.start(port);
    return true;
  } catch (error) {
    if (port === 0) throw error;
    const again = 'Any free port';
    const sentence = `The receiver cannot listen on port ${port}, which another program uses or keeps.`;
    if ((await vscode.window.showErrorMessage(sentence, again)) !== again) return false;
    return startListening(receiver, 0);
  }
}

/** The commands around the receiver and what came to it. */
export function receiverCommands(services: HookServices): Commands {
  const { connections, receiver, documents, sandbox } = services;

  const postOf = (argument: unknown): ReadPost | undefined =>
    receiver.find(asString(asObject(asObject(argument)?.['post'])?.['id']) ?? '');

  return {
    'keap.startHookReceiver': async () => {
      await connections.ready;
      if (receiver.port !== undefined) {
        await vscode.commands.executeCommand('keap.hooks.focus');
        return;
      }
      const typed = await askText({
        ...onlyStep('Start hook receiver'),
        prompt: 'Port on this machine to listen on; empty for any that is free',
        placeholder: 'any free port',
        check: (text) => (isPort(text) ? undefined : 'Type a number from 1 to 65535, or nothing.'),
      });
      if (typeof typed !== 'string') return;
      if (!(await startListening(receiver, Number(typed.trim())))) return;
      await vscode.commands.executeCommand('keap.hooks.focus');
      await tellWhere(connections.active, receiver);
    },
    'keap.stopHookReceiver': () => receiver.stop(),
    'keap.answerHooks': async () => {
      const answers = Object.keys(RECEIVER_ANSWERS) as ReceiverAnswer[];
      const items = answers.map((answer) => ({ answer, ...RECEIVER_ANSWERS[answer] }));
      const active = items.find(({ answer }) => answer === receiver.answer);
      const chosen = await pickOne({
        ...onlyStep('Answer of the receiver'),
        placeholder: 'What hooks are answered from now on',
        items,
        active,
      });
      if (typeof chosen === 'object') receiver.answerWith(chosen.answer);
    },
    'keap.copyReceiverAddress': async () => {
      await connections.ready;
      const { id, kind } = connections.active;
      const local = receiver.localAddress(id);
      const address = kind === 'sandbox' ? local : (receiver.publicAddress(id) ?? local);
      if (address) await vscode.env.clipboard.writeText(address);
      else void vscode.window.showInformationMessage(NOT_RUNNING);
    },
    'keap.setReceiverAddress': async () => {
      if (receiver.port === undefined) return void vscode.window.showInformationMessage(NOT_RUNNING);
      const typed = await askPublicAddress(onlyStep('Public address of the receiver'), receiver);
      if (typeof typed === 'string') receiver.usePublic(typed.trim());
    },
    'keap.clearHookPosts': () => receiver.clear(),
    'keap.openHookPost': async (argument) => {
      const post = postOf(argument);
      if (post) await documents.open(post);
    },
    'keap.openHookRecord': async (argument) => {
      const post = postOf(argument) ?? documents.postOf(vscode.window.activeTextEditor?.document.uri);
      const id = asString(asObject(argument)?.['id']);
      if (post) await openRecord(post, id, services);
    },
    'keap.deliverSandboxHooks': async () => {
      const count = await sandbox.deliverHooks();
      const sentence =
        count === 0
          ? 'No hook of the sandbox waits to be told anything.'
          : `The sandbox made the next try of ${count} ${count === 1 ? 'delivery' : 'deliveries'} at once.`;
      void vscode.window.showInformationMessage(sentence);
    },
  };
}

const NOT_RUNNING = 'The hook receiver does not run. Start it first (Keap: Start hook receiver).';

function isPort(text: string): boolean {
  const typed = text.trim();
  return typed === '' || (/^\d{1,5}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 65_535);
}

/** Says plainly whether the account can reach the receiver. */
async function tellWhere(connection: Connection, receiver: Receiver): Promise<void> {
  if (connection.kind === 'sandbox') return;
  if (await receiver.forward()) {
    const sentence = `The receiver listens. Keap reaches it once port ${receiver.port} is public: set that in the Ports view.`;
    const show = 'Show ports';
    if ((await vscode.window.showInformationMessage(sentence, show)) === show) await showPorts();
    return;
  }
  const paste = 'Set public address';
  const show = 'Show ports';
  const sentence = `The receiver listens on this machine, where Keap cannot reach it. Forward port ${receiver.port} in the Ports view and make it public, or use a tunnel of your own.`;
  const chosen = await vscode.window.showWarningMessage(sentence, paste, show);
  if (chosen === paste) await vscode.commands.executeCommand('keap.setReceiverAddress');
  if (chosen === show) await showPorts();
}

/** The view is VS Code’s own and has this id where there is one. */
async function showPorts(): Promise<void> {
  await vscode.commands.executeCommand('~remote.forwardedPorts.focus');
}

/** Reads a record that a delivery tells of, on the connection whose hook it was: one call. */
async function openRecord(post: ReadPost, id: string | undefined, services: HookServices): Promise<void> {
  const { catalog, connections, sender, responses } = services;
  const { delivery } = post;
  const reader = delivery && deliveredReader(delivery);
  if (!delivery || !reader) return inform('This has no id that opens a record.');
  const connection = connections.get(post.owner);
  if (!connection) return inform('The connection that this came for was removed.');
  const known = delivery.objects.map((object) => object.id);
  const chosen = id === undefined ? await pickId(known) : known.find((each) => each === id);
  const found = await catalog.operation(reader);
  if (chosen === undefined || !found) return;
  const {
    operation,
    catalog: { schemas },
  } = found;
  const draft = wholeRead(operation, schemas, [chosen]);
  const exchange = await sender.sendWithProgress({ operation, schemas, draft, connection });
  if (exchange) await responses.open(exchange, vscode.ViewColumn.Active);
}

async function pickId(ids: readonly string[]): Promise<string | undefined> {
  if (ids.length <= 1) return ids[0];
  const items = ids.map((label) => ({ label }));
  const chosen = await pickOne({ ...onlyStep('Open record'), placeholder: 'Id of the record', items });
  return typeof chosen === 'object' ? chosen.label : undefined;
}

function inform(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
