import type { Operation } from '../../catalog/operation.ts';
import type { Schemas } from '../../catalog/schema.ts';
import type { RequestDraft } from '../../request/draft.ts';
import { requestTarget } from '../../request/httpRequest.ts';
import { validateDraft } from '../../request/validation.ts';
import type { RowPreview } from './dryRun.ts';
import type { ColumnMapping } from './mapping.ts';
import type { OpenedRows } from './openRows.ts';
import { RowDrafts } from './rowDrafts.ts';

/** A row as it would be sent, with what is wrong with it as sentences. */
export interface CheckedPreview extends RowPreview {
  readonly problems: readonly string[];
}

/**
 * The first rows of a file as they would be sent; no more of it is read.
 * @throws RowFileError where the file is wrong that far, SyntaxError where the draft's body is no JSON
 */
export async function previewRows(
  given: {
    readonly operation: Operation;
    readonly schemas: Schemas;
    readonly draft: RequestDraft;
    readonly source: OpenedRows;
    readonly mapping: readonly ColumnMapping[];
  },
  most: number,
): Promise<readonly CheckedPreview[]> {
  const { operation, schemas, source } = given;
  const drafts = new RowDrafts({ ...given, columns: source.columns });
  const previews: CheckedPreview[] = [];
  for await (const { line, cells } of source.rows()) {
    const draft = drafts.draftOf(cells);
    const problems = validateDraft(operation, schemas, draft).map(({ message }) => message);
    previews.push({ line, draft, target: requestTarget(operation, schemas, draft), problems });
    if (previews.length >= most) break;
  }
  return previews;
}
