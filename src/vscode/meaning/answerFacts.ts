import type * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import { toldOperation } from '../../keap/answers/toldOperation.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schema, Schemas } from '../../keap/catalog/schema.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { pathNames, pathValues } from '../../keap/edit/recordKinds.ts';
import { faultOf } from '../../keap/http/fault.ts';
import { AnswerReferences, type AskedOperation } from '../../keap/meaning/answerReferences.ts';
import { type Askable, askableOf } from '../../keap/meaning/notRequested.ts';
import type { AnswerList } from '../../keap/meaning/placeAt.ts';
import { answerList, answerSchema } from '../../keap/meaning/schemaAt.ts';
import { isOverview } from '../../keap/overview/overviewAnswer.ts';
import { overviewMeaning } from '../../keap/overview/overviewMeaning.ts';

/** What is known of an answer before anybody looks into it. */
export interface AnswerFacts {
  readonly answer: Answer;
  /** Of an overview the first of many. */
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly schema: Schema | undefined;
  /** The list of records that it is or holds. */
  readonly list: AnswerList | undefined;
  readonly asked: AskedOperation;
  readonly references: AnswerReferences;
  readonly askable: Askable | undefined;
}

/** Finds the facts of answers, once for each. */
export class AnswerFactsStore {
  private readonly catalog: CatalogFiles;
  /** The answer that a document shows. */
  readonly answerOf: (uri: vscode.Uri) => Answer | undefined;
  private readonly known = new WeakMap<Answer, Promise<AnswerFacts | undefined>>();

  constructor(catalog: CatalogFiles, answerOf: (uri: vscode.Uri) => Answer | undefined) {
    this.catalog = catalog;
    this.answerOf = answerOf;
  }

  /** The facts of a document; undefined for one that is no answer in JSON, or none that is kept. */
  async of(uri: vscode.Uri): Promise<AnswerFacts | undefined> {
    const answer = this.answerOf(uri);
    return answer && this.ofAnswer(answer);
  }

  /** The facts of an answer; undefined for one that is not JSON. */
  async ofAnswer(answer: Answer): Promise<AnswerFacts | undefined> {
    if (answer.kind !== 'json') return undefined;
    const known = this.known.get(answer) ?? this.find(answer);
    this.known.set(answer, known);
    return known;
  }

  private async find(answer: Answer): Promise<AnswerFacts | undefined> {
    if (isOverview(answer.exchange)) {
      const meaning = await overviewMeaning(this.catalog);
      return meaning && { ...meaning, answer, list: undefined, askable: undefined };
    }
    const found = await this.catalog.operation(answer.exchange.operation.key);
    if (!found) return undefined;
    const { catalog } = found;
    const { request, response } = answer.exchange;
    const operation = toldOperation(found.operation, catalog, request);
    const { version, method, path, effect, responses, table } = operation;
    const values = pathValues(path, request.target) ?? [];
    const inPath = Object.fromEntries(pathNames(path).map((name, index) => [name, values[index] ?? '']));
    const ofMethod = version === 'xmlrpc' ? { effect, responses, ...(table ? { table } : {}) } : {};
    const asked = { version, method, path, inPath, ...ofMethod };
    // A fault comes with the status of a success.
    const isFault = faultOf(response) !== undefined;
    const schema = isFault ? undefined : answerSchema(operation, catalog, response.status);
    const isSuccess = response.status < 300 && !isFault;
    return {
      ...{ answer, operation, asked, schemas: catalog.schemas },
      schema,
      list: isSuccess ? answerList(operation, schema, catalog.schemas) : undefined,
      references: new AnswerReferences(asked, { schema: isSuccess ? schema : undefined, schemas: catalog.schemas }),
      askable: isSuccess ? askableOf(operation, catalog.schemas, request.target) : undefined,
    };
  }
}
