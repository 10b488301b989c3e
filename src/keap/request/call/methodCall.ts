import type { Operation, Parameter } from '../../catalog/operation.ts';
import { textValue, type XmlRpcValue } from '../../xmlrpc/value.ts';
import { writeCall } from '../../xmlrpc/writeXmlRpc.ts';
import { readTree } from '../body/jsonTree.ts';
import { parameterId, type RequestDraft } from '../draft.ts';
import { inputTexts } from '../parameterValue.ts';
import { isJsonArgument, readArgument, takesEmptyText } from './argumentValue.ts';

/**
 * What stands where XML-RPC once had the key. Keap reads the key from the header and takes any text here; its own SDK
 * sends one, too (infusionsoft-php).
 */
export const KEY_PLACE = 'key-in-header';

/** Something to put right in an argument. */
export interface ArgumentProblem {
  readonly parameter: Parameter;
  /** Words that follow its name. */
  readonly words: string;
  readonly blocking: boolean;
}

/** The call of a draft as XML. @throws XmlRpcError for what `argumentProblems` tells of as blocking */
export function methodCallText(operation: Operation, draft: RequestDraft): string {
  const args = callArguments(operation, draft).map(({ parameter, value }) => value ?? emptyValue(parameter));
  const first = operation.call?.keyless ? [] : [textValue(KEY_PLACE)];
  return inLines(writeCall({ method: operation.operationId, args: [...first, ...args] }));
}

/** A call with a line for each argument, for whoever reads code: between these elements space means nothing. */
function inLines(call: string): string {
  return call
    .replace('<methodName>', '\n  <methodName>')
    .replace('<params>', '\n  <params>')
    .replaceAll('<param>', '\n    <param>')
    .replace('</params>', '\n  </params>')
    .replace('</methodCall>', '\n</methodCall>');
}

/**
 * The arguments of a draft in their order, up to the last that is filled in or required, with the values they go as;
 * undefined for one that was left empty.
 */
export function callArguments(
  operation: Operation,
  draft: RequestDraft,
): readonly { readonly parameter: Parameter; readonly value: XmlRpcValue | undefined }[] {
  return formOf(operation, draft).present.map((parameter) => {
    const input = inputOf(parameter, draft);
    if (input === undefined) return { parameter, value: undefined };
    const read = readArgument(parameter, input);
    return { parameter, value: 'value' in read ? read.value : textValue(inputTexts(input).join(',')) };
  });
}

/** What is wrong with the arguments of a draft, in the order of the form. */
export function argumentProblems(operation: Operation, draft: RequestDraft): ArgumentProblem[] {
  const { present, stray, others } = formOf(operation, draft);
  return operation.parameters.flatMap((parameter): ArgumentProblem[] => {
    const problem = (words: string, blocking: boolean) => [{ parameter, words, blocking }];
    const input = inputOf(parameter, draft);
    if (input === undefined) {
      if (!present.includes(parameter) || emptyValue(parameter).type === 'struct') return [];
      if (parameter.argument && takesEmptyText(parameter.argument)) {
        return problem('is empty and goes as an empty text.', false);
      }
      const instead = parameter.required ? undefined : others.find((form) => !form.includes(parameter.name));
      const first = instead?.find((name) => !operation.parameters.find((each) => each.name === name)?.required);
      return problem(first === undefined ? 'is required.' : `is required unless ${first} is filled in.`, true);
    }
    if (stray.includes(parameter)) {
      return problem('does not go with the other arguments that are filled in: leave it or them empty.', true);
    }
    const read = readArgument(parameter, input);
    if ('wrong' in read) return problem(read.wrong, true);
    const twice =
      parameter.argument && isJsonArgument(parameter.argument) ? namedTwice(inputTexts(input)[0] ?? '') : '';
    if (twice !== '') return problem(`has ${twice} twice, and one of the two would not be sent: take one out.`, true);
    // Where money moves, nothing goes as something else than it should be.
    const isBlocking = read.isOtherType === true && operation.effect === 'moves money';
    return read.doubt === undefined ? [] : problem(read.doubt, isBlocking);
  });
}

/** A name that one object of a JSON text has twice; empty where there is none. */
function namedTwice(text: string): string {
  const tree = readTree(text);
  const nodes = 'root' in tree ? [tree.root] : [];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (node.kind === 'array') for (const item of node.items) nodes.push(item);
    if (node.kind !== 'object') continue;
    const names = new Set<string>();
    for (const { name, value } of node.members) {
      if (names.has(name)) return name;
      names.add(name);
      nodes.push(value);
    }
  }
  return '';
}

/** The form of a method that what is filled in belongs to, the documented one where several do. */
function formOf(operation: Operation, draft: RequestDraft) {
  const filled = operation.parameters.filter((parameter) => inputOf(parameter, draft) !== undefined);
  const forms = operation.call?.forms ?? [];
  const outside = (form: readonly string[]) => filled.filter(({ name }) => !form.includes(name));
  const [form = [], ...others] = forms.toSorted((a, b) => outside(a).length - outside(b).length);
  const inOrder = form.flatMap((name) => operation.parameters.find((parameter) => parameter.name === name) ?? []);
  const last = inOrder.findLastIndex((parameter) => filled.includes(parameter) || !parameter.argument?.optional);
  return { present: inOrder.slice(0, last + 1), stray: outside(form), others };
}

/**
 * What goes in the place of an argument that was left empty: no conditions are an empty struct. What cannot be empty is
 * still to be filled in, and stands in code as a path's parameter does there.
 */
function emptyValue({ name, argument }: Parameter): XmlRpcValue {
  if (argument?.role === 'conditions') return { type: 'struct', members: new Map() };
  return textValue(argument && !takesEmptyText(argument) ? `{${name}}` : '');
}

function inputOf(parameter: Parameter, draft: RequestDraft) {
  const input = draft.parameters[parameterId(parameter)];
  return inputTexts(input).length > 0 ? input : undefined;
}
