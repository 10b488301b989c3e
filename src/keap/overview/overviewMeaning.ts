import type { Reference } from '../account/references.ts';
import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas } from '../catalog/schema.ts';
import type { CatalogFiles } from '../catalogFiles.ts';
import { AnswerReferences, type AskedOperation } from '../meaning/answerReferences.ts';
import { answerSchema } from '../meaning/schemaAt.ts';
import type { JsonPath } from '../request/body/jsonTree.ts';
import { ABOUT, CUT_LIST, NAME_BESIDE } from './overviewText.ts';
import { SECTIONS, type Section } from './sections.ts';

/** What gives the values of an overview their meaning: that of the answers it is made of. */
export interface OverviewMeaning {
  /** The one that is asked first. */
  readonly operation: Operation;
  readonly asked: AskedOperation;
  readonly schema: Schema;
  readonly schemas: Schemas;
  readonly references: AnswerReferences;
}

/** What a section has of the answer it came from. */
interface Origin {
  readonly section: Section;
  readonly references: AnswerReferences;
}

/** The meaning of overviews by a catalog; undefined where that has not even what is asked first. */
export async function overviewMeaning(
  catalog: Pick<CatalogFiles, 'operation' | 'version'>,
): Promise<OverviewMeaning | undefined> {
  const { schemas } = await catalog.version('v2');
  const origins: Origin[] = [];
  const properties: Record<string, Schema> = { [ABOUT]: {}, limits: {} };
  let first: { readonly operation: Operation; readonly asked: AskedOperation } | undefined;
  for (const section of SECTIONS) {
    const found = await catalog.operation(section.operation);
    if (!found) continue;
    const { operation, catalog: document } = found;
    const { version, method, path } = operation;
    const asked = { version, method, path, inPath: {} };
    first ??= { operation, asked };
    const schema = answerSchema(operation, document, 200);
    origins.push({ section, references: new AnswerReferences(asked, { schema, schemas: document.schemas }) });
    // Schemas of v1 have names that v2’s have, too.
    const own = version === 'v2' ? sectionSchema(section, schema, schemas) : {};
    const [name, part] = section.path;
    properties[name] = part === undefined ? own : { properties: { ...properties[name]?.properties, [part]: own } };
  }
  const references = first && new OverviewReferences(first.asked, origins, schemas);
  return first && references && { ...first, references, schemas, schema: { type: 'object', properties } };
}

/** The list of an answer, or all of it, with the names that an overview adds. */
function sectionSchema({ listing }: Section, answer: Schema | undefined, schemas: Schemas): Schema {
  if (!listing) return answer ?? {};
  const list = resolveSchema(resolveSchema(answer, schemas).properties?.[listing.items ?? ''], schemas);
  const item = resolveSchema(list.items, schemas);
  const names = { name: { type: 'string' }, [NAME_BESIDE]: { type: 'string' } } as const;
  return { ...list, items: { ...item, properties: { ...names, ...item.properties } } };
}

/** References in an overview: those of each section as in the answer it came from. */
class OverviewReferences extends AnswerReferences {
  private readonly origins: readonly Origin[];

  constructor(asked: AskedOperation, origins: readonly Origin[], schemas: Schemas) {
    super(asked, { schema: undefined, schemas });
    this.origins = origins;
  }

  override at(path: JsonPath): Reference | undefined {
    const origin = this.origins.find(({ section }) => section.path.every((step, index) => step === path[index]));
    if (!origin) return undefined;
    const { listing, path: place } = origin.section;
    const inside = path.slice(place.length + (path[place.length] === CUT_LIST ? 1 : 0));
    return origin.references.at(listing?.items === undefined ? inside : [listing.items, ...inside]);
  }
}
