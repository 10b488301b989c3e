import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Connection } from '../../keap/connection.ts';
import { type FileDraft, fileDraft } from '../../keap/httpFile/fileDraft.ts';
import { type KnownRequest, knownRequests } from '../../keap/httpFile/knownRequests.ts';
import { type HttpFile, readHttpFile } from '../../keap/httpFile/readHttpFile.ts';
import { FileVariables } from '../../keap/httpFile/variables.ts';
import { includedFiles } from './includedFiles.ts';
import type { NamedAnswers } from './namedAnswers.ts';

/** A `.http` file as it is in the editor, or on disk. */
export interface ReadFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly file: HttpFile;
  readonly requests: readonly KnownRequest[];
}

/** One of the requests of a file. */
export interface FoundRequest {
  readonly file: ReadFile;
  readonly known: KnownRequest;
}

/** A request of a file, ready to be looked at, changed or sent. */
export interface ReadRequest extends FileDraft {
  readonly operation: Operation;
  readonly schemas: Schemas;
}

/** Reads `.http` files with the catalog at hand. */
export class FileRequests {
  private readonly catalog: CatalogFiles;
  private readonly answers: NamedAnswers;
  private readonly ownFolder: vscode.Uri;

  constructor(catalog: CatalogFiles, answers: NamedAnswers, ownFolder: vscode.Uri) {
    this.catalog = catalog;
    this.answers = answers;
    this.ownFolder = ownFolder;
  }

  async read(uri: vscode.Uri, text: string): Promise<ReadFile> {
    const file = readHttpFile(text);
    return { uri, text, file, requests: knownRequests(file, await this.catalog.index()) };
  }

  /** What is in the editor where a file has changes there, else what is on disk. */
  async open(uri: vscode.Uri): Promise<ReadFile> {
    const shown = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (shown && (shown.isDirty || shown.isUntitled)) return this.read(uri, shown.getText());
    return this.read(uri, new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  }

  /** A request as its file has it now; undefined where it cannot be told which one it is. */
  async current({ file: before, known }: FoundRequest): Promise<FoundRequest | undefined> {
    const file = await this.open(before.uri);
    const { method, url, body, line } = known.request;
    const alike = file.requests.filter(({ request }) => request.method === method && request.url === url);
    const moved = alike.filter(({ request }) => request.body === body);
    const alone = before.requests.length === 1 && file.requests.length === 1 ? file.requests : [];
    const same = [alike.filter(({ request }) => request.line === line), moved, alone].find(
      ({ length }) => length === 1,
    );
    return same?.[0] && { file, known: same[0] };
  }

  /** @returns undefined where the request is none of Keap's */
  async draft(
    { uri, file }: ReadFile,
    { request, address, operation }: KnownRequest,
    connection: Connection,
  ): Promise<ReadRequest | undefined> {
    const found = address && operation && (await this.catalog.operation(operation.key));
    if (!found) return undefined;
    const variables = new FileVariables(file, (name) => this.answers.get(uri, name, connection.id));
    const finder = await includedFiles(request.body, (path) => variables.fill(path).text, uri, this.ownFolder);
    const whole = { operation: found.operation, schemas: found.catalog.schemas };
    return { ...whole, ...fileDraft(request, address, whole, variables, finder) };
  }
}
