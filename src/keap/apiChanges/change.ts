import type { OperationSummary, RestVersion } from '../catalog/operation.ts';

export type ChangeKind = 'new' | 'removed' | 'changed';

/**
 * One thing that one description says otherwise than another. It is *breaking* where a request that was right, or code
 * that reads an answer as it was described, may be wrong afterwards:
 * - what can be asked is less: an operation, parameter, property, value or filter gone, or within narrower bounds;
 * - more must be given: something is required now;
 * - an answer holds less: a property or a value gone, or not always there any more, or null;
 * - something has another type, format, media type, method or path;
 * - an operation counts as milder, so that a question may no longer be asked before it is sent.
 */
export interface Change {
  readonly kind: ChangeKind;
  /** What it is about, as people say it: `query parameter page_size`, `addresses[].city`, `answer 200`. */
  readonly where: string;
  /** What became of it, in words: `value "OPEN" removed`, `text → whole number`. */
  readonly words: string;
  readonly breaking: boolean;
}

/** What became of an operation, beside the named schemas it shares with others. */
export interface OperationChange {
  readonly kind: ChangeKind;
  /** As it is now; as it was, where it is gone. */
  readonly operation: OperationSummary;
  readonly changes: readonly Change[];
}

/** What became of a named schema, told once for all operations with it. */
export interface SchemaChange {
  readonly name: string;
  readonly changes: readonly Change[];
  /** Keys of the operations that have it somewhere in their body or their parameters. */
  readonly asked: readonly string[];
  /** Keys of the operations that have it somewhere in their answers. */
  readonly answered: readonly string[];
}

/** Everything one catalog says otherwise than another of the same version. */
export interface ApiChanges {
  readonly version: RestVersion;
  readonly operations: readonly OperationChange[];
  readonly schemas: readonly SchemaChange[];
}

/** Keys of operations by what became of them; of those that are gone, what is left to show. */
export interface ChangedOperations {
  readonly added: readonly string[];
  /** Changed themselves or by a schema. */
  readonly changed: readonly string[];
  /** Those of `changed` that may break requests or code. */
  readonly breaking: readonly string[];
  readonly removed: readonly OperationSummary[];
}

/** Which operations changes are about, those included that have a changed schema. */
export function changedOperations({ operations, schemas }: ApiChanges): ChangedOperations {
  const added = operations.filter(({ kind }) => kind === 'new').map(({ operation }) => operation.key);
  const fresh = new Set(added);
  const changed = new Set<string>();
  const breaking = new Set<string>();
  const note = (keys: readonly string[], changes: readonly Change[]): void => {
    for (const key of keys) {
      if (fresh.has(key)) continue;
      changed.add(key);
      if (changes.some((change) => change.breaking)) breaking.add(key);
    }
  };
  for (const { kind, operation, changes } of operations) if (kind === 'changed') note([operation.key], changes);
  for (const { asked, answered, changes } of schemas) note([...asked, ...answered], changes);
  return {
    added,
    changed: [...changed],
    breaking: [...breaking],
    removed: operations.filter(({ kind }) => kind === 'removed').map(({ operation }) => operation),
  };
}
