import * as vscode from 'vscode';
import { whyNoReturn } from '../../keap/edit/cannotReturn.ts';
import { type InCatalog, type PlannedChange, planMaking, planReturn } from '../../keap/edit/putBack.ts';
import type { RecordKinds, RecordName } from '../../keap/edit/recordKinds.ts';
import { recordIn, recordName, type Snapshot } from '../../keap/edit/snapshot.ts';
import type { SnapshotStore } from '../../keap/edit/snapshotStore.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import { statusWords } from '../../keap/http/statusWords.ts';
import { asString, type JsonObject } from '../../keap/json.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Commands } from '../commands.ts';
import { ago } from '../connections/connectionFacts.ts';
import { fileName } from './editAddress.ts';
import type { EditServices } from './editCommands.ts';

export interface PutBackServices extends Pick<EditServices, 'records' | 'connections' | 'sender' | 'review'> {
  readonly snapshots: SnapshotStore;
}

/** Putting back what was changed or deleted: always as a change to look at, never by itself. */
export function putBackCommands(services: PutBackServices): Commands {
  const { snapshots } = services;
  return {
    'keap.putBack': async (argument) => {
      const exchangeId = asString(argument);
      const snapshot = exchangeId === undefined ? await pick(services) : await snapshots.ofExchange(exchangeId);
      if (snapshot) await putBack(snapshot, services);
      else if (exchangeId !== undefined) inform('The snapshot is no longer kept.');
    },
    'keap.deleteSnapshots': async () => {
      const { length } = await snapshots.list();
      if (length === 0) return inform('There are no snapshots.');
      const verb = 'Delete';
      const detail = `${length === 1 ? 'It' : `All ${length} of them`} can then no longer be put back.`;
      const question = length === 1 ? 'Delete the snapshot?' : 'Delete all snapshots?';
      const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, verb);
      if (chosen === verb) await snapshots.clear();
    },
  };
}

async function pick({ snapshots, connections, records }: PutBackServices): Promise<Snapshot | undefined> {
  await connections.ready;
  const [all, kinds] = [await snapshots.list(), await records.kinds()];
  const items = all.flatMap((snapshot) => {
    const [connection, name] = [connections.get(snapshot.connectionId), nameOf(snapshot, kinds)];
    if (!connection || !name) return [];
    const called = recordName(recordIn(snapshot.text) ?? {});
    const label = `${fileName(name)}${called === '' || called === name.ids.at(-1) ? '' : `, ${called}`}`;
    const description = `before ${snapshot.operation.title}, ${ago(Date.now() - snapshot.at)}`;
    return [{ label, description, detail: plainText(connection.name), snapshot }];
  });
  if (items.length === 0) {
    inform('There is no snapshot yet: one is taken before a record is changed or deleted.');
    return undefined;
  }
  const options = { title: 'Put a record back', placeHolder: 'Record as it was', matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.snapshot;
}

async function putBack(snapshot: Snapshot, services: PutBackServices): Promise<void> {
  const { records, connections, sender, review } = services;
  await connections.ready;
  const connection = connections.get(snapshot.connectionId);
  const name = nameOf(snapshot, await records.kinds());
  const then = recordIn(snapshot.text);
  if (!connection || !name || !then) return inform('The snapshot cannot be read any more.');
  if ((snapshot.app ?? '') !== (connection.app ?? '')) {
    return inform(`${connection.name} has a key of another account now, so nothing of the old one is put back.`);
  }
  const exchange = await records.read(name, connection, sender, 'Put back');
  if (!exchange) return;
  const { response } = exchange;
  const title = fileName(name);
  const now = response.status < 300 ? recordIn(await bodyText(response)) : undefined;
  if (!now && response.status !== 404) {
    const why = explainResponse(response) ?? `Keap answered ${statusWords(response)}.`;
    void vscode.window.showErrorMessage(`${title} could not be read. ${why}`);
    return;
  }
  const key = now ? name.kind.changer : name.kind.maker;
  if (key === undefined) {
    const why = whyNoReturn({ method: now ? 'PATCH' : 'DELETE', path: name.kind.shape });
    return inform(`The API has no way to ${now ? 'change' : 'make'} a ${name.kind.thing}. ${why ?? ''}`.trim());
  }
  const by = await records.inCatalog(key);
  const plan = planOf(by, name, now, then);
  if (!plan.changes) return inform([`${title} is as it was then.`, ...plan.notes].join(' '));
  await review.show({ plan, by, connection, title, agreed: [] });
}

function planOf(by: InCatalog, name: RecordName, now: JsonObject | undefined, then: JsonObject): PlannedChange {
  return now ? planReturn(by, name.ids, now, then) : planMaking(by, name, then);
}

function nameOf({ shape, ids }: Snapshot, kinds: RecordKinds): RecordName | undefined {
  const kind = kinds.get(shape);
  return kind && { kind, ids };
}

function inform(sentence: string): void {
  void vscode.window.showInformationMessage(plainText(sentence, 600));
}
