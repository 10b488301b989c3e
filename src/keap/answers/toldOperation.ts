import type { Catalog, Operation } from '../catalog/operation.ts';
import { type Inputs, isAboutTable, onTable } from '../catalog/xmlrpc/onTable.ts';
import type { HttpRequest } from '../request/httpRequest.ts';
import { readCall } from '../xmlrpc/readXmlRpc.ts';
import { XmlRpcError } from '../xmlrpc/xmlRpcError.ts';

/** The operation of an answer as its request meant it: a method about tables is told of the one that was asked for. */
export function toldOperation(
  operation: Operation,
  { tables }: Pick<Catalog, 'tables'>,
  request: Pick<HttpRequest, 'body'>,
): Operation {
  if (!tables || !isAboutTable(operation)) return operation;
  const { body } = request;
  return onTable(operation, tables, body && 'text' in body ? textsOf(operation, body.text) : {});
}

/** The arguments of a call that are texts, which tables and fields are; those of the documented form, which have one. */
function textsOf({ call }: Operation, xml: string): Inputs {
  try {
    const { args } = readCall(xml);
    const given = call?.keyless ? args : args.slice(1);
    const [form = []] = call?.forms ?? [];
    return Object.fromEntries(
      form.flatMap((name, index) => {
        const value = given[index];
        return value?.type === 'string' ? [[`argument:${name}`, value.text]] : [];
      }),
    );
  } catch (error) {
    if (error instanceof XmlRpcError) return {};
    throw error;
  }
}
