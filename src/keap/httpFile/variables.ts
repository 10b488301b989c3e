import type { HeldResponse } from '../http/httpResponse.ts';
import { type AnswerPart, isAnswerPath, valueInAnswer } from './answerPath.ts';
import type { HttpFile } from './readHttpFile.ts';

/** A variable without a value. */
export interface Missing {
  /** A sentence that says what to do. */
  readonly message: string;
  /** The name of the request whose answer it waits for. */
  readonly sendFirst?: string;
}

export type Resolved = { readonly value: string } | { readonly missing: Missing };

/** `{{…}}`, with what stands between. */
export const REFERENCE = /\{\{([^{}\n]+)\}\}/g;

/** How many characters variables may stand for, those within each other counted: they can double at every step. */
const MOST_CHARACTERS = 50_000;

/** `search.response.body.$.contacts[0].id`, as REST Client writes it. */
const OF_ANSWER = /^([^\s.]+)\.(response|request)\.(body|headers)(?:\.(.*))?$/;

/** How the clients read the environment of the machine. */
const OF_ENVIRONMENT = /^\$(?:dotenv|processEnv|env|shared|global)\b/;

/** What the variables of a file stand for. */
export class FileVariables {
  private readonly file: HttpFile;
  private left = MOST_CHARACTERS;
  private readonly answerOf: (request: string) => Pick<HeldResponse, 'status' | 'headers' | 'body'> | undefined;

  /** @param answerOf the last answer to a request of the file, by its name */
  constructor(
    file: HttpFile,
    answerOf: (request: string) => Pick<HeldResponse, 'status' | 'headers' | 'body'> | undefined,
  ) {
    this.file = file;
    this.answerOf = answerOf;
  }

  /** @param expression what stands between `{{` and `}}` */
  resolve(expression: string): Resolved {
    this.left = MOST_CHARACTERS;
    return this.resolveIn(expression.trim(), []);
  }

  /**
   * A text with all variables in it, also those within their values.
   * @param written how a value is written where it comes to stand
   */
  fill(text: string, written = (value: string, _at: number): string => value): { text: string; missing: Missing[] } {
    const missing: Missing[] = [];
    const filled = text.replaceAll(REFERENCE, (whole, expression: string, at: number) => {
      const resolved = this.resolve(expression);
      if ('value' in resolved) return written(resolved.value, at);
      missing.push(resolved.missing);
      return whole;
    });
    return { text: filled, missing };
  }

  /** A text with the file's own variables in it; those that need an answer, or have no value, stay as they are. */
  expand(text: string): string {
    this.left = MOST_CHARACTERS;
    return this.expandIn(text, []);
  }

  private expandIn(text: string, trail: readonly string[]): string {
    return text.replaceAll(REFERENCE, (whole, written: string) => {
      const expression = written.trim();
      const value = trail.includes(expression) ? undefined : this.valueOf(expression);
      if (value === undefined || !this.affords(value)) return whole;
      return this.expandIn(value, [...trail, expression]);
    });
  }

  private affords(value: string): boolean {
    this.left -= value.length + 1;
    return this.left >= 0;
  }

  private valueOf(name: string): string | undefined {
    return this.file.variables.findLast((variable) => variable.name === name)?.value;
  }

  private resolveIn(expression: string, trail: readonly string[]): Resolved {
    if (trail.includes(expression)) {
      const circle = [...trail.slice(trail.indexOf(expression)), expression].join(' → ');
      return missing(`The variables ${circle} stand for each other: give one of them a value.`);
    }
    const own = this.valueOf(expression);
    if (own !== undefined && !this.affords(own))
      return missing(`{{${trail[0] ?? expression}}} stands for too much: shorten it.`);
    if (own !== undefined) return this.fillIn(own, [...trail, expression]);
    const [, request, direction, part, path = ''] = OF_ANSWER.exec(expression) ?? [];
    if (request !== undefined) return this.inAnswer(expression, request, direction, part as AnswerPart, path);
    if (OF_ENVIRONMENT.test(expression)) {
      return missing(
        `{{${expression}}} is for other clients: the environment is not read here. Give it a value by a line such as @name = value.`,
      );
    }
    if (expression.startsWith('$')) return missing(`{{${expression}}} is not known here: write the value itself.`);
    return missing(`{{${expression}}} has no value: add the line @${expression} = value to the file.`);
  }

  private fillIn(text: string, trail: readonly string[]): Resolved {
    let first: Missing | undefined;
    const value = text.replaceAll(REFERENCE, (whole, expression: string) => {
      const resolved = this.resolveIn(expression.trim(), trail);
      if ('value' in resolved) return resolved.value;
      first ??= resolved.missing;
      return whole;
    });
    return first ? { missing: first } : { value };
  }

  private inAnswer(
    expression: string,
    request: string,
    direction: string | undefined,
    part: AnswerPart,
    path: string,
  ): Resolved {
    if (direction === 'request') return missing(`{{${expression}}} is not read here: only answers are.`);
    if (!this.file.requests.some(({ name }) => name === request)) {
      return missing(`{{${expression}}} needs a request of this file with the name ${request}, and there is none.`);
    }
    const response = this.answerOf(request);
    if (!response) {
      return {
        missing: { message: `{{${expression}}} needs an answer to ${request}: send that first.`, sendFirst: request },
      };
    }
    if (part === 'body' && !isAnswerPath(path)) {
      return missing(`{{${expression}}} is no path that is read here: write one such as $.contacts[0].id.`);
    }
    const value = valueInAnswer(response, part, path);
    if (value !== undefined) return { value };
    const place = part === 'headers' ? `no header ${path}` : `nothing at ${path}`;
    return missing(`The last answer to ${request}, with status ${response.status}, has ${place}.`);
  }
}

function missing(message: string): Resolved {
  return { missing: { message } };
}
