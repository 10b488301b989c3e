import type { Schema, Schemas } from '../../catalog/schema.ts';
import { numberText, parseExact } from '../../exactJson.ts';
import { asList, asObject } from '../../json.ts';
import { type BodyShape, shapeOf, standingSchema } from '../../request/body/bodyShape.ts';
import { jsonOf } from '../../request/body/bodyValue.ts';
import type { JsonPath } from '../../request/body/jsonTree.ts';

/**
 * What stands in a row: a text where the file is CSV, any JSON where it is JSON, its numbers as `parseExact` gives
 * them; undefined where the row has nothing there.
 */
export type Cell = unknown;

export function isEmptyCell(cell: Cell): boolean {
  return cell === undefined || cell === '';
}

/** A cell as text, for a parameter; a list is given item by item. */
export function cellTexts(cell: Cell, takesList: boolean): readonly string[] {
  const items = asList(cell);
  if (items) return items.map(cellText).filter((text) => text !== '');
  const text = cellText(cell);
  return takesList ? listed(text) : [text];
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (cell === undefined || cell === null) return '';
  return numberText(cell) ?? JSON.stringify(cell);
}

/** The schema of a value within a body, one that stands by itself. */
export function schemaAt(body: Schema, path: JsonPath, schemas: Schemas): Schema {
  return path.reduce<Schema>(
    (schema, step) => standingSchema(typeof step === 'number' ? schema.items : propertyOf(schema, step), schemas),
    standingSchema(body, schemas),
  );
}

function propertyOf({ properties, additionalProperties }: Schema, name: string): Schema | undefined {
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/**
 * A cell as what its schema wants: digits as a number where one is asked for, words of a choice as it spells them,
 * items between semicolons or commas as a list. What does not fit stays the text it is, and the check tells of it.
 */
export function bodyValue(cell: Cell, schema: Schema, name: string, schemas: Schemas): unknown {
  const shape = shapeOf(schema, name);
  if (typeof cell !== 'string') {
    const digits = numberText(cell);
    return digits !== undefined && isText(shape) ? digits : cell;
  }
  if (shape.kind === 'list') {
    const items = standingSchema(shape.items, schemas);
    return jsonIn(cell, asList) ?? listed(cell).map((item) => bodyValue(item, items, name, schemas));
  }
  if (shape.kind === 'object') return jsonIn(cell, asObject) ?? cell;
  if (shape.kind === 'choice') return chosen(cell.trim(), shape) ?? cell;
  return parseExact(jsonOf(cell, shape));
}

function isText({ kind }: BodyShape): boolean {
  return kind === 'text' || kind === 'date' || kind === 'dateTime' || kind === 'base64';
}

/** Spreadsheets write TRUE where JSON has true. */
function chosen(
  text: string,
  { options }: BodyShape & { kind: 'choice' },
): string | number | boolean | null | undefined {
  const same = options.filter((option) => String(option).toLowerCase() === text.toLowerCase());
  return options.find((option) => String(option) === text) ?? (same.length === 1 ? same[0] : undefined);
}

function listed(text: string): readonly string[] {
  const items = text.split(text.includes(';') ? ';' : ',').map((item) => item.trim());
  return items.filter((item) => item !== '');
}

function jsonIn<T>(text: string, narrow: (value: unknown) => T | undefined): T | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return narrow(parseExact(text));
  } catch {
    return undefined;
  }
}
