import { confirmVerb } from '../catalog/effectWords.ts';
import { tableNamed } from '../catalog/xmlrpc/onTable.ts';
import { accountOf, KIND_LABELS } from '../connection.ts';
import { plainText } from './plainText.ts';
import { recordWords } from './recordCount.ts';
import type { Question } from './safety.ts';

/** A question as people read it. Every text in it is safe to show, whatever account and request hold. */
export interface QuestionWords {
  /** The operation and where: `Delete contact on Acme`. */
  readonly title: string;
  /** Connection, account, records and request, a line each. */
  readonly facts: readonly string[];
  /** The same in one line, for an input box. */
  readonly line: string;
  /** What to know before, a sentence each. */
  readonly warnings: readonly string[];
  /** The button that goes on in the request builder with another draft; undefined where there is none. */
  readonly instead: string | undefined;
  /** What it does, and how that can be undone where it is known, as sentences. */
  readonly consequence: string;
  /** The button that goes ahead. */
  readonly verb: string;
  /** What has to be typed, as it can be typed. */
  readonly word: string | undefined;
}

/** More of a path and query than this is left out of the middle. */
const TARGET_LENGTH = 160;
const NAME_LENGTH = 60;
const WARNING_LENGTH = 400;

/** Names connection, account, operation and how many records. */
export function questionWords(question: Question): QuestionWords {
  const { operation, connection, consequence, records, target, warnings, undoing, instead, word, run } = question;
  const name = plainText(connection.name, NAME_LENGTH);
  const known = plainText(accountOf(connection), TARGET_LENGTH);
  const use = connection.kind === 'sandbox' ? 'made-up account' : connection.production ? 'production' : 'test account';
  const counted = recordWords(records);
  const request = operation.call ? callWords(question) : `${operation.method} ${shorten(target)}`;
  const many = run && `${run.requests.toLocaleString('en')} from ${plainText(run.source, NAME_LENGTH)}`;
  return {
    title: `${operation.title} on ${name}`,
    facts: [
      `Connection: ${[name, ...(connection.kind === 'sandbox' ? [] : [KIND_LABELS[connection.kind]]), use].join(', ')}`,
      ...(known ? [`Account: ${known}`] : []),
      `Records: ${counted}`,
      ...(many === undefined ? [`Request: ${request}`] : [`Requests: ${many}`, `The first: ${request}`]),
    ],
    line: `${capital(counted)} of ${known || name} (${use}). ${many === undefined ? '' : `Requests: ${many}; the first: `}${request}`,
    warnings: warnings.map((warning) => plainText(warning, WARNING_LENGTH)),
    instead: instead?.label,
    consequence: undoing === undefined ? consequence : `${consequence} ${plainText(undoing, WARNING_LENGTH)}`,
    verb: confirmVerb(operation),
    word: word === undefined ? undefined : plainText(word, NAME_LENGTH),
  };
}

/** A method, and the table it is told to write to. */
function callWords({ operation: { operationId, parameters }, draft }: Question): string {
  const takesTable = parameters.some(({ argument }) => argument?.role === 'table');
  const table = takesTable ? tableNamed({ parameters }, draft.parameters) : undefined;
  return table === undefined ? operationId : `${operationId} on ${plainText(table, NAME_LENGTH)}`;
}

/** Path and query with their values readable, and the middle of a long one left out. */
function shorten(target: string): string {
  return plainText(decoded(target), TARGET_LENGTH);
}

/** Escapes are resolved where they are text; what would read as another path stays escaped. */
function decoded(target: string): string {
  return target.replaceAll(/(?:%[0-9A-F]{2})+/gi, (escaped) => {
    try {
      const text = decodeURIComponent(escaped);
      return /[/?#&=+%\s]/.test(text) ? escaped : text;
    } catch {
      return escaped;
    }
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
