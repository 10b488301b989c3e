import type { Operation, Parameter } from '../../keap/catalog/operation.ts';
import { type Schemas, schemaType } from '../../keap/catalog/schema.ts';
import { bodyTemplate } from '../../keap/request/bodyTemplate.ts';
import { isJsonArgument } from '../../keap/request/call/argumentValue.ts';
import { emptyDraft, parameterId, type RequestDraft } from '../../keap/request/draft.ts';
import { isList, valueSchema } from '../../keap/request/parameterValue.ts';
import { validateDraft } from '../../keap/request/validation.ts';
import { ACTION, askText, BACK, pickOne } from '../connections/multiStep.ts';

/**
 * Asks, one after the other and with a way back, for what an operation requires. What only a form can hold (files,
 * a body of many properties) is for the request builder: a step offers it.
 * @returns the draft, whether to go on in the builder with it, or undefined where the user gave up
 */
export async function askForRequired(
  operation: Operation,
  schemas: Schemas,
): Promise<{ readonly draft: RequestDraft; readonly inBuilder: boolean } | undefined> {
  // Which arguments are needed depends on each other where a method has several forms: the builder says so.
  if ((operation.call?.forms.length ?? 1) > 1) return { draft: emptyDraft(operation.key), inBuilder: true };
  const required = operation.parameters.filter((parameter) => parameter.required);
  const steps = [
    ...required.map((parameter) => ({ parameter })),
    ...(operation.requestBody?.required ? ['body' as const] : []),
  ];
  let draft = emptyDraft(operation.key);
  let at = 0;
  for (;;) {
    const step = steps[at];
    if (step === undefined) return { draft, inBuilder: false };
    const place = { title: operation.title, step: at + 1, totalSteps: steps.length, canGoBack: at > 0 };
    const answer =
      step === 'body'
        ? await askBody(operation, schemas, draft, place)
        : await askParameter(step.parameter, operation, schemas, draft, place);
    if (answer === undefined) return undefined;
    if (answer === 'builder') return { draft, inBuilder: true };
    if (answer === BACK) at--;
    else {
      draft = answer;
      at++;
    }
  }
}

interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

type Answer = RequestDraft | typeof BACK | 'builder' | undefined;

async function askParameter(
  parameter: Parameter,
  operation: Operation,
  schemas: Schemas,
  draft: RequestDraft,
  place: Place,
): Promise<Answer> {
  const id = parameterId(parameter);
  const list = isList(parameter, schemas);
  const schema = valueSchema(parameter, schemas);
  const withValue = (text: string): RequestDraft => ({
    ...draft,
    parameters: { ...draft.parameters, [id]: list ? text.split(',').map((item) => item.trim()) : text },
  });
  const choices = schema.enum?.map(String) ?? (schemaType(schema) === 'boolean' ? ['true', 'false'] : undefined);
  if (choices && !list) {
    const chosen = await pickOne({ ...place, placeholder: parameter.name, items: choices.map((label) => ({ label })) });
    return chosen === undefined || chosen === BACK ? chosen : withValue(chosen.label);
  }
  const typed = draft.parameters[id];
  const isJson = parameter.argument !== undefined && isJsonArgument(parameter.argument);
  const text = await askText({
    ...place,
    prompt: promptOf(parameter.name, list, isJson),
    value: typeof typed === 'string' ? typed : (typed?.join(',') ?? ''),
    // An argument may be an empty text.
    check: (value) =>
      validateDraft(operation, schemas, withValue(value)).find(
        ({ target, blocking }) => target === id && (blocking || value !== ''),
      )?.message,
    ...(isJson ? { action: IN_BUILDER } : {}),
  });
  if (text === ACTION) return 'builder';
  return typeof text === 'string' ? withValue(text) : text === BACK ? BACK : undefined;
}

function promptOf(name: string, list: boolean, isJson: boolean): string {
  if (list) return `${name}, several separated by commas`;
  return isJson ? `${name}, as JSON` : name;
}

const IN_BUILDER = { icon: 'edit', tooltip: 'Open in request builder' };

async function askBody(operation: Operation, schemas: Schemas, draft: RequestDraft, place: Place): Promise<Answer> {
  const body = operation.requestBody;
  if (!body) return draft;
  if (body.mediaType.startsWith('multipart/')) return 'builder';
  const template = JSON.stringify(JSON.parse(bodyTemplate(body.schema, schemas)));
  const text = await askText({
    ...place,
    prompt: 'Body as JSON',
    value: draft.body || template,
    check: (value) =>
      validateDraft(operation, schemas, { ...draft, body: value }).find(({ target }) => target === 'body')?.message,
    action: IN_BUILDER,
  });
  if (text === undefined || text === BACK) return text;
  if (text === ACTION) return 'builder';
  return { ...draft, body: text };
}
