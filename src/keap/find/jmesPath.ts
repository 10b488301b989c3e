import { compile, tokenize } from '@jmespath-community/jmespath';
import { FindError } from './findError.ts';
import { evaluate } from './jmesEvaluate.ts';
import { holdsNumbers, LITERAL, markNumbers } from './jmesLiterals.ts';
import { quoted } from './jsonPath.ts';

/**
 * What a JMESPath expression makes of a value: null where it finds nothing. The grammar is a library's; what it means
 * is ours, since numbers keep their digits here and nothing inherited is a member. @throws FindError where it is none
 */
export function queryJmesPath(expression: string): (value: unknown) => unknown {
  const node = parse(expression);
  return (value) => evaluate(node, value, { root: value, variables: new Map() });
}

function parse(expression: string): ReturnType<typeof compile> {
  let node: ReturnType<typeof compile>;
  try {
    node = compile(expression);
  } catch (error) {
    throw explained(expression, error instanceof Error ? error.message : '');
  }
  return holdsNumbers(expression) ? compile(markNumbers(expression)) : node;
}

/** The parser names no place, so it is found: the first token up to which it is not the end that is missing. */
function explained(expression: string, message: string): FindError {
  if (/unexpected end of JSON input/i.test(message)) return unclosed(expression);
  let tokens: ReturnType<typeof tokenize>;
  try {
    tokens = tokenize(expression);
  } catch {
    return unknownCharacter(expression);
  }
  for (const [index, { start, type }] of tokens.entries()) {
    const next = tokens[index + 1]?.start ?? expression.length;
    const wrong = problemOf(expression.slice(0, next));
    if (type === 'EOF' || wrong === undefined || wrong.includes('EOF')) continue;
    if (type === 'Number')
      return new FindError(`Numbers stand in backticks: \`${expression.slice(start, next)}\`.`, start);
    return new FindError(`${quoted(expression.slice(start))} does not fit there.`, start);
  }
  return new FindError(endWords(message), expression.length);
}

function problemOf(expression: string): string | undefined {
  try {
    compile(expression);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['Rbracket', ']'],
  ['Rparen', ')'],
  ['Rbrace', '}'],
]);

function endWords(message: string): string {
  const missing = CLOSING.get(/expected (\w+), got: EOF/.exec(message)?.[1] ?? '');
  return missing ? `A ${missing} is missing at the end.` : 'Something is missing at the end.';
}

function unclosed(expression: string): FindError {
  const rest = expression.replaceAll(LITERAL, (all) => ' '.repeat(all.length));
  const at = rest.search(/["'`]/);
  if (at >= 0) return new FindError(`The ${rest[at]} has no second one.`, at);
  const literal = expression.indexOf('`');
  return new FindError('Between backticks stands JSON: `12`, `true`, `"text"`.', literal < 0 ? undefined : literal);
}

function unknownCharacter(expression: string): FindError {
  for (let length = 1; length <= expression.length; length++) {
    try {
      tokenize(expression.slice(0, length));
    } catch (error) {
      const ends = error instanceof Error && /unexpected end|expected end|end of/i.test(error.message);
      if (!ends) return new FindError(`${quoted(expression.slice(length - 1))} does not fit there.`, length - 1);
    }
  }
  return unclosed(expression);
}
