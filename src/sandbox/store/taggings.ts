/** A tag on a record, and since when (ISO 8601). */
export interface Tagging {
  readonly recordId: number;
  readonly tagId: number;
  readonly applied: string;
}

/** Which records of one kind carry which tags. */
export class Taggings {
  private readonly byRecord = new Map<number, Map<number, string>>();

  /** Whether the tag is new on the record; one that is there keeps its time. */
  add(recordId: number, tagId: number, applied: string): boolean {
    const tags = this.byRecord.get(recordId) ?? new Map<number, string>();
    if (tags.has(tagId)) return false;
    tags.set(tagId, applied);
    this.byRecord.set(recordId, tags);
    return true;
  }

  remove(recordId: number, tagId: number): boolean {
    return this.byRecord.get(recordId)?.delete(tagId) ?? false;
  }

  /** Tags of a record, by ascending tag id. */
  ofRecord(recordId: number): Tagging[] {
    const tags = [...(this.byRecord.get(recordId) ?? [])].sort(([a], [b]) => a - b);
    return tags.map(([tagId, applied]) => ({ recordId, tagId, applied }));
  }

  /** Records with a tag, by ascending record id. */
  ofTag(tagId: number): Tagging[] {
    const found: Tagging[] = [];
    for (const [recordId, tags] of this.byRecord) {
      const applied = tags.get(tagId);
      if (applied !== undefined) found.push({ recordId, tagId, applied });
    }
    return found.sort((a, b) => a.recordId - b.recordId);
  }

  forgetRecord(recordId: number): void {
    this.byRecord.delete(recordId);
  }

  forgetTag(tagId: number): void {
    for (const tags of this.byRecord.values()) tags.delete(tagId);
  }
}
