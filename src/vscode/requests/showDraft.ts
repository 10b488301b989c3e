import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import { emptyBody } from '../../keap/request/bodyTemplate.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';

const BACK = 'Bring it back';

/** Shows a draft in the builder of its operation. One that stood there and had something typed in it is not lost. */
export async function showDraft(
  panels: BuilderPanels,
  { operation, schemas }: { readonly operation: Operation; readonly schemas: Schemas },
  draft: RequestDraft,
): Promise<void> {
  const { key, title, requestBody } = operation;
  const before = panels.draftOf(key);
  await panels.show(key, draft);
  if (!before || isDeepStrictEqual(before, draft)) return;
  const empty = requestBody ? emptyBody(requestBody.schema, schemas) : '';
  const untouched = before.body === '' || before.body === empty;
  if (untouched && Object.keys({ ...before.parameters, ...before.files }).length === 0) return;
  // Whoever opens a request goes on at once, whether or not this is answered.
  void vscode.window.showInformationMessage(`Another draft of ${title} was in its builder.`, BACK).then((chosen) => {
    if (chosen === BACK) void panels.show(key, before);
  });
}
