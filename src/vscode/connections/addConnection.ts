import * as vscode from 'vscode';
import { appOrigin, readAppName } from '../../keap/appAddress.ts';
import { LEGACY_XML_RPC_PATH } from '../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import {
  type Connection,
  type CredentialKind,
  DEFAULT_ORIGIN,
  KEAP_ORIGINS,
  KIND_LABELS,
} from '../../keap/connection.ts';
import { accountWords, legacyAdvice } from './connectionFacts.ts';
import { freeName, nameProblem } from './connectionName.ts';
import type { ConnectionServices } from './connectionServices.ts';
import type { Reached } from './keyCheck.ts';
import { askForKey } from './keyStep.ts';
import { ACTION, askText, BACK, type Place, pickOne } from './multiStep.ts';
import { otherKind } from './typedKey.ts';

/** What was answered and typed so far; the key lives here only while the steps are open. */
interface Answers {
  kind: CredentialKind;
  /** The server for all apps, for the kinds that go there. */
  origin: string;
  /** The app of a Legacy Key as it was typed: its name or an address. */
  app: string;
  /** The key as it was typed. */
  key: string;
  /** What Keap said of the key; undefined where it was not checked or not accepted. */
  reached: Reached | undefined;
  production: boolean;
  /** The name as it was typed; empty for none. */
  name: string;
}

type Step = (answers: Answers, place: Place, services: ConnectionServices) => Promise<Moved>;
type Moved = 'next' | 'again' | typeof BACK | undefined;

/**
 * *Keap: Add connection*: kind, server or app, key (checked with Keap at once), use and name, with a way back that loses
 * nothing.
 * @param key one that was found elsewhere, to start with
 */
export async function addConnection(services: ConnectionServices, key = ''): Promise<void> {
  await services.connections.ready;
  const kind = otherKind(key, 'personalAccessToken') ?? 'personalAccessToken';
  const start = { origin: DEFAULT_ORIGIN, app: '', reached: undefined, production: true, name: '' };
  const answers: Answers = { kind, key, ...start };
  for (let at = 0; ; ) {
    const steps = stepsOf(answers);
    const step = steps[at];
    if (!step) break;
    const place = { title: 'Add connection', step: at + 1, totalSteps: steps.length, canGoBack: at > 0 };
    const moved = await step(answers, place, services);
    if (moved === undefined) return;
    // Another kind has another step before this one, which may not have been taken yet.
    if (moved === 'again') at = serverOf(answers) === undefined ? at - 1 : stepsOf(answers).indexOf(step);
    else at += moved === BACK ? -1 : 1;
  }
  await store(answers, services);
}

/** A Legacy Key goes to the server of its app, the others to one for all apps. */
function stepsOf({ kind }: Answers): readonly Step[] {
  return [askKind, kind === 'legacyKey' ? askApp : askOrigin, askKey, askUse, askName];
}

/** Where the key goes; undefined for a Legacy Key whose app is not known yet. */
function serverOf({ kind, origin, app }: Answers): string | undefined {
  if (kind !== 'legacyKey') return origin;
  const name = readAppName(app);
  return name && appOrigin(name);
}

const KIND_DETAILS: Readonly<Record<CredentialKind, string>> = {
  personalAccessToken: 'Acts as the user who made it and sees what they see',
  serviceAccountKey: 'Made by an admin, with full access to the account',
  legacyKey: 'For XML-RPC alone, which ends 31 Dec 2026; no new ones since 10 Jul 2024',
};

async function askKind(answers: Answers, place: Place): Promise<Moved> {
  const kinds = ['personalAccessToken', 'serviceAccountKey', 'legacyKey'] as const;
  const items = kinds.map((credential) => ({
    credential,
    label: KIND_LABELS[credential],
    detail: KIND_DETAILS[credential],
    ...(credential === 'legacyKey' ? { description: 'retired by Keap' } : {}),
  }));
  const chosen = await pickOne({
    ...place,
    placeholder: 'Kind of key, as Keap shows it under Settings, API settings',
    items,
    active: items.find(({ credential }) => credential === answers.kind),
  });
  if (chosen === undefined || chosen === BACK) return chosen;
  answers.kind = chosen.credential;
  return 'next';
}

async function askOrigin(answers: Answers, place: Place): Promise<Moved> {
  const items = KEAP_ORIGINS.map((origin) => ({
    label: origin,
    ...(origin === DEFAULT_ORIGIN ? { description: 'usual' } : {}),
  }));
  const active = items.find(({ label }) => label === answers.origin);
  const chosen = await pickOne({ ...place, placeholder: 'Server the key goes to', items, active });
  if (chosen === undefined || chosen === BACK) return chosen;
  answers.origin = chosen.label;
  return 'next';
}

