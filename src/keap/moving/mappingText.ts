import type { Catalog, Operation } from '../catalog/operation.ts';
import type { XmlRpcTable } from '../catalog/xmlrpc/xmlRpcMethod.ts';
import { markdownText } from '../safety/markdownText.ts';
import { isTableMethod, tableCounterpart } from './convertTable.ts';
import { counterpartOf } from './counterpart.ts';
import { METHOD_MOVES } from './methodMoves.ts';
import { TABLE_METHODS } from './methodsWithoutMove.ts';
import { type Move, type Target, targetOf, type Words } from './move.ts';
import { fieldMove, type TableMove } from './tables/tableMove.ts';
import { TABLE_MOVES } from './tables/tableMoves.ts';
import { v1Move } from './v1/v1Rules.ts';

/**
 * How an operation becomes that of REST v2, as Markdown to read: its counterpart, and where each parameter, argument
 * and field goes.
 * @param table that a method of the DataService is about, where one is known
 */
export function mappingText(
  operation: Operation,
  v2: Catalog,
  tables: readonly XmlRpcTable[],
  table: string | undefined,
): string {
  const parameters: Record<string, string> = table === undefined ? {} : { 'argument:table': table };
  const draft = { operationKey: operation.key, parameters, body: '', files: {} };
  const found = counterpartOf(operation, v2, draft);
  const own = operation.call ? operation.operationId : `${operation.method} ${operation.path.replace('/crm/rest', '')}`;
  const lines = [
    `# ${operation.title} in REST v2`,
    '',
    `\`${own}\`${table === undefined ? '' : ` of the table \`${table}\``}`,
    '',
  ];
  if ('none' in found) {
    const isOpen = isTableMethod(operation.operationId) && table === undefined;
    return [
      ...lines,
      isOpen ? 'Each table has a counterpart of its own.' : `**No counterpart.** ${found.none}`,
      '',
      ...(isOpen ? tableList(operation, v2) : []),
    ].join('\n');
  }
  const { title, method, path } = found.operation;
  lines.push(`becomes **${title}**`, '', `\`${method} ${path.replace('/crm/rest', '')}\``, '');
  if (isTableMethod(operation.operationId)) {
    const counterpart = tableCounterpart(operation.operationId, { table });
    if ('move' in counterpart)
      lines.push(
        ...fieldLines(
          counterpart.move,
          tables.find(({ name }) => name === table),
        ),
      );
  } else {
    const move = operation.version === 'v1' ? v1Move(operation, found.operation) : METHOD_MOVES[operation.operationId];
    if (move) lines.push(...moveLines(move, operation, tables));
  }
  lines.push('This is our reading of both APIs beside each other, not Keap’s.', '');
  return lines.join('\n');
}

function moveLines(move: Move, operation: Operation, tables: readonly XmlRpcTable[]): string[] {
  const what = operation.call ? 'Argument' : 'Parameter';
  const rows = Object.entries(move.takes).map(([name, entry]) =>
    row(name.replace(/^body\./, 'body: '), targetOf(entry)),
  );
  const fixed = Object.entries(move.sets ?? {}).map(
    ([place, value]): Row => ['(always)', `\`${cell(place.replace(':', ' '))}\``, cell(String(value))],
  );
  const table = Object.values(move.takes)
    .map(targetOf)
    .find(({ fieldsOf, valuesOf }) => fieldsOf ?? valuesOf);
  const named = table?.fieldsOf ?? table?.valuesOf;
  const fields = named === undefined ? undefined : TABLE_MOVES[named]?.[0];
  return [
    ...(move.notes ?? []).flatMap((note) => [note, '']),
    ...(rows.length + fixed.length > 0
      ? tableOf(what, [...rows, ...fixed])
      : [`It has no ${what.toLowerCase()}s.`, '']),
    ...(operation.version === 'v1' && operation.requestBody
      ? ['Properties of the body that are not listed keep their names. Ids become text.', '']
      : []),
    ...(fields
      ? fieldLines(
          fields,
          tables.find(({ name }) => name === named),
        )
      : []),
  ];
}

