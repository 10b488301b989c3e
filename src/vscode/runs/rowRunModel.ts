import { consequenceOf } from '../../keap/catalog/effectWords.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import { describeType } from '../../keap/catalog/schema.ts';
import { effectOfRequest } from '../../keap/catalog/xmlrpc/tableEffects.ts';
import { callArguments } from '../../keap/request/call/methodCall.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { formatJson } from '../../keap/request/formatJson.ts';
import { sizeWords } from '../../keap/request/measures.ts';
import { estimate, estimateWords } from '../../keap/runs/estimate.ts';
import type { OpenedRows, RowFile } from '../../keap/runs/rows/openRows.ts';
import type { CheckedPreview } from '../../keap/runs/rows/previewRows.ts';
import type { RowSetup } from '../../keap/runs/rows/rowSetup.ts';
import { canResume } from '../../keap/runs/runState.ts';
import { moodOf, type RunLook, runLine } from '../../keap/runs/runWords.ts';
import { jsonOfValue } from '../../keap/xmlrpc/xmlRpcJson.ts';
import type { ConnectionNow } from '../../protocol/builder.ts';
import type { CheckShown, RowPlace, RowRunModel, RowSource, RunShown } from '../../protocol/rowRun.ts';
import type { Check } from './rowCheck.ts';

/** What the page of a run for each row shows, before it is made fit for the page. */
export interface RowRunState {
  readonly setup: RowSetup;
  readonly now: ConnectionNow;
  readonly file: RowFile | undefined;
  readonly opened: OpenedRows | undefined;
  /** Why the file cannot be read, and the encoding that may do better. */
  readonly sourceTrouble: { readonly words: string; readonly readAs: string } | undefined;
  readonly previews: readonly CheckedPreview[];
  readonly check: Check;
  readonly sendDoubtful: boolean;
  readonly firstRows: number;
  readonly look: RunLook | undefined;
  readonly trouble: string;
  readonly kept: unknown;
}

const FORMATS = { csv: 'CSV', ndjson: 'NDJSON', json: 'JSON' } as const;
const SEPARATORS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' } as const;
/** Requests are shown up to so many characters. */
const LONGEST_BODY = 20_000;

export function rowRunModel(state: RowRunState): RowRunModel {
  const { setup, now, check, look, trouble, kept, firstRows } = state;
  const { operation } = setup;
  const { title, method } = operation;
  const effect = effectOfRequest(operation, setup.draft.parameters);
  // All calls of XML-RPC have one address.
  const path = operation.call ? operation.operationId : operation.path;
  return {
    ...{ title, method, path, effect, now, firstRows, trouble, kept },
    consequence: consequenceOf({ effect }) ?? '',
    source: sourceOf(state),
    places: placesOf(setup),
    previews: state.previews.map(({ line, target, draft, problems }) => ({
      ...{ line, target: operation.call ? operation.operationId : target, problems },
      body: bodyOf(operation, draft),
    })),
    check: checkOf(check, state),
    run: look ? runOf(look) : null,
  };
}

/** What a request says besides its address: its body, or the call with its arguments. */
function bodyOf(operation: Operation, draft: RequestDraft): string {
  if (operation.call) {
    const args = callArguments(operation, draft).map(({ parameter, value }) =>
      value === undefined ? parameter.name : JSON.stringify(jsonOfValue(value), undefined, 2),
    );
    return shortened(`${operation.operationId}(${args.join(', ')})`);
  }
  return operation.requestBody ? shortened(formatJson(draft.body) ?? draft.body) : '';
}

function sourceOf({ file, opened, sourceTrouble }: RowRunState): RowSource {
  const encoding = opened && opened.encoding !== 'utf-8' ? [opened.encoding.toUpperCase()] : [];
  const between =
    opened?.separator && opened.separator !== ',' ? [`${SEPARATORS[opened.separator]} between cells`] : [];
  return {
    name: file?.name ?? '',
    facts: opened ? [FORMATS[opened.format], sizeWords(opened.bytes), ...encoding, ...between].join(', ') : '',
    columns: opened?.columns ?? [],
    trouble: sourceTrouble?.words ?? '',
    readAs: sourceTrouble?.readAs ?? '',
  };
}

function placesOf(setup: RowSetup): readonly RowPlace[] {
  return setup.targets.map((target) => ({
    words: target.words,
    within: target.target.in === 'parameter' ? target.target.id.replace(/:.*$/, '') : target.target.in,
    type: describeType(target.schema, setup.schemas),
    choices: (target.schema.enum ?? []).map(String),
    required: target.required,
    filling: setup.fillingOf(target),
  }));
}

function checkOf(check: Check, { opened, sendDoubtful }: RowRunState): CheckShown {
  if (check.state === 'none') return { state: 'none' };
  if (check.state === 'running') {
    const share =
      opened && opened.bytes > 0 && check.bytes > 0 ? `, ${Math.floor((check.bytes / opened.bytes) * 100)} %` : '';
    return { state: 'running', words: `${check.rows.toLocaleString('en')} rows checked${share}` };
  }
  const { rows, ready, doubtful, blocked, repeated, problems } = check.found;
  const words = estimateWords(estimate(ready + (sendDoubtful ? doubtful : 0), check.limits, Date.now()));
  return { state: 'done', rows, ready, doubtful, blocked, repeated, problems, sendDoubtful, estimate: words };
}

function runOf(look: RunLook): RunShown {
  const { words = '' } = look.standing;
  return {
    mood: moodOf(look),
    line: runLine(look, Date.now()),
    words: look.isRunning ? '' : words,
    canResume: !look.isRunning && canResume(look.standing),
  };
}

function shortened(text: string): string {
  return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}…` : text;
}
