import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { addressProblem } from '../../keap/hooks/hookAddress.ts';
import { hookEvent, hookObjectName } from '../../keap/hooks/hookEvents.ts';
import { askText, BACK, type Place, pickOne } from '../connections/multiStep.ts';
import type { HookWish } from './hookCalls.ts';
import type { Receiver } from './receiver.ts';

export interface HookWizard {
  readonly title: string;
  readonly connection: Connection;
  /** The events there are. */
  readonly eventKeys: readonly string[];
  readonly receiver: Receiver;
  /** Starts the receiver; false where that did not work, which was then said. */
  readonly startReceiver: () => Promise<boolean>;
}

interface Answers {
  object: string;
  eventKey: string;
  hookUrl: string;
}

type Moved = 'next' | typeof BACK | undefined;

/** Asks for event and address of a hook, with a way back that loses nothing. @returns undefined where one gave up */
export async function askForHook(wizard: HookWizard, before?: HookWish): Promise<HookWish | undefined> {
  const answers: Answers = { eventKey: '', hookUrl: '', ...before, object: hookEvent(before?.eventKey ?? '').object };
  const steps = [askObject, askEvent, askAddress];
  for (let at = 0; at < steps.length; ) {
    const place = { title: wizard.title, step: at + 1, totalSteps: steps.length, canGoBack: at > 0 };
    const moved: Moved = await steps[at]?.(answers, place, wizard);
    if (moved === undefined) return undefined;
    at += moved === BACK ? -1 : 1;
  }
  return { eventKey: answers.eventKey, hookUrl: answers.hookUrl };
}

async function askObject(answers: Answers, place: Place, { eventKeys }: HookWizard): Promise<Moved> {
  const objects = [...new Set(eventKeys.map((key) => hookEvent(key).object))];
  const items = objects
    .map((object) => {
      const count = eventKeys.filter((key) => hookEvent(key).object === object).length;
      return { object, label: hookObjectName(object), description: `${object} · ${count} events` };
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
  const active = items.find(({ object }) => object === answers.object);
  const chosen = await pickOne({ ...place, placeholder: 'What the hook is about', items, active });
  if (chosen === undefined || chosen === BACK) return chosen;
  answers.object = chosen.object;
  return 'next';
}

async function askEvent(answers: Answers, place: Place, { eventKeys }: HookWizard): Promise<Moved> {
  const items = eventKeys
    .filter((key) => hookEvent(key).object === answers.object)
    .map((key) => ({ key, label: hookEvent(key).words, description: key }));
  const active = items.find(({ key }) => key === answers.eventKey);
  const chosen = await pickOne({ ...place, placeholder: 'What must happen', items, active });
  if (chosen === undefined || chosen === BACK) return chosen;
  answers.eventKey = chosen.key;
  return 'next';
}

/** The receiver of this window, or an address that is typed. */
async function askAddress(answers: Answers, place: Place, wizard: HookWizard): Promise<Moved> {
  const { connection, receiver } = wizard;
  const isSandbox = connection.kind === 'sandbox';
  const own = () => (isSandbox ? receiver.localAddress(connection.id) : receiver.publicAddress(connection.id));
  for (;;) {
    const runs = receiver.port !== undefined;
    const items = [
      {
        id: 'receiver' as const,
        label: `$(inbox) ${runs ? 'Receiver of this window' : 'Start a receiver in this window'}`,
        detail: own() ?? (isSandbox ? 'Shows here what the hook sends' : 'Needs a public address that leads to it'),
      },
      {
        id: 'typed' as const,
        label: '$(edit) Another address',
        ...(answers.hookUrl === '' ? {} : { detail: answers.hookUrl }),
      },
    ];
    const isTyped = answers.hookUrl !== '' && answers.hookUrl !== own();
    const active = items[isTyped ? 1 : 0];
    const chosen = await pickOne({ ...place, placeholder: 'Where Keap shall tell of it', items, active });
    if (chosen === undefined || chosen === BACK) return chosen;
    if (chosen.id === 'receiver') {
      if (!runs && !(await wizard.startReceiver())) return undefined;
      const address = own() ?? (await askPublic(place, wizard));
      if (address === undefined) return undefined;
      if (address === BACK) continue;
      answers.hookUrl = address;
      return 'next';
    }
    const typed = await askText({
      ...{ ...place, canGoBack: true },
      prompt: `Address that ${isSandbox ? 'the sandbox' : 'Keap'} posts to`,
      placeholder: isSandbox ? 'http://127.0.0.1:9000/hook' : 'https://example.com/hooks/keap',
      value: answers.hookUrl,
      check: (text) => validation(text, isSandbox),
      onLeave: (text) => {
        answers.hookUrl = text.trim();
      },
    });
    if (typed === undefined) return undefined;
    if (typeof typed === 'string') return 'next';
  }
}

/** Asks for an address on the internet that leads to the receiver. */
async function askPublic(
  place: Place,
  { receiver, connection }: HookWizard,
): Promise<string | typeof BACK | undefined> {
  if (await receiver.forward()) return receiver.publicAddress(connection.id);
  const typed = await askPublicAddress({ ...place, canGoBack: true }, receiver);
  if (typeof typed !== 'string') return typed === undefined ? undefined : BACK;
  receiver.usePublic(typed);
  return receiver.publicAddress(connection.id);
}

/** Asks for the public address of the receiver’s port, and says how one is had. */
export async function askPublicAddress(place: Place, { port }: Receiver): Promise<string | symbol | undefined> {
  return askText({
    ...place,
    prompt: `Keap cannot reach this machine by itself. Forward port ${port} in the Ports view and make it public, or use a tunnel of your own; then paste its address.`,
    placeholder: 'https://….devtunnels.ms',
    check: (text) => validation(text, false),
  });
}

function validation(text: string, isSandbox: boolean): string | vscode.InputBoxValidationMessage | undefined {
  const problem = addressProblem(text, isSandbox);
  if (!problem) return undefined;
  const { Error: error, Warning: warning } = vscode.InputBoxValidationSeverity;
  return { message: problem.sentence, severity: problem.isError ? error : warning };
}
