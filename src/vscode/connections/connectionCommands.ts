import * as vscode from 'vscode';
import {
  accountOf,
  type Connection,
  type CredentialKind,
  DEFAULT_ORIGIN,
  KEAP_ORIGINS,
  KIND_LABELS,
  looksLikeKeapKey,
} from '../../keap/connection.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { bodyText, type HttpResponse, headerValue } from '../../keap/http/httpResponse.ts';
import { asObject, asString, parseJson } from '../../keap/json.ts';
import { errorSentence, guarded } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Sender } from '../sender.ts';
import type { ConnectionStore } from './connectionStore.ts';
import { ACTION, askText, BACK, pickOne } from './multiStep.ts';

/** Any key may read this, and it names the account. */
const USERINFO = '/crm/rest/v2/oauth/connect/userinfo';

/** What someone typed so far; the key lives here only while the steps are open. */
interface Answers {
  kind: CredentialKind;
  origin: string;
  key: string;
  app?: string;
  account?: string;
  name: string;
}

/** *Keap: Add connection*: kind, server, key (checked with Keap at once) and name, with a way back. */
export async function addConnection(store: ConnectionStore, sender: Sender): Promise<void> {
  const answers: Answers = { kind: 'personalAccessToken', origin: DEFAULT_ORIGIN, key: '', name: '' };
  const steps = [askKind, askOrigin, askKey, askName];
  let at = 0;
  for (let step = steps[at]; step; step = steps[at]) {
    const place = { title: 'Add connection', step: at + 1, totalSteps: steps.length, canGoBack: at > 0 };
    const moved = await step(answers, place, store, sender);
    if (moved === undefined) return;
    at += moved === BACK ? -1 : 1;
  }
  const { kind, origin, key, name, app, account } = answers;
  const known = { ...(app ? { app } : {}), ...(account ? { account } : {}) };
  const added = await store.add({ name, kind, origin, production: false, readOnly: false, ...known }, key);
  const reached = accountOf(known) ? ` It reaches ${accountOf(known)}.` : '';
  void vscode.window.showInformationMessage(`${added.name} is added and active.${reached}`);
}

interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

type Moved = typeof BACK | true | undefined;

async function askKind(answers: Answers, place: Place): Promise<Moved> {
  const items = [
    {
      credential: 'personalAccessToken' as const,
      label: KIND_LABELS.personalAccessToken,
      detail: 'Acts as the user who made it and sees what they see',
    },
    {
      credential: 'serviceAccountKey' as const,
      label: KIND_LABELS.serviceAccountKey,
      detail: 'Made by an admin, with full access to the account',
    },
  ];
  const active = items.find(({ credential }) => credential === answers.kind);
  const placeholder = 'Kind of key, as Keap shows it under Settings, API settings';
  const chosen = await pickOne({ ...place, placeholder, items, ...(active ? { active } : {}) });
  if (chosen === undefined || chosen === BACK) return chosen;
  answers.kind = chosen.credential;
  return true;
}

async function askOrigin(answers: Answers, place: Place): Promise<Moved> {
  const items = KEAP_ORIGINS.map((origin) => ({
    label: origin,
    ...(origin === DEFAULT_ORIGIN ? { description: 'usual' } : {}),
  }));
  const active = items.find(({ label }) => label === answers.origin);
  const chosen = await pickOne({
    ...place,
    placeholder: 'Server the key goes to',
    items,
    ...(active ? { active } : {}),
  });
  if (chosen === undefined || chosen === BACK) return chosen;
  answers.origin = chosen.label;
  return true;
}

async function askKey(answers: Answers, place: Place, _store: ConnectionStore, sender: Sender): Promise<Moved> {
  let unchecked = false;
  const typed = await askText({
    ...place,
    prompt: `${KIND_LABELS[answers.kind]}. It is checked with ${answers.origin} and kept in VS Code’s secret storage.`,
    placeholder: 'KeapAK-…',
    password: true,
    value: answers.key,
    check: checkKeyShape,
    accept: async (text, signal) => {
      answers.key = text.trim();
      if (unchecked) return undefined;
      const checked = await checkKey(answers, sender, signal);
      if (!('message' in checked)) {
        Object.assign(answers, checked);
        answers.name ||= checked.app ?? checked.account ?? '';
        return undefined;
      }
      // A network that is down must not keep anyone from storing a key: accepting once more does.
      unchecked = checked.unreachable;
      return checked.unreachable ? `${checked.message} Press Enter again to add the key unchecked.` : checked.message;
    },
  });
  return typeof typed === 'string' ? true : typed === BACK ? BACK : undefined;
}

function checkKeyShape(text: string): string | vscode.InputBoxValidationMessage | undefined {
  const key = text.trim();
  if (key === '') return 'Paste the key as Keap showed it.';
  if (/[^\x21-\x7e]/.test(key)) return 'A key holds no spaces, line breaks or accents; copy it again.';
  return undefined;
}

