import type { Operation, Parameter } from '../catalog/operation.ts';

/** A method of Keap's TypeScript SDK, by the rules of the generator that makes it. */
export interface SdkMethod {
  readonly className: string;
  readonly name: string;
  /** In the order they are passed. */
  readonly arguments: readonly SdkArgument[];
}

export interface SdkArgument {
  readonly name: string;
  readonly required: boolean;
  /** Undefined for the body. */
  readonly parameter?: Parameter;
}

/**
 * Operations whose ids of the path Keap's document names from the last to the first, and with it the SDK; the catalog
 * has them as they stand in the path. Read in LeadSourceExpensesApi of SDK 2.0.1.
 */
const IDS_BACKWARDS: ReadonlySet<string> = new Set([
  'v2:deleteLeadSourceExpense',
  'v2:getLeadSourceExpense',
  'v2:updateLeadSourceExpense',
]);

/**
 * The class has the name of the tag, the method that of the operationId. First comes what is required, then the rest,
 * each in the document's order with the body last. Read in keap-core-service-v2-sdk-ts 2.0.1.
 */
export function sdkMethod({ key, tag, operationId, parameters, requestBody }: Operation): SdkMethod {
  const named = parameters.map(
    (parameter): SdkArgument => ({ name: camelCase(parameter.name), required: parameter.required, parameter }),
  );
  const inOrder = IDS_BACKWARDS.has(key) ? named.toReversed() : named;
  const all = requestBody ? [...inOrder, { name: 'body', required: requestBody.required }] : inOrder;
  return {
    className: `${tag.replaceAll(' ', '')}Api`,
    name: camelCase(operationId),
    arguments: [...all.filter(({ required }) => required), ...all.filter(({ required }) => !required)],
  };
}

/** `number_e164` as `numberE164`, `listPaymentMethods_1` as `listPaymentMethods1`. */
export function camelCase(name: string): string {
  return name.replaceAll(/_(.)/g, (_, next: string) => next.toUpperCase());
}
