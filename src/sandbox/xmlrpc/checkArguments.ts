import type { XmlRpcMethod, XmlRpcParameter, XmlRpcType } from '../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import type { XmlRpcValue } from '../../keap/xmlrpc/value.ts';
import type { Arguments } from './context.ts';
import { fault } from './faultError.ts';
import { plainOf } from './plain.ts';

/**
 * A call's arguments by their names, after the first form of the method that they fit.
 * @throws FaultError InvalidParameter that says what does not fit
 */
export function checkArguments({ forms, service, method }: XmlRpcMethod, values: readonly XmlRpcValue[]): Arguments {
  const name = `${service}.${method}`;
  const sized = forms.filter((form) => values.length >= leastOf(form) && values.length <= form.length);
  if (sized.length === 0) {
    const counts = [
      ...new Set(forms.map((form) => `${leastOf(form)} to ${form.length}`.replace(/^(\d+) to \1$/, '$1'))),
    ];
    fault('InvalidParameter', `${name} takes ${counts.join(' or ')} arguments after the key, not ${values.length}`);
  }
  const form = sized.find((each) => misfit(each, values) === undefined);
  if (form) return Object.fromEntries(form.map(({ name: argument }, index) => [argument, plainAt(values, index)]));
  const wrong = sized[0] && misfit(sized[0], values);
  fault(
    'InvalidParameter',
    `${name}: argument ${wrong?.name} must be ${wrong?.types.join(' or ')}, not ${values[wrong?.index ?? 0]?.type}`,
  );
}

function leastOf(form: readonly XmlRpcParameter[]): number {
  return form.filter(({ optional }) => !optional).length;
}

function plainAt(values: readonly XmlRpcValue[], index: number): unknown {
  const value = values[index];
  return value && plainOf(value);
}

function misfit(form: readonly XmlRpcParameter[], values: readonly XmlRpcValue[]) {
  const index = form.findIndex((parameter, at) => values[at] !== undefined && !fits(parameter, values[at]));
  const parameter = form[index];
  return parameter && { ...parameter, index };
}

function fits({ name, types, enum: choices }: XmlRpcParameter, value: XmlRpcValue): boolean {
  if (value.type === 'nil') return true;
  // Documents and SDKs write dates as texts; clients with a type for them send that.
  if (value.type === 'dateTime' && /date/i.test(name)) return true;
  if (choices && value.type === 'string' && !choices.includes(value.text)) return false;
  return types.some((type) => isOf(type, value));
}

const ITEM_TYPES: Readonly<Partial<Record<XmlRpcType, XmlRpcValue['type']>>> = {
  'array<int>': 'int',
  'array<string>': 'string',
};

function isOf(type: XmlRpcType, value: XmlRpcValue): boolean {
  if (type === 'any') return true;
  if (type === 'double') return value.type === 'double' || value.type === 'int';
  if (type === 'dateTime.iso8601') return value.type === 'dateTime';
  const item = ITEM_TYPES[type];
  if (item) return value.type === 'array' && value.items.every((each) => each.type === item);
  return type === value.type;
}
