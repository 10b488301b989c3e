import type { Operation, Parameter } from '../catalog/operation.ts';
import { resolveSchema, type Schemas, schemaType } from '../catalog/schema.ts';
import { KEAP_ORIGINS } from '../connection.ts';
import { parseJson } from '../json.ts';
import { parameterId, type RequestDraft, redactDraft } from '../request/draft.ts';
import { checkText, inputTexts, isList, valueSchema } from '../request/parameterValue.ts';
import { indented, KEY_VARIABLE } from './codeRequest.ts';
import { jsString } from './javascript.ts';
import { type SdkArgument, sdkMethod } from './keapSdkMethod.ts';
import { LOOSE, NotInSdkError, type SdkNotes, sdkValue } from './keapSdkModel.ts';

const PACKAGE = 'keap-core-service-v2-sdk-ts';
/** How many characters a line of imports, and one of arguments, takes at most. */
const LINE = 110;
const ARGUMENTS = 70;

/** As the languages of requests, but of the operation itself: the SDK knows no addresses. */
export const KEAP_SDK = { id: 'keapSdk', label: 'TypeScript, Keap SDK', detail: `${PACKAGE} 2` } as const;

/** A request as the SDK needs it. */
export interface SdkRequest {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly draft: RequestDraft;
  /** Scheme and host, without a trailing slash. */
  readonly origin: string;
}

/** Whether Keap's SDK has an operation at all. It is made from the document of version 2. */
export function isInSdk({ version }: Operation): boolean {
  return version === 'v2';
}

/**
 * A call of Keap's TypeScript SDK, or in a sentence why there is none. A key that was typed into the request by mistake
 * is masked.
 */
export function toKeapSdk(request: SdkRequest): { readonly code: string } | { readonly reason: string } {
  try {
    return { code: callOf({ ...request, draft: redactDraft(request.draft) }) };
  } catch (error) {
    if (error instanceof NotInSdkError) return { reason: error.message };
    throw error;
  }
}

function callOf({ operation, schemas, draft, origin }: SdkRequest): string {
  assertSendable(operation);
  const method = sdkMethod(operation);
  const notes: SdkNotes = { types: new Set(), unknown: [] };
  const given = method.arguments.map((argument) => ({
    ...argument,
    text: argument.parameter
      ? parameterText(argument.parameter, schemas, draft)
      : bodyText(operation, schemas, draft, notes),
  }));
  const missing = given.filter(({ required, text }) => required && text === undefined).map(({ name }) => name);
  if (missing.length > 0) throw new NotInSdkError(`The Keap SDK needs ${missing.join(' and ')}: fill it in first.`);
  const call = `await api.${method.name}(${argumentsText(given)});`;
  const answers = Object.values(operation.responses).some(({ schema }) => schema);
  const own = KEAP_ORIGINS.includes(origin);
  const names = [
    method.className,
    'createConfiguration',
    'Oauth2Authentication',
    ...(own ? [] : ['ServerConfiguration']),
  ];
  const imports = [...names, ...[...notes.types].sort().map((type) => `type ${type}`)];
  return [
    `// A TypeScript module: npm install ${PACKAGE}@2. The key is read from ${KEY_VARIABLE}.`,
    ...commentLines(call, notes),
    importLine(imports),
    '',
    'const configuration = createConfiguration({',
    ...(own ? [] : [`  baseServer: new ServerConfiguration(${jsString(`${origin}/crm`)}, {}),`]),
    `  authMethods: { default: new Oauth2Authentication(process.env.${KEY_VARIABLE} ?? '') },`,
    '});',
    `const api = new ${method.className}(configuration);`,
    answers ? `const answer = ${call}` : call,
    ...(answers ? ['console.log(answer);'] : []),
    '',
  ].join('\n');
}

/** @throws NotInSdkError for what the SDK has in a shape that does not reach the server */
function assertSendable({ key, requestBody }: Operation): void {
  if (requestBody?.mediaType === 'multipart/form-data') {
    throw new NotInSdkError(
      'The Keap SDK takes the parts of a form in an order that changes between its releases: pick another language.',
    );
  }
  // Its one argument for them sends what was left out as the text "undefined". Read in ReportingApi of SDK 2.0.1.
  if (key === 'v2:runReport') {
    throw new NotInSdkError('The Keap SDK does not send the paging of this operation rightly: pick another language.');
  }
}

/** Undefined where nothing was typed. */
function parameterText(parameter: Parameter, schemas: Schemas, draft: RequestDraft): string | undefined {
  const texts = inputTexts(draft.parameters[parameterId(parameter)]);
  if (texts.length === 0) return undefined;
  const type = schemaType(valueSchema(parameter, schemas));
  const values = texts.map((text) => {
    if (type === 'string' || type === undefined) return jsString(text);
    const wrong = checkText(text, valueSchema(parameter, schemas));
    if (wrong) throw new NotInSdkError(`${parameter.name} ${wrong}`);
    if (type !== 'boolean' && !Number.isSafeInteger(Number(text))) {
      throw new NotInSdkError(`The Keap SDK cannot send all digits of ${parameter.name}: pick another language.`);
    }
    return type === 'boolean' ? text : String(Number(text));
  });
  if (!isList(parameter, schemas)) return values.join(',');
  const list = `[${values.join(', ')}]`;
  if (!resolveSchema(parameter.schema, schemas).uniqueItems) return list;
  // It repeats the name for each item, `fields` too, as Keap's document has it. Read in OpportunityApi of SDK 2.0.1.
  return `new Set(${list})`;
}

function bodyText(
  { requestBody }: Operation,
  schemas: Schemas,
  draft: RequestDraft,
  notes: SdkNotes,
): string | undefined {
  if (!requestBody || draft.body.trim() === '') return undefined;
  const body = parseJson(draft.body);
  if ('error' in body) throw new NotInSdkError('The Keap SDK needs a body that is JSON: mend it first.');
  return sdkValue(body.value, requestBody.schema, schemas, notes);
}

/** On one line where that is short and says what each is. */
function argumentsText(given: readonly (SdkArgument & { readonly text: string | undefined })[]): string {
  const last = given.findLastIndex(({ text }) => text !== undefined);
  const passed = given.slice(0, last + 1);
  const inline = passed.map(({ text }) => text ?? 'undefined').join(', ');
  if (passed.every(({ text }) => text !== undefined) && !inline.includes('\n') && inline.length <= ARGUMENTS)
    return inline;
  if (passed.length === 1) return inline;
  const lines = passed.map(({ name, text }) =>
    text === undefined ? `undefined, // ${name}` : `${indented(text, 2)},`,
  );
  return `\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function importLine(names: readonly string[]): string {
  const line = `import { ${names.join(', ')} } from '${PACKAGE}';`;
  return line.length <= LINE ? line : `import {\n${names.map((name) => `  ${name},\n`).join('')}} from '${PACKAGE}';`;
}

function commentLines(call: string, { unknown }: SdkNotes): string[] {
  const left = unknown.map((path) => path.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')).join(', ');
  return [
    ...(left ? [`// The SDK does not know these and leaves them out: ${left}.`] : []),
    ...(call.includes(` ${LOOSE}`)
      ? [`// ${LOOSE}: the SDK sends this as it stands, though its types would not take it.`]
      : []),
  ];
}
