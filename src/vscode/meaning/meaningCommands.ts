import * as vscode from 'vscode';
import { isKind } from '../../keap/account/kinds.ts';
import { asNumber, asString, asStrings } from '../../keap/json.ts';
import { jsonPathOf } from '../../keap/meaning/jsonPathWords.ts';
import { stringOf } from '../../keap/meaning/jsonWalk.ts';
import { pageLink } from '../../keap/meaning/pageLinks.ts';
import { type Place, placeAt } from '../../keap/meaning/placeAt.ts';
import { pointedAt } from '../../keap/meaning/pointedAt.ts';
import { parameterId } from '../../keap/request/draft.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { AccountLookup } from '../account/accountLookup.ts';
import { fetchList } from '../account/fetchList.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import { showDraft } from '../builder/showDraft.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { answerConnection } from '../responses/answerConnection.ts';
import type { AnswerFacts, AnswerFactsStore } from './answerFacts.ts';
import { knownIn } from './answerHovers.ts';
import { AnswerText } from './answerText.ts';
import type { RecordOpener } from './recordOpener.ts';

export interface MeaningCommandServices {
  readonly facts: AnswerFactsStore;
  readonly opener: RecordOpener;
  readonly lookup: AccountLookup;
  readonly connections: ConnectionStore;
  readonly panels: BuilderPanels;
}

const COPIED_MS = 5_000;

/** A value of an open answer. */
interface Looked extends AnswerFacts {
  readonly text: AnswerText;
  readonly offset: number;
  readonly place: Place;
}

/**
 * What can be done with a value of an answer. Links and hovers give an address and an offset, and those alone: what
 * stands there is read anew, so that no argument says whose record is opened or where.
 */
export function meaningCommands(services: MeaningCommandServices): Commands {
  const { facts, opener, lookup, connections, panels } = services;
  /** The value that an argument or the cursor names. */
  const looked = async (given: unknown, at: unknown): Promise<Looked | undefined> => {
    const editor = vscode.window.activeTextEditor;
    const uri = uriOf(given) ?? editor?.document.uri;
    const known = uri && (await facts.of(uri));
    if (!known) return inform('Open an answer in JSON first, or send its request again.');
    const document = await vscode.workspace.openTextDocument(uri);
    const cursor = editor?.document === document ? document.offsetAt(editor.selection.active) : 0;
    const offset = asNumber(at) ?? cursor;
    const text = new AnswerText(document);
    const place = await placeAt(text, offset, known.list, new AbortController().signal);
    return place ? { ...known, text, offset, place } : inform('There is no value here.');
  };
  const copy = async (words: string, shown: string) => {
    await vscode.env.clipboard.writeText(words);
    vscode.window.setStatusBarMessage(`Copied ${plainText(shown, 60)}`, COPIED_MS);
  };
  return {
    'keap.openReference': async (given, at) => {
      const found = await looked(given, at);
      if (!found) return;
      const { place, text, offset, references, answer, asked } = found;
      const source = text.source(place.value);
      const page = pageLink(answer, place.path, source, place.value.start);
      if (page) return opener.openPage(page, found);
      const record = text.value(place.record);
      const known = knownIn(lookup.records, answer.exchange.connection.id);
      const all = pointedAt(place, source, record, references, known);
      const reference = all.find(({ start, end }) => offset >= start && offset <= end) ?? all[0];
      if (!reference) return inform('No id of a record stands here.');
      const standing = { asked, path: place.path, record: { path: place.record.path, value: record } };
      await opener.open(reference, standing, answer.exchange);
    },
    'keap.copyValuePath': async (given) => {
      const found = await looked(given, undefined);
      if (found) await copy(jsonPathOf(found.place.path), jsonPathOf(found.place.path));
    },
    'keap.copyValue': async (given) => {
      const found = await looked(given, undefined);
      if (!found) return;
      const { kind, value } = found.place;
      const source = found.text.slice(value.start, value.end);
      const text = kind === 'string' ? stringOf(source) : source;
      await copy(text, text);
    },
    'keap.loadCustomFields': async (given, kind) => {
      const uri = uriOf(given);
      const known = uri && (await facts.of(uri));
      const wanted = asString(kind) ?? '';
      if (!known || !isKind(wanted) || !wanted.startsWith('customField:')) return;
      const connection = await answerConnection(known.answer.exchange.connection, connections);
      if (connection) await fetchList(connection, { kind: wanted, within: [] }, lookup);
    },
    'keap.requestProperties': async (given, names) => {
      const uri = uriOf(given);
      const known = uri && (await facts.of(uri));
      const draft = known?.answer.draft;
      if (!known?.askable || !draft) return;
      const { operation, schemas, askable } = known;
      const wanted = (asStrings(names) ?? []).filter((name) => askable.offered.includes(name));
      const id = parameterId({ in: 'query', name: askable.parameter });
      const parameters = { ...draft.parameters, [id]: [...new Set([...askable.asked, ...wanted])] };
      const words = 'the request of the answer, asking for more';
      await showDraft(panels, { operation, schemas, draft: { ...draft, parameters }, words, kept: [draft] });
    },
  };
}

function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  return typeof given === 'string' ? vscode.Uri.parse(given) : undefined;
}

function inform(sentence: string): undefined {
  void vscode.window.showInformationMessage(sentence);
}
