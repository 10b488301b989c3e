import { consequenceOf } from '../catalog/effectWords.ts';
import type {
  Catalog,
  MediaContent,
  Operation,
  OperationSummary,
  Parameter,
  RestVersion,
} from '../catalog/operation.ts';
import { routeOf } from '../catalog/routeWords.ts';
import { describeType, reachableSchemas, type Schema } from '../catalog/schema.ts';
import type { ApiChanges, Change, OperationChange, SchemaChange } from './change.ts';
import { ANSWERED, ASKED, compareNamed, compareSchemas, compareValues, type SchemaSides } from './compareSchemas.ts';

/**
 * What one catalog says otherwise than another of the same version. Descriptions and titles do not count. Operations
 * are the same by key, else by method and path; a schema that several share is compared once, and told with all of them.
 */
export function compareCatalogs(version: RestVersion, before: Catalog, after: Catalog): ApiChanges {
  const sides: SchemaSides = { before: before.schemas, after: after.schemas };
  const pairs = pairsOf(before.operations, after.operations);
  const known = new Set(pairs.map(({ is }) => is));
  const operations = [
    ...before.operations
      .filter((operation) => !pairs.some(({ was }) => was === operation))
      .map((operation): OperationChange => ({ kind: 'removed', operation: summaryOf(operation), changes: [] })),
    ...after.operations
      .filter((operation) => !known.has(operation))
      .map((operation): OperationChange => ({ kind: 'new', operation: summaryOf(operation), changes: [] })),
    ...pairs.flatMap(({ was, is }): OperationChange[] => {
      const changes = compareOperations(sides, was, is);
      return changes.length > 0 ? [{ kind: 'changed', operation: summaryOf(is), changes }] : [];
    }),
  ];
  return { version, operations, schemas: schemaChanges(sides, pairs) };
}

interface Pair {
  readonly was: Operation;
  readonly is: Operation;
}

function pairsOf(before: readonly Operation[], after: readonly Operation[]): Pair[] {
  const byKey = new Map(after.map((operation) => [operation.key, operation]));
  const keys = new Set(before.map(({ key }) => key));
  const renamed = new Map(
    after.filter(({ key }) => !keys.has(key)).map((operation) => [routeOf(operation), operation]),
  );
  return before.flatMap((was) => {
    const is = byKey.get(was.key) ?? renamed.get(routeOf(was));
    return is ? [{ was, is }] : [];
  });
}

function summaryOf({
  key,
  version,
  method,
  path,
  tag,
  title,
  effect,
  deprecated,
  needsInput,
}: Operation): OperationSummary {
  return { key, version, method, path, tag, title, effect, deprecated, needsInput, names: [] };
}

function compareOperations(sides: SchemaSides, was: Operation, is: Operation): Change[] {
  const changed = (words: string, breaking = false): Change => ({
    kind: 'changed',
    where: 'operation',
    words,
    breaking,
  });
  return [
    ...(was.operationId === is.operationId ? [] : [changed(`operationId ${was.operationId} → ${is.operationId}`)]),
    ...(routeOf(was) === routeOf(is) ? [] : [changed(`${was.method} ${was.path} → ${is.method} ${is.path}`, true)]),
    ...(was.tag === is.tag ? [] : [changed(`group ${was.tag} → ${is.tag}`)]),
    ...(was.effect === is.effect ? [] : [changed(`effect: ${was.effect} → ${is.effect}`, isMilder(was, is))]),
    ...(was.deprecated === is.deprecated ? [] : [changed(is.deprecated ? 'deprecated' : 'no longer deprecated')]),
    ...compareParameters(sides, was, is),
    ...compareBody(sides, was, is),
    ...compareAnswers(sides, was, is),
    ...compareQuery(was, is),
  ];
}

/** Whether a question may no longer be asked that was asked before. */
function isMilder(was: Operation, is: Operation): boolean {
  return consequenceOf(was) !== undefined || is.effect === 'reads';
}

