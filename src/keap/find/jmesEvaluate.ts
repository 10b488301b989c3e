/** JMESPath's meaning (jmespath.site, with `let`, arithmetic and the root), over values that keep their digits. */
import type { compile } from '@jmespath-community/jmespath';
import { numberText } from '../exactJson.ts';
import { asList } from '../json.ts';
import { FindError } from './findError.ts';
import { callFunction, ExpressionValue } from './jmesFunctions.ts';
import { unmarked } from './jmesLiterals.ts';
import { kindOf, memberOf, membersOf, order, same } from './values.ts';

/** An expression taken apart, as the library's parser gives it. */
export type JmesNode = ReturnType<typeof compile>;

export interface JmesScope {
  readonly root: unknown;
  readonly variables: ReadonlyMap<string, unknown>;
}

type Node<Type extends JmesNode['type']> = Extract<JmesNode, { readonly type: Type }>;

/** What an expression makes of a value; null where there is nothing. @throws FindError where a function refuses */
export function evaluate(node: JmesNode, value: unknown, scope: JmesScope): unknown {
  const at = (part: JmesNode, of = value): unknown => evaluate(part, of, scope);
  switch (node.type) {
    case 'Identity':
    case 'Current':
      return value;
    case 'Root':
      return scope.root;
    case 'Field':
      return memberOf(value, node.name) ?? null;
    case 'Index':
      return asList(value)?.at(node.value) ?? null;
    case 'Literal':
      return unmarked(node.value);
    case 'Subexpression': {
      const left = at(node.left);
      return left === null ? null : at(node.right, left);
    }
    case 'IndexExpression':
    case 'Pipe':
      return at(node.right, at(node.left));
    case 'Slice':
      return slice(value, node);
    case 'Projection':
      return projection(node.left, node.right, value, scope);
    case 'ValueProjection': {
      const members = membersOf(at(node.left));
      return members ? present(Object.values(members).map((item) => at(node.right, item))) : null;
    }
    case 'FilterProjection': {
      const passing = asList(at(node.left))?.filter((item) => isTrue(at(node.condition, item)));
      return passing ? present(passing.map((item) => at(node.right, item))) : null;
    }
    case 'Flatten':
      return asList(at(node.child))?.flat() ?? null;
    case 'MultiSelectList':
      return node.children.map((child) => at(child));
    case 'MultiSelectHash':
      return Object.fromEntries(node.children.map((child) => [child.name, at(child.value)]));
    case 'OrExpression': {
      const left = at(node.left);
      return isTrue(left) ? left : at(node.right);
    }
    case 'AndExpression': {
      const left = at(node.left);
      return isTrue(left) ? at(node.right) : left;
    }
    case 'NotExpression':
      return !isTrue(at(node.child));
    case 'Ternary':
      return at(isTrue(at(node.condition)) ? node.trueExpr : node.falseExpr);
    case 'Comparator':
      return compares(node.name, at(node.left), at(node.right));
    case 'Arithmetic':
      return arithmetic(node, numberFor(at(node.left)), numberFor(at(node.right)));
    case 'Unary': {
      const operand = numberFor(at(node.operand));
      return node.operator === 'Minus' ? -operand : operand;
    }
    case 'Function':
      return callFunction(
        node.name,
        node.children.map((child) => at(child)),
      );
    case 'ExpressionReference':
      return new ExpressionValue((item) => at(node.child, item));
    case 'LetExpression': {
      const added = node.bindings.map(({ variable, reference }) => [variable, at(reference)] as const);
      return evaluate(node.expression, value, { ...scope, variables: new Map([...scope.variables, ...added]) });
    }
    case 'Variable':
      if (!scope.variables.has(node.name)) throw new FindError(`There is no variable ${node.name}.`);
      return scope.variables.get(node.name);
    case 'Binding':
      return at(node.reference);
  }
}

/** What counts as true: everything but null, false and what is empty. */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  const members = membersOf(value);
  return !members || value instanceof ExpressionValue || Object.keys(members).length > 0;
}

function projection(left: JmesNode, right: JmesNode, value: unknown, scope: JmesScope): unknown {
  const base = evaluate(left, value, scope);
  // A slice of a string is a string.
  if (typeof base === 'string' && left.type === 'IndexExpression') return evaluate(right, base, scope);
  const items = asList(base);
  return items ? present(items.map((item) => evaluate(right, item, scope))) : null;
}

/** Projections leave out what was not found. */
function present(values: readonly unknown[]): unknown[] {
  return values.filter((value) => value !== null);
}

function compares(operator: Node<'Comparator'>['name'], left: unknown, right: unknown): boolean | null {
  if (operator === 'EQ') return same(left, right);
  if (operator === 'NE') return !same(left, right);
  if (kindOf(left) !== 'number' || kindOf(right) !== 'number') return null;
  const sign = order(left, right) ?? 0;
  if (operator === 'LT') return sign < 0;
  if (operator === 'LTE') return sign <= 0;
  return operator === 'GT' ? sign > 0 : sign >= 0;
}

function numberFor(value: unknown): number {
  const digits = numberText(value);
  if (digits === undefined) throw new FindError(`Arithmetic takes numbers, and ${kindOf(value)} is none.`);
  return Number(digits);
}

function arithmetic({ operator }: Node<'Arithmetic'>, left: number, right: number): number {
  const result = calculate(operator, left, right);
  if (!Number.isFinite(result)) throw new FindError('A division by zero has no result.');
  return result;
}

function calculate(operator: Node<'Arithmetic'>['operator'], left: number, right: number): number {
  if (operator === 'Plus') return left + right;
  if (operator === 'Minus') return left - right;
  if (operator === 'Divide') return left / right;
  if (operator === 'Modulo') return left % right;
  return operator === 'Div' ? Math.floor(left / right) : left * right;
}

function slice(value: unknown, { start, stop, step }: Node<'Slice'>): unknown {
  const items = typeof value === 'string' ? [...value] : asList(value);
  if (!items) return null;
  const by = step ?? 1;
  if (by === 0) throw new FindError('A slice cannot go in steps of 0.');
  const bounded = (index: number) => {
    const from = index < 0 ? index + items.length : index;
    return by > 0 ? Math.min(Math.max(from, 0), items.length) : Math.min(Math.max(from, -1), items.length - 1);
  };
  const first = start === null ? (by > 0 ? 0 : items.length - 1) : bounded(start);
  const end = stop === null ? (by > 0 ? items.length : -1) : bounded(stop);
  const taken: unknown[] = [];
  for (let index = first; by > 0 ? index < end : index > end; index += by) taken.push(items[index]);
  return typeof value === 'string' ? taken.join('') : taken;
}
