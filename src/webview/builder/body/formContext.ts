import type { TemplateResult } from 'lit';
import type { Place as RecordPlace } from '../../../keap/account/references.ts';
import type { Schema, Schemas } from '../../../keap/catalog/schema.ts';
import type { OpenKind } from '../../../keap/request/body/bodyValue.ts';
import type { JsonNode, JsonPath } from '../../../keap/request/body/jsonTree.ts';
import { itemPlace, memberPlace } from '../../../keap/request/bodyCheck.ts';
import type { Problem } from '../../../keap/request/validation.ts';
import type { RecordNames } from '../recordNames.ts';
import type { Decoded } from './base64.ts';

/** A value of a form's text: its path, and the same as problems say it. */
export interface Place {
  /** What the form is of: `body`, or an argument by its `parameterId`. */
  readonly form: string;
  readonly path: JsonPath;
  /** `email_addresses[0].email`; empty for the whole. */
  readonly at: string;
  /** The object or list it stands in. */
  readonly within: Place | undefined;
}

/** The whole of a text. */
export function rootOf(form: string): Place {
  return { form, path: [], at: '', within: undefined };
}

export function memberOf(within: Place, name: string): Place {
  return { form: within.form, path: [...within.path, name], at: memberPlace(within.at, name), within };
}

export function itemOf(within: Place, index: number): Place {
  return { form: within.form, path: [...within.path, index], at: itemPlace(within.at, index), within };
}

/** The id of the control of a place. */
export function placeId({ form, at }: Pick<Place, 'form' | 'at'>): string {
  return at === '' ? form : `${form}:${at}`;
}

/** The same place as references know it. */
export function recordPlace({ form, path }: Place): RecordPlace {
  if (form === 'body') return { in: 'body', path };
  return { in: 'argument', path: [form.replace(/^argument:/, ''), ...path] };
}

/** What the fields of a form show and report to. */
export interface FormContext {
  readonly text: string;
  readonly schemas: Schemas;
  /** What ids stand for. */
  readonly records: RecordNames | undefined;
  /** Properties that are not for the JSON: the files of a multipart body. */
  readonly without: ReadonlySet<string>;
  /** What may be told of a place by now; a field that asks is taken to tell it. */
  problemsAt(place: Place): readonly Problem[];
  /** How many problems wait within a place that is closed. */
  problemsWithin(place: Place): number;
  /** Whether someone asked for a field that has no value yet. */
  isAdded(place: Place): boolean;
  isOpen(place: Place, byItself: boolean): boolean;
  /** How many items of a list are shown. */
  shownItems(place: Place): number;
  openKind(place: Place, node: JsonNode | undefined): OpenKind;
  /** The fields of an object or the items of a list. */
  contents(place: Place, label: string, schema: Schema, node: JsonNode | undefined): TemplateResult;
  decoded(place: Place, base64: string): Decoded;
  /** Writes a value while it is typed. */
  set(place: Place, json: string): void;
  /** Takes a value out while its field stays. */
  unset(place: Place): void;
  /** Takes a value out together with its field. */
  remove(place: Place): void;
  /** A field was left, or a value chosen. */
  commit(place: Place): void;
  /** Shows a field and goes to it. */
  add(place: Place, schema: Schema): void;
  /** What stands in the box that adds properties to a place. */
  wantedName(place: Place): string;
  /** Takes what is typed there; `left` once it was chosen or left and is the name of no property. */
  wantName(place: Place, name: string, left: boolean): void;
  /** Whether what stands there is known to be the name of no property. */
  isRefused(place: Place): boolean;
  toggle(place: Place, open: boolean): void;
  showMore(place: Place): void;
  /** Exchanges an item with the next one, and keeps the focus on a control of the one moved. */
  swap(list: Place, index: number, focusId: string): void;
  setOpenKind(place: Place, kind: OpenKind): void;
  /** Asks for a file and puts its bytes into a place. */
  loadFile(place: Place): void;
}

/** A value to be filled in, with what is known of it. */
export interface FormField {
  readonly name: string;
  readonly required: boolean;
  /** One that stands by itself. */
  readonly schema: Schema;
  /** As the document has it, with its name where it is a reference. */
  readonly declared: Schema;
  readonly node: JsonNode | undefined;
}
