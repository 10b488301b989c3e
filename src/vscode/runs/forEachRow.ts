import * as vscode from 'vscode';
import { asObject, asString } from '../../keap/json.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import { pickOperation } from '../operations/operationPick.ts';
import { activeUri } from '../responses/responseStatus.ts';
import type { RowRunPanels } from './rowRunPanels.ts';
import type { RowRunServices } from './rowRunServices.ts';

export interface ForEachRowServices extends Pick<RowRunServices, 'catalog' | 'sources'> {
  readonly panels: BuilderPanels;
  readonly pages: RowRunPanels;
}

/** Files whose rows are most likely meant while one is in the active tab. */
const ROWS = /\.(csv|tsv|ndjson|jsonl)$/i;

/** *Run for each row*: of a file, of an operation in the tree or a builder, or of what someone picks. */
export async function forEachRow(argument: unknown, services: ForEachRowServices): Promise<void> {
  const { catalog, sources, panels, pages } = services;
  const shown = argument === undefined ? activeUri() : undefined;
  const uri = argument instanceof vscode.Uri ? argument : shown && ROWS.test(shown.path) ? shown : undefined;
  const given = uri && (await sources.of(uri));
  if (uri && !given) return;
  const named =
    asString(argument) ??
    asString(asObject(asObject(argument)?.['operation'])?.['key']) ??
    (uri ? undefined : panels.active?.draft.operationKey);
  const index = await catalog.index();
  const title = given ? `Run for each row of ${given.name}` : 'Run for each row';
  const key =
    named ??
    (
      await pickOperation(
        index.filter(({ needsInput }) => needsInput),
        [],
        title,
      )
    )?.key;
  if (key === undefined) return;
  const operation = index.find((each) => each.key === key);
  const file = given ?? (operation && (await sources.pick(`Rows for ${operation.title}`)));
  if (file) await pages.show(key, panels.draftOf(key), file);
}