/** What becomes what, and what else to know of it: a row of a table. */
type Row = readonly [old: string, now: string, known: string];

/** A table, without the column of what else to know where there is nothing. */
function tableOf(what: string, rows: readonly Row[]): string[] {
  const isTold = rows.some(([, , known]) => known !== '');
  const line = (cells: readonly string[]) => `| ${cells.slice(0, isTold ? 3 : 2).join(' | ')} |`;
  return [line([what, 'REST v2', 'To know']), line(['---', '---', '---']), ...rows.map(line), ''];
}

function row(name: string, { to, and = [], fieldsOf, valuesOf, words, base64, cents, inverted, note }: Target): Row {
  const places = [to, ...and].flatMap((place) => (place === undefined ? [] : [`\`${cell(place.replace(':', ' '))}\``]));
  if (fieldsOf !== undefined) places.push('`query fields`');
  if (valuesOf !== undefined) places.push('`body`');
  const known = [
    words ? wordList(words) : '',
    base64 ? 'in Base64' : '',
    cents ? 'in cents' : '',
    inverted ? 'true becomes false' : '',
    note ?? '',
  ];
  return [`\`${cell(name)}\``, places.join(', ') || '—', cell(known.filter((each) => each !== '').join('. '))];
}

function wordList(words: Words): string {
  return words.map(([old, now]) => `${old} → ${now}`).join(', ');
}

/** Where each field of a table is in v2's records. */
function fieldLines(move: TableMove, table: XmlRpcTable | undefined): string[] {
  const rows = Object.entries(move.fields).map(([field, entry]): Row => {
    const { at, body, filter, between, order, words, cents, note } = fieldMove(entry);
    const known = [
      filter !== undefined && filter !== at ? `filter ${filter}` : '',
      between ? `filter ${between.join(', ')}` : '',
      order !== undefined && order !== at ? `order ${order}` : '',
      typeof body === 'string' ? `taken as ${body}` : '',
      words ? wordList(words) : '',
      cents ? 'in cents' : '',
      note ?? '',
    ];
    return [
      `\`${cell(field)}\``,
      at === undefined ? '—' : `\`${cell(at)}\``,
      cell(known.filter((each) => each !== '').join('; ')),
    ];
  });
  const missing = (table?.fields ?? []).map(({ name }) => name).filter((name) => !Object.hasOwn(move.fields, name));
  const within = move.within
    ? [`The field \`${move.within.field}\` of the conditions becomes \`path ${move.within.path}\`.`, '']
    : [];
  return [
    ...(move.notes ?? []).flatMap((note) => [note, '']),
    ...within,
    '## Fields',
    '',
    ...tableOf('Field', rows),
    ...(missing.length > 0 ? [`REST v2 does not have: ${missing.map((name) => `\`${name}\``).join(', ')}.`, ''] : []),
  ];
}

/** What each table becomes, for a method that works on any. */
function tableList(operation: Operation, v2: Catalog): string[] {
  if (!isTableMethod(operation.operationId)) return [];
  const action = TABLE_METHODS[operation.operationId];
  const rows = Object.entries(TABLE_MOVES).flatMap(([table, moves]) => {
    const names = moves.flatMap((move) => move[action] ?? (action === 'read' ? (move.list ?? []) : []));
    const titles = names.map((name) => v2.operations.find(({ operationId }) => operationId === name)?.title ?? name);
    return titles.length > 0 ? [`| \`${table}\` | ${[...new Set(titles)].map(cell).join(', ')} |`] : [];
  });
  return ['| Table | REST v2 |', '| --- | --- |', ...rows, ''];
}

/** Text within a table of Markdown. */
function cell(text: string): string {
  return text.includes('`') ? markdownText(text) : text.replaceAll('|', '\\|');
}
