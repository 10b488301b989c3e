import {
  FunctionExpressionType,
  JSONPathEnvironment,
  JSONPathError,
  JSONPathNodeList,
  jsonpath,
  Nothing,
} from 'json-p3';
import { numberOf } from '../exactJson.ts';
import { FindError } from './findError.ts';
import { unfinished } from './unfinished.ts';
import { childrenOf, kindOf, membersOf, order, same } from './values.ts';

const { FilterQuery, FunctionExtension, InfixExpression, LogicalExpression, NumberLiteral, PrefixExpression } =
  jsonpath.expressions;
type Expression = InstanceType<typeof LogicalExpression>['expression'];
type Context = Parameters<Expression['evaluate']>[0];
type Value = Parameters<JSONPathEnvironment['query']>[1];

/** The functions of JSONPath's filters: RFC 9535, section 2.4. */
export const JSON_PATH_FUNCTIONS: readonly string[] = ['length', 'count', 'match', 'search', 'value'];

/** As deep as any answer goes that a parser takes. */
const DEEPEST = 5_000;

/** RFC 9535, with numbers that keep their digits: an object that holds some is a number, and has no members. */
class ExactEnvironment extends JSONPathEnvironment {
  constructor() {
    super({ maxRecursionDepth: DEEPEST });
    const { ValueType } = FunctionExpressionType;
    const length = (value: unknown) => {
      if (typeof value === 'string') return [...value].length;
      return Array.isArray(value) || membersOf(value) ? childrenOf(value).length : Nothing;
    };
    this.functionRegister.set('length', { argTypes: [ValueType], returnType: ValueType, call: length });
    this.functionRegister.delete('has');
  }

  override entries(object: { [key: string]: Value }): [string, Value][] {
    return membersOf(object) ? Object.entries(object) : [];
  }
}

const environment = new ExactEnvironment();

/** What a JSONPath expression (RFC 9535) finds in a value, in order. @throws FindError where it is none */
export function queryJsonPath(expression: string): (value: unknown) => unknown[] {
  const query = compile(expression);
  return (value) =>
    [...query.lazyQuery(value as Value)]
      // `rawJSON` is what holds the digits of a number, no member of the answer.
      .filter(({ location, root }) => location.at(-1) !== 'rawJSON' || parentIsObject(location, root))
      .map(({ value: found }) => found);
}

function compile(expression: string): ReturnType<JSONPathEnvironment['compile']> {
  try {
    const query = environment.compile(expression);
    compareExactly(query);
    return query;
  } catch (error) {
    throw error instanceof JSONPathError ? explained(expression, error) : error;
  }
}

function parentIsObject(location: readonly (string | number)[], root: unknown): boolean {
  const parent = location.slice(0, -1).reduce<unknown>((value, part) => Object(value)[part], root);
  return kindOf(parent) === 'object';
}

/** Lets all comparisons of a query's filters see numbers as they are written. */
function compareExactly(query: ReturnType<JSONPathEnvironment['compile']>): void {
  for (const { selectors } of query.segments) {
    for (const selector of selectors) {
      if (selector instanceof jsonpath.selectors.FilterSelector) visit(selector.expression);
    }
  }
}

function visit(expression: Expression): void {
  if (expression instanceof LogicalExpression) visit(expression.expression);
  else if (expression instanceof PrefixExpression) visit(expression.right);
  else if (expression instanceof FilterQuery) compareExactly(expression.path);
  else if (expression instanceof FunctionExtension) expression.args.forEach(visit);
  else if (expression instanceof InfixExpression) {
    visit(expression.left);
    visit(expression.right);
    if (expression.logical) return;
    const [left, right] = [operand(expression.left), operand(expression.right)];
    expression.evaluate = (context) => compares(left(context), expression.operator, right(context));
  }
}

function operand(expression: Expression): (context: Context) => unknown {
  if (expression instanceof NumberLiteral) {
    const literal = numberOf(expression.token.value);
    return () => literal;
  }
  return (context) => {
    const found = expression.evaluate(context);
    if (!(found instanceof JSONPathNodeList)) return found;
    const [node] = found.nodes;
    return node ? node.value : Nothing;
  };
}

function compares(left: unknown, operator: string, right: unknown): boolean {
  const equal = left === Nothing || right === Nothing ? left === right : same(left, right);
  if (operator === '==') return equal;
  if (operator === '!=') return !equal;
  if (equal) return operator === '<=' || operator === '>=';
  const sign = order(left, right) ?? 0;
  return operator.startsWith('<') ? sign < 0 : sign > 0;
}

/** A sentence of ours for the library's, which names grammar rules. */
function explained(expression: string, { message, token, name }: JSONPathError): FindError {
  const at = Math.min(token.index, expression.length);
  const rest = expression.slice(at);
  if (name === 'UndefinedFilterFunctionError') {
    return new FindError(`There is no function ${token.value}: JSONPath has ${JSON_PATH_FUNCTIONS.join(', ')}.`, at);
  }
  if (message.startsWith('unclosed string')) return new FindError('A quote is missing at the end.', expression.length);
  if (/^=(?!=)/.test(rest)) return new FindError('Compare with ==, not with =.', at);
  const bare = /(?:\?|&&|\|\||!|\()\s*([A-Za-z_]\w*)\s*$/.exec(expression.slice(0, at))?.[1];
  if (bare) {
    const start = expression.lastIndexOf(bare, at);
    return new FindError(`Inside a filter, a property begins with @: @.${bare}.`, start);
  }
  const missing = unfinished(expression).parts.at(-1)?.opener === '(' ? ')' : ']';
  const open = unfinished(expression).parts.length > 1;
  if (open) return new FindError(`A ${missing} is missing at the end.`, expression.length);
  if (rest.trim() === '') return new FindError('Something is missing at the end.', at);
  return new FindError(`${quoted(rest)} does not fit there.`, at);
}

/** The first characters of what does not fit, as a sentence can quote them. */
export function quoted(text: string): string {
  return `“${/^(?:\w{1,30}|.)/su.exec(text)?.[0] ?? ''}”`;
}
