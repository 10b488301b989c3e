import type { Operation } from '../catalog/operation.ts';
import { parseFilter } from './filter/parseFilter.ts';
import { parseOrderBy } from './orderBy.ts';
import { suggestion } from './suggestion.ts';

/** Whether the names that `fields` may ask for are all there are: such a list has everything down to the id. */
function isComplete(names: readonly string[]): boolean {
  return names.includes('id');
}

/**
 * What Keap's documents say in prose of a query parameter, where its texts do not fit: words that follow its name.
 * @param texts at least one
 */
export function checkQueryFacts(name: string, { query }: Operation, texts: readonly string[]): string[] {
  const [text = ''] = texts;
  if (name === 'filter' && query?.filter) {
    return parseFilter(text, query.filter).problems.map(
      ({ start, message }) => `has a problem at character ${start + 1}: ${message}`,
    );
  }
  if (name === 'order_by' && query?.orderBy && query.orderBy.length > 0) return checkOrder(text, query.orderBy);
  if (name === 'page_size' && query?.pageSizeMax !== undefined) return checkPageSize(Number(text), query.pageSizeMax);
  if (name === 'fields' && query?.fields && isComplete(query.fields)) return checkNames(texts, query.fields);
  return [];
}

function checkOrder(text: string, fields: readonly string[]): string[] {
  const { field, direction } = parseOrderBy(text);
  if (!fields.includes(field)) return [`takes one of ${fields.join(', ')}, not ${field}.`];
  return /^(asc|desc)?$/i.test(direction) ? [] : ['takes the direction asc or desc.'];
}

/** Some lists declare 0 as their least, of which no page can be made. */
function checkPageSize(size: number, most: number): string[] {
  if (size < 1) return ['must be 1 or more.'];
  return size > most ? [`must be ${most} or less.`] : [];
}

function checkNames(texts: readonly string[], known: readonly string[]): string[] {
  return texts
    .filter((text) => !known.includes(text))
    .map((text) => `asks for ${text}, which Keap does not list here${suggestion(text, known)}.`);
}
