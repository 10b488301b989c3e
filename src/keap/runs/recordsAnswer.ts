import { randomUUID } from 'node:crypto';
import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import type { Connection } from '../connection.ts';
import type { Exchange } from '../exchange.ts';
import type { SinkFor } from '../http/transport.ts';
import { buildRequest } from '../request/httpRequest.ts';
import { fileLines } from './fileLines.ts';
import { listProperty } from './pages.ts';
import type { PageDone } from './runJournal.ts';
import type { PagesPlan } from './runPlan.ts';
import { countWords } from './runWords.ts';

/** What is needed to make one answer of all pages. */
export interface RecordsOfRun {
  readonly plan: PagesPlan;
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly connection: Connection;
  /** The file of records. */
  readonly path: string;
  /** The last page: what came after it is none of the run's. */
  readonly page: PageDone;
}

const HEADERS = [['content-type', 'application/json']] as const;
/** Records are handed on in pieces of about so many characters. */
const PIECE = 64 * 1024;

/**
 * The records of a run as one answer, in the shape that the operation has for a page: whatever shows answers shows it.
 * @throws Error where the file of records cannot be read, or the sink takes no more
 */
export async function recordsAnswer(records: RecordsOfRun, sinkFor: SinkFor, signal: AbortSignal): Promise<Exchange> {
  const { plan, operation, schemas, connection, page } = records;
  const sink = sinkFor({ status: 200, headers: HEADERS });
  try {
    for await (const piece of recordsJson(records)) {
      signal.throwIfAborted();
      await sink.take(Buffer.from(piece));
    }
  } catch (error) {
    await sink.drop();
    throw error;
  }
  const { key, title, method, path } = operation;
  const ms = Math.max(0, page.at - plan.createdAt);
  return {
    id: randomUUID(),
    operation: { key, title: `${title}, all pages`, method, path },
    connection,
    request: buildRequest(operation, schemas, plan.draft),
    sentAt: plan.createdAt,
    response: {
      status: 200,
      statusText: `OK, ${countWords(page.page, 'page')}`,
      headers: HEADERS,
      body: await sink.end(),
      timing: { queuedMs: 0, firstByteMs: ms, totalMs: ms },
    },
  };
}

async function* recordsJson({ operation, schemas, path, page }: RecordsOfRun): AsyncGenerator<string> {
  const property = listProperty(operation, schemas) ?? '';
  let piece = property === '' ? '[' : `{${JSON.stringify(property)}:[`;
  let separator = '\n';
  for await (const { text, end } of fileLines(path)) {
    if (end > page.bytes) break;
    piece += separator + text;
    separator = ',\n';
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n]${property === '' ? '' : '}'}\n`;
}
