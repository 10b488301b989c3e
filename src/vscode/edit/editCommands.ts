import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { type AnsweredRecord, answerRecords } from '../../keap/edit/answerRecords.ts';
import { lossesOf, lossWords } from '../../keap/edit/losses.ts';
import {
  editableText,
  type InCatalog,
  type PlannedChange,
  planChange,
  withoutLosses,
} from '../../keap/edit/putBack.ts';
import type { RecordName } from '../../keap/edit/recordKinds.ts';
import { recordView } from '../../keap/edit/recordView.ts';
import { recordIn } from '../../keap/edit/snapshot.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import { statusWords } from '../../keap/http/statusWords.ts';
import type { JsonObject } from '../../keap/json.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import { showDraft } from '../builder/showDraft.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { activeUri } from '../responses/responseStatus.ts';
import type { Sender } from '../sending/sender.ts';
import type { ChangeReview, ReviewedChange } from './changeReview.ts';
import { editedRecord, editUri, fileName } from './editAddress.ts';
import type { EditDocuments } from './editDocuments.ts';
import type { Records } from './records.ts';

export interface EditServices {
  readonly records: Records;
  readonly connections: ConnectionStore;
  readonly sender: Sender;
  readonly documents: ResponseDocuments;
  readonly panels: BuilderPanels;
  readonly edits: EditDocuments;
  readonly review: ChangeReview;
}

/** Editing the record of an answer: as text, then as a change that is looked at before it is sent. */
export function editCommands(services: EditServices): Commands {
  const { documents, edits, panels, records, review, sender } = services;
  const underWay = new Set<ReviewedChange>();
  return {
    'keap.editRecord': async (argument) => {
      const exchange = documents.exchangeOf(argument instanceof vscode.Uri ? argument : activeUri());
      if (!exchange) return inform('Open an answer first, or send its request again.');
      const { operation, request, response, connection } = exchange;
      const all = answerRecords(await records.kinds(), operation, request.target, await bodyText(response));
      const name = await chosen(all.filter(({ name: { kind } }) => kind.changer !== undefined));
      if (name === 'none') return inform('This answer shows no record that the API changes by itself.');
      if (!name) return;
      const found = await readRecord(name, connection, services);
      if (!found) return;
      const changer = await records.inCatalog(name.kind.changer ?? '');
      await edits.open(editUri(name, connection), editableText(found, changer), vscode.ViewColumn.Active);
    },
    'keap.reviewChange': async (argument) => {
      const uri = argument instanceof vscode.Uri ? argument : activeUri();
      if (uri) await reviewChange(uri, services);
    },
    'keap.sendChange': async () => {
      const change = review.active;
      if (!change || underWay.has(change)) return;
      const { by, plan, connection, agreed } = change;
      const { operation, schemas } = by;
      underWay.add(change);
      const sent = sender.sendWithProgress({ operation, schemas, draft: plan.draft, connection, agreed });
      const exchange = await sent.finally(() => underWay.delete(change));
      if (!exchange) return;
      if (exchange.response.status < 300) {
        await review.close(change);
        if (change.edited) await edits.close(change.edited);
      }
      await documents.open(exchange, vscode.ViewColumn.Active);
      const asked = { operation, schemas, draft: plan.draft, connection };
      const explanation = explainResponse(exchange.response, asked);
      if (explanation) void vscode.window.showErrorMessage(explanation);
    },
    'keap.openChange': async () => {
      const change = review.active;
      if (!change) return;
      await showDraft(panels, {
        ...change.by,
        draft: change.plan.draft,
        words: `the change of ${change.title}`,
        kept: [],
      });
    },
  };
}

/** The record as it is now; undefined where it could not be read, which was then said. */
export async function readRecord(
  name: RecordName,
  connection: Connection,
  { records, sender }: Pick<EditServices, 'records' | 'sender'>,
): Promise<JsonObject | undefined> {
  const exchange = await records.read(name, connection, sender, 'Edit');
  if (!exchange) return undefined;
  const { response } = exchange;
  const record = response.status < 300 ? recordIn(await bodyText(response)) : undefined;
  if (!record) {
    const why = explainResponse(response) ?? `Keap answered ${statusWords(response)}.`;
    void vscode.window.showErrorMessage(`${fileName(name)} could not be read. ${why}`);
  }
  return record;
}

async function chosen(all: readonly AnsweredRecord[]): Promise<RecordName | 'none' | undefined> {
  if (all.length < 2) return all[0]?.name ?? 'none';
  const items = all.map(({ name, label }) => ({ label: label || fileName(name), description: fileName(name), name }));
  const title = 'Edit this record';
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Record to edit', matchOnDescription: true }))
    ?.name;
}

async function reviewChange(uri: vscode.Uri, services: EditServices): Promise<void> {
  const { connections, records, edits, review } = services;
  const edited = editedRecord(uri, await records.kinds());
  if (!edited) return;
  await connections.ready;
  const connection = connections.get(edited.connectionId);
  if (!connection) return inform('The connection of this record was removed, so its change cannot be sent.');
  if (edited.app !== (connection.app ?? '')) {
    return inform(`${connection.name} has a key of another account now: edit the record again from an answer of it.`);
  }
  const { name } = edited;
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  const by = await records.inCatalog(name.kind.changer ?? '');
  const base = edits.baseOf(uri);
  const problem = planned(() => planChange(by, name.ids, {}, text, base));
  if (typeof problem === 'string') return inform(`The text is not a record yet: ${problem}`);
  const now = await readRecord(name, connection, services);
  if (!now) return;
  const plan = planChange(by, name.ids, now, text, base);
  if (!plan.changes) return inform(['Nothing changes.', ...plan.notes].join(' '));
  const settled = await settleLosses(plan, by, name, now);
  if (!settled) return;
  if (!settled.plan.changes) return inform('Nothing changes.');
  await review.show({ ...settled, by, connection, title: fileName(name), edited: uri });
}

/** A plan, or the parser's words where the text is no object. */
function planned(plan: () => PlannedChange): PlannedChange | string {
  try {
    return plan();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const KEEP = 'Keep them';
const REMOVE = 'Remove them';

/** Asks about entries of lists that would vanish; undefined where the person thought better of it. */
async function settleLosses(
  plan: PlannedChange,
  by: InCatalog,
  { ids }: RecordName,
  now: JsonObject,
): Promise<{ readonly plan: PlannedChange; readonly agreed: readonly string[] } | undefined> {
  const { view } = recordView(now, by.operation, by.schemas);
  const losses = lossesOf(by.operation, by.schemas, plan.draft, view);
  if (losses.length === 0) return { plan, agreed: [] };
  const words = losses.map(lossWords);
  const detail = `${words.map((each) => plainText(each, 400)).join('\n\n')}\n\nKeap puts a list in the place of the old one as a whole.`;
  const options = { modal: true, detail };
  const answer = await vscode.window.showWarningMessage('Entries would vanish', options, KEEP, REMOVE);
  if (answer === KEEP) return { plan: withoutLosses(by, ids, now, plan, losses), agreed: [] };
  return answer === REMOVE ? { plan, agreed: words } : undefined;
}

function inform(sentence: string): void {
  void vscode.window.showInformationMessage(plainText(sentence, 600));
}
