import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import { emptyBody } from '../../keap/request/bodyTemplate.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import type { BuilderPanels } from './builderPanels.ts';

const BACK = 'Take back what was typed';

/** What a builder shows from now on. */
export interface ShownDraft {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly draft: RequestDraft;
  /** For a sentence: `what was sent at 14:03`. */
  readonly words: string;
  /** Drafts that are safe elsewhere. */
  readonly kept: readonly RequestDraft[];
}

/** Shows a draft in the builder of its operation. What someone typed there, and is nowhere else, can be taken back. */
export async function showDraft(panels: BuilderPanels, shown: ShownDraft): Promise<void> {
  const { key, title } = shown.operation;
  const before = panels.draftOf(key);
  await panels.show(key, shown.draft);
  if (
    !before ||
    isUntouched(before, shown) ||
    [shown.draft, ...shown.kept].some((each) => isDeepStrictEqual(each, before))
  )
    return;
  // Whoever opens a request goes on at once, whether or not this is answered.
  void vscode.window
    .showInformationMessage(`The request builder of ${title} shows ${shown.words}.`, BACK)
    .then((chosen) => {
      if (chosen === BACK) void panels.show(key, before);
    });
}

function isUntouched({ body, parameters, files }: RequestDraft, { operation, schemas }: ShownDraft): boolean {
  const empty = operation.requestBody ? emptyBody(operation.requestBody.schema, schemas) : '';
  return (body === '' || body === empty) && Object.keys({ ...parameters, ...files }).length === 0;
}
