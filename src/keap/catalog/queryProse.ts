import type { FilterField, FilterOperator, QueryFacts } from './operation.ts';

/**
 * Keap's documents say in prose only how lists filter and sort, and what comes only when asked for. This reads that
 * prose into facts: the `filter`, `order_by`, `fields` and v1's `optional_properties` parameters' descriptions, each
 * with its own habit of wording.
 *
 * An empty list of fields means that the parameter exists and the document does not say what it takes.
 * @param context the operation's own description, which names a few special words (`user_id==UNASSIGNED`)
 */
export function readQueryProse(parameter: string, prose: string, context = ''): QueryFacts {
  switch (parameter) {
    case 'filter':
      return { filter: readFilter(prose, context) };
    case 'order_by':
      return { orderBy: readOrderFields(prose) };
    case 'fields':
    case 'optional_properties': {
      const fields = readAllowedFields(prose);
      return fields.length > 0 ? { fields } : {};
    }
    default:
      return {};
  }
}

/**
 * Two habits: `- (Set[String]) \`ids\` — accepts a list …` and `- \`ids\` (String): accepts …`, the second going on
 * over indented lines. A few names of the first stand without backticks.
 */
const TYPE_FIRST =
  /^\s*-\s*\((?<type>[A-Za-z]+)(?:\[(?<inner>[A-Za-z]+)\]| list)?\)\s+(?:`(?<ticked>[^`]+)`|(?<plain>[a-z_]+)\s*$)(?<note>.*)$/;
const NAME_FIRST = /^-\s*`(?<ticked>[a-z_]+)`\s*\((?<type>[A-Za-z]+)\):(?<note>.*)$/;
const OPERATORS: readonly FilterOperator[] = ['==', '!=', '>=', '<=', '>', '<'];

function readFilter(prose: string, context: string): NonNullable<QueryFacts['filter']> {
  const lines = prose.replaceAll(/\n(?= {2}\S)(?!\s*-)/g, ' ').split('\n');
  const fields = lines.flatMap((line) => readFilterField(line, prose, context) ?? []);
  return { fields, ...(/custom field/i.test(prose) ? { customFields: true as const } : {}) };
}

function readFilterField(line: string, prose: string, context: string): FilterField | undefined {
  const item = (TYPE_FIRST.exec(line) ?? NAME_FIRST.exec(line))?.groups;
  if (!item) return undefined;
  const name = item['ticked'] ?? item['plain'] ?? '';
  // Names go into patterns below.
  if (!/^[\w.]{1,80}$/.test(name)) return undefined;
  const note = item['note'] ?? '';
  const values = readEnum(note);
  const sentinels = readSentinels(name, `${prose}\n\n${context}`);
  const list = item['inner'] !== undefined || /\blist\b/i.test(line) || hasExample(name, '[^`\\s;]*(,|%2C)', prose);
  const most = list ? /\bmax(?:imum)? (?:of )?(\d+)\b/i.exec(note)?.[1] : undefined;
  const contains =
    /\bcontains\b/i.test(note) ||
    new RegExp(`\`filter=${name}%3D%3D[^\`]*\` — names containing|anywhere in the [a-z ]*\\b${name}\\b`).test(prose);
  return {
    name,
    kind: filterKind(item['inner'] ?? item['type'] ?? '', name),
    operators: readOperators(note),
    ...(/positive integer/i.test(note) ? { positive: true as const } : {}),
    ...(/wildcard/i.test(note) || hasExample(name, '\\w+(\\*|%2A)', prose) ? { prefix: true as const } : {}),
    ...(contains ? { contains: true as const } : {}),
    ...(list ? { list: true as const } : {}),
    ...(most ? { most: Number(most) } : {}),
    ...(values ? { enum: values } : {}),
    ...(sentinels ? { sentinels } : {}),
  };
}

/** Whether an example in the prose compares the field with a value of some form. */
function hasExample(name: string, value: string, prose: string): boolean {
  return new RegExp(`filter=${name}(%3D%3D|==)${value}`).test(prose);
}

/** The operators a note lists, in quotes or backticks (`"=="`, `` `>=` ``); equality alone where it lists none. */
function readOperators(note: string): readonly FilterOperator[] {
  const listed = [...note.matchAll(/["`]([=!<>]{1,2})["`]/g)].map((match) => match[1]);
  const known = OPERATORS.filter((operator) => listed.includes(operator));
  return known.length > 0 ? known : ['=='];
}

/** `one of \`A\`, \`B\``, `(Allowed values: …)`, `: A, B` and `: A or B`, all in capitals. */
function readEnum(note: string): string[] | undefined {
  const stated = /(?:\bone of:?|(?:allowed|accepted) values?:?|^:)\s*(.*)$/i.exec(note.trim())?.[1] ?? '';
  const ticked = [...stated.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
  const values = ticked.length > 1 ? ticked : (stated.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []);
  return values.length > 1 ? values : undefined;
}

/** A sentence such as "If NONE is passed in for `email` or `given_name`" gives those fields the word NONE. */
function readSentinels(name: string, prose: string): string[] | undefined {
  const sentences = prose.replaceAll(/(?<!\n)\n(?!\n|\s*-)/g, ' ').split(/(?<=\.)\s|\n/);
  const words = ['NONE', 'UNASSIGNED'].filter((word) =>
    sentences.some((sentence) => {
      const spoken = new RegExp(`\\b${word}\\b[^.]*\``).test(sentence) && sentence.includes(`\`${name}\``);
      return spoken || new RegExp(`\\b${name}(%3D%3D|==)${word}\\b`).test(sentence);
    }),
  );
  return words.length > 0 ? words : undefined;
}

/** A field's kind: as declared, else by its name, since the document types dates and numbers as strings. */
function filterKind(declared: string, name: string): FilterField['kind'] {
  if (/^bool/i.test(declared) || /^(is|has)_/.test(name)) return 'boolean';
  if (/^(number|integer|int|long|double|decimal)$/i.test(declared)) return 'number';
  if (/_(time|date)$|^(since|until)(_|$)/.test(name)) return 'date-time';
  return 'string';
}

/** A list of backticked names, or `Supported fields: \`a\`, \`b\``; directions and examples come after them. */
function readOrderFields(prose: string): string[] {
  const stated = /^([\s\S]*?)(?:one of the following directions|directions:)/i.exec(prose)?.[1] ?? '';
  return [...stated.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
}

/**
 * `(Available fields are: a,b,c)`, `Allowed values: a, b`, `(Fields such as \`a\` and \`b\` aren't included …)`,
 * `(The fields \`a\` and \`b\` aren't included …)`.
 */
function readAllowedFields(prose: string): string[] {
  const stated = prose.matchAll(
    /(?:available fields are|allowed(?: \w+)* values?|fields such as|the fields(?= `)):?\s*([^).]*)/gi,
  );
  const names = [...stated].flatMap((match) => (match[1] ?? '').split(/\baren't\b/)[0]?.match(/[a-z_]+/g) ?? []);
  return [...new Set(names)].filter((name) => name !== 'and' && name !== 'or');
}
