import type { RequestDraft } from '../../keap/request/draft.ts';
import type { DatedBody } from '../../protocol/builder.ts';
import type { BodyDocuments } from '../bodies/bodyDocuments.ts';
import type { DraftFiles, SavedDraft } from './draftFiles.ts';

/** The draft of an open builder. Every change is on disk at once; the document of its body is told of its own. */
export class KeptDraft {
  private readonly files: DraftFiles;
  private readonly bodies: BodyDocuments;
  private current: SavedDraft;
  /** When the body was last typed in its document. */
  private bodyTypedAt = 0;

  constructor(saved: SavedDraft, files: DraftFiles, bodies: BodyDocuments) {
    this.current = saved;
    this.files = files;
    this.bodies = bodies;
  }

  get saved(): SavedDraft {
    return this.current;
  }

  get draft(): RequestDraft {
    return this.current.draft;
  }

  /** Goes on with another draft. */
  keep(saved: SavedDraft): void {
    const { body } = this.draft;
    this.save(saved);
    if (saved.draft.body !== body) this.bodies.changed(saved.draft.operationKey, saved.draft.body);
  }

  /** Takes what was typed in the page, which may not have heard of what was typed in the document meanwhile. */
  edit(edited: SavedDraft): void {
    const { body } = edited.at < this.bodyTypedAt ? this.draft : edited.draft;
    this.keep({ ...edited, draft: { ...edited.draft, body } });
  }

  /** Takes the body from its document. @returns what to tell the page; undefined where that has it already */
  typeBody(body: string): DatedBody | undefined {
    if (body === this.draft.body) return undefined;
    this.bodyTypedAt = Date.now();
    this.save({ draft: { ...this.draft, body }, at: this.bodyTypedAt });
    return { body, at: this.bodyTypedAt };
  }

  /** What is sent: the body as its document says it, also where nobody told of that yet. */
  asInDocument(draft: RequestDraft): RequestDraft {
    const body = this.bodies.untaken(draft.operationKey, this.draft.body);
    return body === undefined || draft.body !== this.draft.body ? draft : { ...draft, body };
  }

  private save(saved: SavedDraft): void {
    this.current = saved;
    void this.files.save(saved.draft.operationKey, saved);
  }
}
