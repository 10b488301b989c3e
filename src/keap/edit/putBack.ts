import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schemas } from '../catalog/schema.ts';
import { parseExact, printExact, sameJson } from '../exactJson.ts';
import { asObject, type JsonObject } from '../json.ts';
import { emptyDraft, type RequestDraft } from '../request/draft.ts';
import { changeDraft, changed, changeOf, pathInputs } from './change.ts';
import type { Loss } from './losses.ts';
import type { RecordName } from './recordKinds.ts';
import { recordView } from './recordView.ts';

/** A request that has yet to be sent, with the record as it is and as it will be, as JSON texts. */
export interface PlannedChange {
  readonly draft: RequestDraft;
  /** Empty where there is no record yet. */
  readonly before: string;
  readonly after: string;
  /** What the request does not do, a sentence each. */
  readonly notes: readonly string[];
  /** Whether it changes anything. */
  readonly changes: boolean;
}

/** An operation with the schemas it stands with. */
export interface InCatalog {
  readonly operation: Operation;
  readonly schemas: Schemas;
}

/** Set by Keap at every change, so they differ without anyone's doing. */
const TIMES = /^(last_)?(updated?|modification|modified)(_time|_date|_by(_user_id)?)?$|^last_updated/;

/**
 * The change that someone made to the text of a record, made to the record as it is now.
 * @param now the record
 * @param base what `editableText` printed of it; undefined where that is not known: it then was as it is now
 * @throws SyntaxError, TypeError where a text is no JSON object
 */
export function planChange(
  { operation, schemas }: InCatalog,
  ids: readonly string[],
  now: JsonObject,
  wantedText: string,
  baseText?: string,
): PlannedChange {
  const { view } = recordView(now, operation, schemas);
  const base = baseText === undefined ? view : objectIn(baseText);
  const change = changeOf(base, objectIn(wantedText), operation, schemas);
  const meanwhile = Object.keys(change.values).filter((name) => !sameJson(base[name], view[name]));
  const notes = meanwhile.map((name) => `${name} was changed by someone else meanwhile.`);
  return {
    draft: changeDraft(operation, schemas, ids, view, change),
    before: printExact(view),
    after: printExact(changed(view, change)),
    notes: [...change.notes, ...notes],
    changes: Object.keys(change.values).length > 0,
  };
}

/** A planned change without the losses that it would bring. */
export function withoutLosses(
  by: InCatalog,
  ids: readonly string[],
  now: JsonObject,
  plan: PlannedChange,
  losses: readonly Loss[],
): PlannedChange {
  const whole = Object.fromEntries(losses.map((loss) => [loss.property, loss.whole]));
  const kept = planChange(by, ids, now, printExact({ ...objectIn(plan.after), ...whole }));
  return { ...kept, notes: plan.notes };
}

function objectIn(text: string): JsonObject {
  const object = asObject(parseExact(text));
  if (!object) throw new TypeError('A record is an object, in { }.');
  return object;
}

/** A record as someone edits it. */
export interface RecordText {
  /** What its operation changes, as JSON. */
  readonly text: string;
  /** What the record has besides. */
  readonly leftOut: readonly string[];
}

export function editableText(record: JsonObject, { operation, schemas }: InCatalog): RecordText {
  const { view, leftOut } = recordView(record, operation, schemas);
  return { text: `${printExact(view)}\n`, leftOut };
}

/** Puts a record that is still there back to what it was. */
export function planReturn(
  changer: InCatalog,
  ids: readonly string[],
  now: JsonObject,
  then: JsonObject,
): PlannedChange {
  const { operation, schemas } = changer;
  const wanted = recordView(then, operation, schemas);
  const plan = planChange(changer, ids, now, printExact(wanted.view));
  const others = Object.keys({ ...now, ...then }).filter(
    (name) => wanted.leftOut.includes(name) && !TIMES.test(name) && !sameJson(now[name], then[name]),
  );
  const notes = others.length > 0 ? [`${list(others)} changed, too, and ${operation.title} cannot put that back.`] : [];
  return { ...plan, notes: [...plan.notes, ...notes] };
}

/** Makes a record anew that is gone. */
export function planMaking({ operation, schemas }: InCatalog, name: RecordName, then: JsonObject): PlannedChange {
  const { view, leftOut } = recordView(then, operation, schemas);
  const missing = (resolveSchema(operation.requestBody?.schema, schemas).required ?? []).filter(
    (required) => !Object.hasOwn(view, required),
  );
  const notes = [
    `It comes back as a new ${name.kind.thing} with an id of its own: whatever pointed to ${name.ids.at(-1) ?? 'it'} does not find it, and its history is gone.`,
    ...(leftOut.length > 0 ? [`${list(leftOut)} ${leftOut.length === 1 ? 'does' : 'do'} not come back.`] : []),
    ...(missing.length > 0 ? [`${operation.title} needs ${list(missing)}, which you have to fill in.`] : []),
  ];
  const parameters = pathInputs(operation, name.ids.slice(0, -1));
  const after = printExact(view);
  return { draft: { ...emptyDraft(operation.key), parameters, body: after }, before: '', after, notes, changes: true };
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