function compareParameters(sides: SchemaSides, was: Operation, is: Operation): Change[] {
  const changes: Change[] = [];
  const paths = pathNames(was, is);
  const now = new Map(is.parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  const before = new Set<string>();
  for (const parameter of was.parameters) {
    const name = (parameter.in === 'path' && paths.get(parameter.name)) || parameter.name;
    const id = `${parameter.in} ${name}`;
    before.add(id);
    const where = `${parameter.in} parameter ${name}`;
    const next = now.get(id);
    if (!next) changes.push({ kind: 'removed', where, words: 'removed', breaking: true });
    else {
      if (name !== parameter.name)
        changes.push({ kind: 'changed', where, words: `was called ${parameter.name}`, breaking: false });
      changes.push(...compareParameter(sides, parameter, next, where));
    }
  }
  for (const [id, parameter] of now) {
    if (before.has(id)) continue;
    const words = `new, ${describeType(parameter.schema, sides.after)}${parameter.required ? ', required' : ''}`;
    const where = `${parameter.in} parameter ${parameter.name}`;
    changes.push({ kind: 'new', where, words, breaking: parameter.required });
  }
  return changes;
}

/** What parameters of a path are called now, where it is the same path. */
function pathNames(was: Operation, is: Operation): ReadonlyMap<string, string> {
  if (routeOf(was) !== routeOf(is)) return new Map();
  const names = ({ path }: Operation) => [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '');
  const now = names(is);
  return new Map(names(was).map((name, index) => [name, now[index] ?? name]));
}

function compareParameter(sides: SchemaSides, was: Parameter, is: Parameter, where: string): Change[] {
  const changed = (words: string, breaking: boolean): Change => ({ kind: 'changed', where, words, breaking });
  return [
    ...(was.required === is.required
      ? []
      : [changed(is.required ? 'required now' : 'no longer required', is.required)]),
    ...((was.explode ?? true) === (is.explode ?? true)
      ? []
      : [changed(is.explode === false ? 'a list is joined by commas' : 'a list repeats its name', true)]),
    ...compareSchemas(sides, was.schema, is.schema, where, ASKED),
  ];
}

function compareBody(sides: SchemaSides, { requestBody: was }: Operation, { requestBody: is }: Operation): Change[] {
  const where = 'body';
  if (!was && !is) return [];
  if (!was)
    return [{ kind: 'new', where, words: is?.required ? 'new, required' : 'new', breaking: is?.required === true }];
  if (!is) return [{ kind: 'removed', where, words: 'removed', breaking: true }];
  const required: Change[] =
    was.required === is.required
      ? []
      : [{ kind: 'changed', where, words: is.required ? 'required now' : 'no longer required', breaking: is.required }];
  return [...required, ...compareContent(sides, was, is, where, ASKED)];
}

function compareAnswers(sides: SchemaSides, was: Operation, is: Operation): Change[] {
  const statuses = [...new Set([...Object.keys(was.responses), ...Object.keys(is.responses)])].sort();
  return statuses.flatMap((status): Change[] => {
    const where = `answer ${status}`;
    const [before, after] = [was.responses[status], is.responses[status]];
    if (!before) return [{ kind: 'new', where, words: 'new', breaking: false }];
    if (!after) return [{ kind: 'removed', where, words: 'removed', breaking: true }];
    return compareContent(sides, before, after, where, ANSWERED);
  });
}

function compareContent(
  sides: SchemaSides,
  was: MediaContent,
  is: MediaContent,
  where: string,
  use: typeof ASKED,
): Change[] {
  if (was.mediaType !== is.mediaType) {
    const words = `${was.mediaType ?? 'no content'} → ${is.mediaType ?? 'no content'}`;
    return [{ kind: 'changed', where, words, breaking: was.mediaType !== undefined || use.asked }];
  }
  return compareSchemas(sides, was.schema ?? {}, is.schema ?? {}, where, use);
}

function compareQuery({ query: was = {} }: Operation, { query: is = {} }: Operation): Change[] {
  const names = (query: typeof was) => query.filter?.fields.map(({ name }) => name);
  const sorted = (before: readonly string[] | undefined, after: readonly string[] | undefined, where: string) =>
    // A list that one of them does not state is no list that became shorter.
    before?.length && after?.length ? compareValues(before, after, where, 'field', true) : [];
  return [
    ...sorted(names(was), names(is), 'filter'),
    ...sorted(was.orderBy, is.orderBy, 'order'),
    ...sorted(was.fields, is.fields, 'fields to ask for'),
    ...operatorChanges(was, is),
  ];
}

function operatorChanges(was: NonNullable<Operation['query']>, is: NonNullable<Operation['query']>): Change[] {
  return (was.filter?.fields ?? []).flatMap((field) => {
    const now = is.filter?.fields.find(({ name }) => name === field.name);
    return now ? compareValues(field.operators, now.operators, `filter field ${field.name}`, 'comparison', true) : [];
  });
}

/** The changes of named schemas that both catalogs have and some operation of both uses. */
function schemaChanges(sides: SchemaSides, pairs: readonly Pair[]): SchemaChange[] {
  const uses = new Map<string, { asked: string[]; answered: string[] }>();
  const use = (name: string) => {
    const known = uses.get(name) ?? { asked: [], answered: [] };
    uses.set(name, known);
    return known;
  };
  for (const { is } of pairs) {
    const asked = [...is.parameters.map(({ schema }) => schema), is.requestBody?.schema];
    const answered = Object.values(is.responses).map(({ schema }): Schema | undefined => schema);
    for (const name of Object.keys(reachableSchemas(asked, sides.after))) use(name).asked.push(is.key);
    for (const name of Object.keys(reachableSchemas(answered, sides.after))) use(name).answered.push(is.key);
  }
  return [...uses].flatMap(([name, { asked, answered }]) => {
    if (!Object.hasOwn(sides.before, name)) return [];
    const changes = compareNamed(sides, name, { asked: asked.length > 0, answered: answered.length > 0 });
    return changes.length > 0 ? [{ name, changes, asked, answered }] : [];
  });
}