async function askApp(answers: Answers, place: Place): Promise<Moved> {
  const typed = await askText({
    ...place,
    prompt: 'App of the Legacy Key: its name or an address of it. The key goes to this app’s own server alone.',
    placeholder: 'ab103 or https://ab103.infusionsoft.com',
    value: answers.app,
    check: (text) => {
      const name = readAppName(text);
      if (name === undefined) return NO_APP;
      const message = `The key will go to ${appOrigin(name)}${LEGACY_XML_RPC_PATH}.`;
      return { message, severity: vscode.InputBoxValidationSeverity.Info };
    },
    onLeave: (text) => {
      answers.app = text;
    },
  });
  if (typed === undefined || typed === BACK) return typed;
  return typed === ACTION ? 'again' : 'next';
}

const NO_APP =
  'Type the name of the app, such as ab103, as it stands before .infusionsoft.com in the address of your Keap.';

async function askKey(answers: Answers, place: Place, services: ConnectionServices): Promise<Moved> {
  const { kind } = answers;
  const origin = serverOf(answers) ?? answers.origin;
  const connection = { id: 'check', name: 'the new connection', kind, origin, production: true, readOnly: true };
  let other: CredentialKind | undefined;
  const typed = await askForKey(
    {
      place,
      connection,
      value: answers.key,
      verb: 'add it',
      onLeave: (text) => {
        answers.key = text;
      },
      action: (key) => {
        other = otherKind(key, kind);
        return other && { icon: 'arrow-swap', tooltip: `Add it as a ${KIND_LABELS[other]}` };
      },
    },
    services,
  );
  if (typed === undefined || typed === BACK) return typed;
  if (typed === ACTION) {
    answers.kind = other ?? kind;
    return 'again';
  }
  answers.key = typed.key;
  answers.reached = typed.check?.works ? typed.check.reached : undefined;
  return 'next';
}

async function askUse(answers: Answers, place: Place): Promise<Moved> {
  const items = [
    {
      production: true,
      label: 'Production',
      detail: 'Real customers are behind it: it starts read-only, until you unlock it',
      iconPath: new vscode.ThemeIcon('lock'),
    },
    {
      production: false,
      label: 'Test account',
      detail: 'For trying things out: it may change everything; what has consequences still asks',
      iconPath: new vscode.ThemeIcon('unlock'),
    },
  ];
  const known = answers.reached && accountWords(answers.reached);
  const chosen = await pickOne({
    ...place,
    placeholder: known ? `The key reaches ${known}. What is the account used for?` : 'What is the account used for?',
    items,
    active: items.find(({ production }) => production === answers.production),
  });
  if (chosen === undefined || chosen === BACK) return chosen;
  answers.production = chosen.production;
  return 'next';
}

async function askName(answers: Answers, place: Place, { connections }: ConnectionServices): Promise<Moved> {
  const taken = connections.all.map(({ name }) => name);
  const { reached, kind } = answers;
  const wished = appOf(answers) ?? reached?.account ?? KIND_LABELS[kind];
  const suggested = freeName(nameProblem(wished, []) ? KIND_LABELS[kind] : wished, taken);
  const known = reached && accountWords(reached);
  const typed = await askText({
    ...place,
    prompt: `${known ? `The key reaches ${known}. ` : ''}Name of the connection`,
    value: answers.name || suggested,
    check: (text) => nameProblem(text, taken),
    onLeave: (text) => {
      answers.name = text === suggested ? '' : text;
    },
  });
  if (typed === undefined || typed === BACK) return typed;
  if (typed === ACTION) return 'again';
  answers.name = typed.trim();
  return 'next';
}

/** The app as the check of the key gave it, or as it was typed. */
function appOf({ kind, app, reached }: Answers): string | undefined {
  return reached?.app ?? (kind === 'legacyKey' ? readAppName(app) : undefined);
}

async function store(answers: Answers, { connections }: ConnectionServices): Promise<void> {
  const { kind, key, name, production, reached } = answers;
  const [app, origin] = [appOf(answers), serverOf(answers) ?? answers.origin];
  const settled = { name, kind, origin, production, readOnly: production, ...reached, ...(app ? { app } : {}) };
  const added = await connections.add(settled, key);
  const { message, action, command } = addedWords(added, reached);
  if ((await vscode.window.showInformationMessage(message, action)) === action) {
    await vscode.commands.executeCommand(command, { connection: added });
  }
}

/** What is said of a new connection, and the one thing offered. */
function addedWords(
  added: Connection,
  reached: Reached | undefined,
): { readonly message: string; readonly action: string; readonly command: string } {
  const known = reached && accountWords(reached);
  const what = known ? `It reaches ${known}.` : reached ? '' : 'Its key was not checked.';
  const access = added.readOnly ? 'It is read-only until you unlock it.' : '';
  const advice = added.kind === 'legacyKey' ? legacyAdvice(Date.now()) : '';
  const message = [`${added.name} is added and active.`, what, access, advice].filter(Boolean).join(' ');
  return reached
    ? { message, action: 'Go to operation', command: 'keap.goToOperation' }
    : { message, action: 'Verify connection', command: 'keap.verifyConnection' };
}
