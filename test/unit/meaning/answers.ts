import { type Answer, readAnswer } from '../../../src/keap/answers/answer.ts';
import { SANDBOX } from '../../../src/keap/connection.ts';
import { pathNames, pathValues } from '../../../src/keap/edit/recordKinds.ts';
import type { Exchange } from '../../../src/keap/exchange.ts';
import { AnswerReferences, type AskedOperation } from '../../../src/keap/meaning/answerReferences.ts';
import { JsonWalk } from '../../../src/keap/meaning/jsonWalk.ts';
import type { WalkedText } from '../../../src/keap/meaning/placeAt.ts';
import { answerList, answerSchema } from '../../../src/keap/meaning/schemaAt.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

/** What is to know of an operation's answer before anybody looks into it. @param target as it was sent */
export function answerOf(key: string, target: string, status = 200) {
  const found = operation(key);
  const { version, method, path } = found;
  const { schemas } = catalogs[version];
  const values = pathValues(path, target) ?? [];
  const inPath = Object.fromEntries(pathNames(path).map((name, index) => [name, values[index] ?? '']));
  const asked: AskedOperation = { version, method, path, inPath };
  const schema = answerSchema(found, catalogs[version], status);
  const references = new AnswerReferences(asked, { schema: status < 300 ? schema : undefined, schemas });
  return { operation: found, asked, schema, schemas, references, list: answerList(found, schema, schemas) };
}

/** The same of an answer that came. */
export async function answered(key: string, target: string, text: string) {
  const about = answerOf(key, target);
  const { title, method, path } = about.operation;
  const response = {
    ...{ status: 200, statusText: 'OK', body: Buffer.from(text) },
    headers: [['content-type', 'application/json']] as const,
    timing: { queuedMs: 0, firstByteMs: 0, totalMs: 0 },
  };
  const exchange: Exchange = {
    ...{ id: 'x', sentAt: 0, connection: SANDBOX, response },
    operation: { key, title, method, path },
    request: { method, target, headers: {} },
  };
  const { nature } = await readAnswer(response);
  const answer: Answer = { exchange, nature, kind: nature.kind, draft: emptyDraft(key) };
  return { ...about, answer };
}

/** A text to walk through. @param pieces of it, where it comes in several */
export function walked(text: string, pieces?: readonly string[]): WalkedText {
  return {
    length: text.length,
    walk: () => new JsonWalk(pieces ? pieces.values() : text),
    slice: (start, end) => text.slice(start, end),
  };
}
