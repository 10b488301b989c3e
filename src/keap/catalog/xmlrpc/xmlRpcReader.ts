import { asBoolean, asList, asObject, asString, asStrings, type JsonObject } from '../../json.ts';
import type { OperationSummary } from '../operation.ts';
import { XML_RPC_COUNTERPARTS } from './xmlRpcCounterparts.ts';
import { xmlRpcEffect } from './xmlRpcEffects.ts';
import type { XmlRpcField, XmlRpcMethod, XmlRpcParameter, XmlRpcTable, XmlRpcType } from './xmlRpcMethod.ts';
import { parameterMeaning } from './xmlRpcParameters.ts';
import { xmlRpcTitle } from './xmlRpcTitles.ts';

/**
 * Reads the list of methods that was gathered from Keap's documents and three SDKs.
 * @param rest the operations of REST v2, for the counterparts
 * @throws Error for a list without methods
 */
export function readMethods(document: unknown, rest: readonly OperationSummary[]): XmlRpcMethod[] {
  const methods = asList(asObject(document)?.['methods']);
  if (!methods) throw new Error('there is no list of methods in it');
  const counterparts = new Map(rest.map(({ key, method, path }) => [`${method} ${path.replace('/crm', '')}`, key]));
  const read = methods.map((entry) => readMethod(asObject(entry) ?? {}, counterparts));
  return read.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function readMethod(entry: JsonObject, counterparts: ReadonlyMap<string, string>): XmlRpcMethod {
  const service = asString(entry['service']) ?? '';
  const method = asString(entry['method']) ?? '';
  const name = `${service}.${method}`;
  const documentation = asString(entry['docs']);
  const suggested = asString(entry['v2Equivalent'])?.replace(/\?.*$/, '');
  const counterpart = suggested === undefined ? XML_RPC_COUNTERPARTS[name] : counterparts.get(suggested);
  return {
    key: `xmlrpc:${name}`,
    service,
    method,
    title: xmlRpcTitle(name),
    effect: xmlRpcEffect(name, entry['effect'] === 'read'),
    forms: readForms(name, entry),
    returns: readTypes(asString(entry['returns']) ?? 'any'),
    ...(entry['noPrivateKeyArg'] === true ? { keyless: true } : {}),
    ...(asBoolean(entry['documented']) === false ? { undocumented: true } : {}),
    ...(documentation === undefined ? {} : { documentation }),
    ...(counterpart === undefined ? {} : { counterpart }),
  };
}

/** The declared overloads where there are some, else the arguments and what documents say otherwise. */
function readForms(name: string, entry: JsonObject): XmlRpcParameter[][] {
  const parameters = (list: readonly unknown[] | undefined) =>
    (list ?? []).map((each) => readParameter(name, asObject(each) ?? {}));
  const overloads = asList(entry['overloads']);
  if (overloads) return overloads.map((form) => parameters(asList(form)));
  const forms = [parameters(asList(entry['params']))];
  const conflict = asList(asObject(entry['paramConflict'])?.['docs']);
  if (conflict) {
    const documented = conflict.map((each) => {
      const [word, type] = asStrings(each) ?? [];
      return { name: (word ?? '').replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), type };
    });
    forms.push(parameters(documented));
  }
  return forms;
}

function readParameter(name: string, entry: JsonObject): XmlRpcParameter {
  const parameter = asString(entry['name']) ?? '';
  const alternative = asString(entry['altType']);
  const choices = asStrings(entry['enum']);
  return {
    name: parameter,
    types: readTypes([asString(entry['type']) ?? 'any', ...(alternative ? [alternative] : [])].join('|')),
    ...(entry['optional'] === true ? { optional: true } : {}),
    ...(choices ? { enum: choices } : {}),
    ...parameterMeaning(name, parameter),
  };
}

/** The words of the sources for types, where they are not those of XML-RPC. */
const TYPE_WORDS: Readonly<Record<string, XmlRpcType>> = {
  true: 'boolean',
  false: 'boolean',
  'integer()': 'int',
  'String.t()': 'string',
  'array<struct>': 'array',
  mixed: 'any',
};

const TYPES: readonly XmlRpcType[] = [
  ...(['int', 'double', 'boolean', 'string', 'dateTime.iso8601', 'struct', 'array'] as const),
  ...(['array<int>', 'array<string>', 'any'] as const),
];

function readTypes(words: string): XmlRpcType[] {
  const types = words.split('|').map((each): XmlRpcType => {
    const word = each.trim();
    return TYPES.find((type) => type === word) ?? TYPE_WORDS[word] ?? 'any';
  });
  return [...new Set(types)];
}

/** Reads the list of tables. @throws Error for a list without tables */
export function readTables(document: unknown): XmlRpcTable[] {
  const tables = asList(asObject(document)?.['tables']);
  if (!tables) throw new Error('there is no list of tables in it');
  const read = tables.map((each) => {
    const entry = asObject(each) ?? {};
    const fields = asList(entry['fields']) ?? [];
    return {
      name: asString(entry['table']) ?? '',
      ...accessOf(entry),
      fields: fields.map((field) => readField(asObject(field) ?? {})),
    };
  });
  return read.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const FIELD_TYPES: Readonly<Record<string, XmlRpcField['type']>> = {
  string: 'string',
  enum: 'string',
  int: 'int',
  primary__number: 'int',
  tinyint: 'int',
  long: 'int',
  number: 'double',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  datetime: 'dateTime',
  blob: 'bytes',
};

/** What the sources also call tables. */
const TABLE_WORDS: Readonly<Record<string, string>> = { Opportunity: 'Lead', Order: 'Job' };

function readField(entry: JsonObject): XmlRpcField {
  const name = asString(entry['name']) ?? '';
  const type = FIELD_TYPES[asString(entry['type'])?.toLowerCase() ?? ''] ?? 'unknown';
  const named = asString(asObject(entry['ref'])?.['table']) ?? asString(entry['refGuess']);
  const refersTo = named === undefined ? undefined : (TABLE_WORDS[named] ?? named);
  return {
    name,
    // One of the sources calls every number a number; an id is a whole one.
    type: type === 'double' && (refersTo !== undefined || /Id$/i.test(name)) ? 'int' : type,
    ...accessOf(entry),
    ...(refersTo === undefined ? {} : { refersTo }),
  };
}

function accessOf(entry: JsonObject): { readonly access?: string } {
  const access = asString(entry['access']);
  return access === undefined ? {} : { access };
}
