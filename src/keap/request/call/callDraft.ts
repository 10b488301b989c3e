import type { Operation, Parameter } from '../../catalog/operation.ts';
import type { XmlRpcValue } from '../../xmlrpc/value.ts';
import { writeCall } from '../../xmlrpc/writeXmlRpc.ts';
import { jsonOfValue } from '../../xmlrpc/xmlRpcJson.ts';
import { emptyDraft, type ParameterInput, parameterId, type RequestDraft } from '../draft.ts';
import { isListArgument, readArgument } from './argumentValue.ts';

/**
 * The draft that a call's arguments would be sent from, those after the key.
 * @returns undefined where the method has no form of so many, or an argument is one that no draft would send
 */
export function draftOfCall(operation: Operation, args: readonly XmlRpcValue[]): RequestDraft | undefined {
  for (const form of operation.call?.forms ?? []) {
    if (form.length < args.length) continue;
    const inputs = args.map((value, index): readonly [string, ParameterInput] | undefined => {
      const parameter = operation.parameters.find(({ name }) => name === form[index]);
      const input = parameter && inputOf(parameter, value);
      return parameter && input !== undefined ? [parameterId(parameter), input] : undefined;
    });
    if (!inputs.every((input) => input !== undefined)) continue;
    const filled = inputs.filter(([, input]) => input !== '');
    return { ...emptyDraft(operation.key), parameters: Object.fromEntries(filled) };
  }
  return undefined;
}

/** What to fill in so that just this value is sent. */
function inputOf(parameter: Parameter, value: XmlRpcValue): ParameterInput | undefined {
  // What is still to be filled in stands by its name.
  if (value.type === 'string' && (value.text === '' || value.text === `{${parameter.name}}`)) return '';
  const texts = candidates(parameter, value);
  return texts.find((input) => {
    const read = readArgument(parameter, input);
    return 'value' in read && written(read.value) === written(value);
  });
}

function candidates({ argument }: Parameter, value: XmlRpcValue): ParameterInput[] {
  const json = JSON.stringify(jsonOfValue(value), undefined, 2);
  if (value.type === 'array' && argument && isListArgument(argument)) {
    return [value.items.map(plainText), json];
  }
  return [plainText(value), json];
}

function plainText(value: XmlRpcValue): string {
  switch (value.type) {
    case 'string':
    case 'double':
      return value.text;
    case 'int':
    case 'boolean':
      return String(value.value);
    case 'dateTime':
      return value.text.replace(/^(\d{4})(\d{2})(\d{2})T/, '$1-$2-$3T');
    default:
      return JSON.stringify(jsonOfValue(value), undefined, 2);
  }
}

function written(value: XmlRpcValue): string {
  return writeCall({ method: 'compare', args: [value] });
}
