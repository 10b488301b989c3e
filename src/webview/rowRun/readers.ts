import { asBoolean, asList, asNumber, asObject, asString, asStrings, type JsonObject } from '../../keap/json.ts';
import type { RowRunCalls, RowRunEvents, RowRunModel } from '../../protocol/rowRun.ts';
import type { Readers } from '../rpc.ts';

/** How the page reads what the host posts. */
export const rowRunReaders: Readers<RowRunCalls, RowRunEvents> = {
  results: {
    ready: readModel,
    fill: nothing,
    matchAgain: nothing,
    chooseSource: nothing,
    readAs: nothing,
    sendDoubtful: nothing,
    check: nothing,
    cancel: nothing,
    saveProblems: nothing,
    begin: nothing,
    resume: nothing,
    openResult: nothing,
    showRuns: nothing,
    anew: nothing,
    openBuilder: nothing,
    switchConnection: nothing,
  },
  events: { model: readModel },
};

function nothing(): null {
  return null;
}

/** The host makes the model whole: only the shape that this page leans on is looked at. */
function readModel(value: unknown): RowRunModel | undefined {
  const model = asObject(value);
  const texts = ['title', 'method', 'path', 'effect', 'consequence', 'trouble'];
  if (!model || !texts.every((name) => asString(model[name]) !== undefined)) return undefined;
  const run = model['run'];
  const fits =
    asNumber(model['firstRows']) !== undefined &&
    isSource(asObject(model['source'])) &&
    all(model['places'], isPlace) &&
    all(model['previews'], isPreview) &&
    isCheck(asObject(model['check'])) &&
    asObject(asObject(model['now'])?.['connection']) !== undefined &&
    (run === null || asString(asObject(run)?.['mood']) !== undefined);
  return fits ? (model as unknown as RowRunModel) : undefined;
}

function all(value: unknown, fits: (item: JsonObject) => boolean): boolean {
  return asList(value)?.every((item) => fits(asObject(item) ?? {})) ?? false;
}

function isSource(source: JsonObject | undefined): boolean {
  return asString(source?.['name']) !== undefined && asStrings(source?.['columns']) !== undefined;
}

function isPlace(place: JsonObject): boolean {
  const filling = asObject(place['filling']);
  const isKnown = ['column', 'value', 'nothing'].includes(asString(filling?.['by']) ?? '');
  return asString(place['words']) !== undefined && asStrings(place['choices']) !== undefined && isKnown;
}

function isPreview(preview: JsonObject): boolean {
  return asString(preview['target']) !== undefined && asStrings(preview['problems']) !== undefined;
}

function isCheck(check: JsonObject | undefined): boolean {
  if (check?.['state'] !== 'done') return check?.['state'] === 'none' || check?.['state'] === 'running';
  const isProblem = (problem: JsonObject) =>
    asString(problem['words']) !== undefined && asBoolean(problem['blocking']) !== undefined;
  return asNumber(check['rows']) !== undefined && all(check['problems'], isProblem);
}
