import { schemaType } from '../catalog/schema.ts';
import type { XmlRpcField, XmlRpcTable } from '../catalog/xmlrpc/xmlRpcMethod.ts';
import type { PlainKind } from './kinds.ts';
import type { Place, Reference, ReferringOperation } from './references.ts';
import { customFieldOwner, kindOfField, kindOfTable } from './tableKinds.ts';

/** What a name alone refers to, as in REST. */
type Named = (name: string) => Reference | undefined;

/**
 * What a value of a method of XML-RPC refers to: what the lists of its arguments and tables say, and names where they
 * say nothing.
 */
export function referenceInMethod(operation: ReferringOperation, place: Place, named: Named): Reference | undefined {
  const { table } = operation;
  const names = place.path.filter((step): step is string => typeof step === 'string');
  const last = names.at(-1);
  if (place.in === 'filterField') {
    const owner = table && customFieldOwner(table.name);
    return owner && { kind: `customField:${owner}`, holds: 'name' };
  }
  if (place.in === 'argument') {
    return names.length > 1 ? inRow(table, last ?? '', named) : inArgument(operation, names[0] ?? '', named);
  }
  if (place.in !== 'answer') return undefined;
  return last === undefined ? ownId(operation) : inRow(table, last, named);
}

function inArgument({ parameters = [] }: ReferringOperation, name: string, named: Named): Reference | undefined {
  const argument = parameters.find((each) => each.name === name)?.argument;
  if (!argument || argument.role !== undefined) return undefined;
  const isList = argument.types.some((type) => type.startsWith('array'));
  const kind = argument.refersTo === undefined ? undefined : kindOfTable(argument.refersTo);
  if (kind) return { kind, holds: isList ? 'list' : 'one' };
  return kind === null || isList ? undefined : idNamed(name, named);
}

/** A field of a row, given or shown. Tags of a record are ids in one text. */
function inRow(table: XmlRpcTable | undefined, name: string, named: Named): Reference | undefined {
  if (name === 'Groups' && (table?.name === 'Contact' || table?.name === 'Company')) {
    return { kind: 'tag', holds: 'joined' };
  }
  const field: XmlRpcField = table?.fields.find((each) => each.name === name) ?? { name, type: 'unknown' };
  const kind: PlainKind | null | undefined = table ? kindOfField(table.name, field) : undefined;
  if (kind) return { kind, holds: 'one' };
  return kind === null || name === 'Id' ? undefined : idNamed(name, named);
}

function idNamed(name: string, named: Named): Reference | undefined {
  const found = /Id$/i.test(name) ? named(name) : undefined;
  return found?.holds === 'one' ? found : undefined;
}

/** A method that changes a row of a table and answers with a number gives the id of that row. */
function ownId({ effect, responses = {}, table }: ReferringOperation): Reference | undefined {
  const [answer] = Object.values(responses);
  const kind = table && effect !== 'reads' && effect !== undefined ? kindOfTable(table.name) : undefined;
  return kind && answer?.schema && schemaType(answer.schema) === 'integer' ? { kind, holds: 'one' } : undefined;
}