type Checked =
  | { readonly app?: string; readonly account?: string }
  | { readonly message: string; readonly unreachable: boolean };

async function checkKey(answers: Answers, sender: Sender, signal: AbortSignal): Promise<Checked> {
  const connection: Connection = {
    id: 'check',
    name: 'the new connection',
    kind: answers.kind,
    origin: answers.origin,
    production: false,
    readOnly: true,
  };
  try {
    const response = await sender.check(answers.key, connection, USERINFO, signal);
    const refused = explainResponse(response);
    if (!refused) return readAccount(response);
    if (response.status !== 401) return { message: refused, unreachable: true };
    const shape = looksLikeKeapKey(answers.key) ? '' : ' Keys of this kind start with KeapAK-.';
    return {
      message: `Keap does not accept this key; check that it is whole and still listed in Keap.${shape}`,
      unreachable: false,
    };
  } catch (error) {
    return { message: errorSentence(error), unreachable: true };
  }
}

/** Who the key acts as and which app it reaches. */
function readAccount(response: HttpResponse): { app?: string; account?: string } {
  const parsed = parseJson(bodyText(response));
  const info = 'value' in parsed ? asObject(parsed.value) : undefined;
  const tenant = headerValue(response, 'x-keap-tenant-id') || asString(info?.['tenant_id']) || '';
  const app = tenant.replace(/\.infusionsoft\.com$/, '');
  const account = asString(info?.['email']);
  return { ...(app ? { app } : {}), ...(account ? { account } : {}) };
}

async function askName(answers: Answers, place: Place, store: ConnectionStore): Promise<Moved> {
  const taken = new Set(store.all.map(({ name }) => name.toLowerCase()));
  const typed = await askText({
    ...place,
    prompt: accountOf(answers)
      ? `The key reaches ${accountOf(answers)}. Name of the connection`
      : 'Name of the connection',
    value: answers.name || KIND_LABELS[answers.kind],
    check: (text) => {
      if (text.trim() === '') return 'Give the connection a name.';
      if (looksLikeKeapKey(text.trim())) return 'This looks like a key; give a name to know the connection by.';
      return taken.has(text.trim().toLowerCase()) ? 'There is a connection of this name already.' : undefined;
    },
  });
  if (typed === undefined || typed === ACTION || typed === BACK) return typed === BACK ? BACK : undefined;
  answers.name = typed.trim();
  return true;
}

/** *Keap: Switch connection*: the connections to choose from, and a way to add one. */
export async function switchConnection(store: ConnectionStore): Promise<void> {
  const items = [
    ...store.all.map((connection) => ({
      connection,
      label: connection.name,
      description: connection.id === store.active.id ? 'active' : '',
      detail:
        connection.kind === 'sandbox'
          ? 'A made-up account on this machine; nothing leaves it'
          : [KIND_LABELS[connection.kind], accountOf(connection)].filter(Boolean).join(' · '),
      iconPath: connectionIcon(connection),
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: 'Add connection…', iconPath: new vscode.ThemeIcon('add'), alwaysShow: true },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Switch connection',
    placeHolder: 'Requests of this workspace go to',
    // An answer that opens meanwhile takes the focus; the question stays.
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  if ('connection' in chosen) await store.activate(chosen.connection.id);
  else await vscode.commands.executeCommand('keap.addConnection');
}

/** *Keap: Remove connection*: one of them, after asking, together with its key. */
export async function removeConnection(store: ConnectionStore): Promise<void> {
  const removable = store.all.filter(({ kind }) => kind !== 'sandbox');
  if (removable.length === 0) {
    void vscode.window.showInformationMessage('There is no connection to remove; the sandbox always stays.');
    return;
  }
  const items = removable.map((connection) => ({
    connection,
    label: connection.name,
    detail: [KIND_LABELS[connection.kind], accountOf(connection)].filter(Boolean).join(' · '),
    iconPath: connectionIcon(connection),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Remove connection',
    placeHolder: 'Connection to remove with its key',
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const detail = 'The key is deleted from this machine. It stays valid in Keap until someone removes it there.';
  const verb = 'Remove';
  const answer = await vscode.window.showWarningMessage(`Remove ${chosen.label}?`, { modal: true, detail }, verb);
  if (answer === verb) await store.remove(chosen.connection.id);
}

function connectionIcon(connection: Connection): vscode.ThemeIcon {
  return new vscode.ThemeIcon(connection.kind === 'sandbox' ? 'beaker' : 'key');
}

/** The commands of connections. */
export function registerConnectionCommands(store: ConnectionStore, sender: Sender, log: Log): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand(
      'keap.addConnection',
      guarded(log, () => addConnection(store, sender)),
    ),
    vscode.commands.registerCommand(
      'keap.switchConnection',
      guarded(log, () => switchConnection(store)),
    ),
    vscode.commands.registerCommand(
      'keap.removeConnection',
      guarded(log, () => removeConnection(store)),
    ),
  ];
}
