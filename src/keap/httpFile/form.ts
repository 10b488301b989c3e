import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { parseJson } from '../json.ts';
import type { FileChoice } from '../request/draft.ts';
import type { FileFinder } from './fileDraft.ts';
import { boundaryOf, type FileRequest } from './readHttpFile.ts';

/** A form of a file as a draft holds it: its fields as JSON, its files by the names of their parts. */
export interface Form {
  readonly body: string;
  readonly files: Readonly<Record<string, FileChoice>>;
  /** Sentences. */
  readonly refused: readonly string[];
}

export function readForm(
  request: FileRequest,
  declared: Schema,
  schemas: Schemas,
  fill: (text: string) => string,
  finder: FileFinder,
): Form {
  const boundary = boundaryOf(request.headers);
  if (boundary === undefined) {
    const message =
      'This operation takes a form: the file needs the header content-type: multipart/form-data; boundary=…';
    return { body: '', files: {}, refused: [message] };
  }
  const properties = resolveSchema(declared, schemas).properties ?? {};
  const fields: [string, unknown][] = [];
  const files: [string, FileChoice][] = [];
  const refused: string[] = [];
  for (const { name, fileName, content } of partsOf(request.body, boundary)) {
    const path = /^<[ \t]+(\S.*)$/.exec(content)?.[1];
    if (path === undefined && fileName === undefined) {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      fields.push([name, typed(fill(content), resolveSchema(schema, schemas))]);
    } else if (path === undefined) {
      refused.push(`The content of ${name} stands in the file: only files named by < ./path are sent.`);
    } else {
      const found = finder.choice(fill(path), fileName);
      if ('refused' in found) refused.push(found.refused);
      else files.push([name, found]);
    }
  }
  const nothing = fields.length === 0 && files.length === 0;
  const body = nothing ? '' : JSON.stringify(Object.fromEntries(fields), undefined, 2);
  return { body, files: Object.fromEntries(files), refused };
}

interface WrittenPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly content: string;
}

function partsOf(body: string, boundary: string): WrittenPart[] {
  const lines = body.split('\n');
  const parts: WrittenPart[] = [];
  const isEdge = (line: string) => line.trimEnd() === `--${boundary}` || line.trimEnd() === `--${boundary}--`;
  const edges = [...lines.keys()].filter((index) => isEdge(lines[index] ?? ''));
  for (const [index, edge] of edges.entries()) {
    const part = lines.slice(edge + 1, edges[index + 1] ?? lines.length);
    const blank = part.indexOf('');
    const head = part.slice(0, blank < 0 ? part.length : blank).join('\n');
    const name = /^content-disposition:[^\n]*;\s*name="([^"]*)"/im.exec(head)?.[1];
    if (name === undefined) continue;
    const fileName = /^content-disposition:[^\n]*;\s*filename="([^"]*)"/im.exec(head)?.[1];
    parts.push({
      name: unquoted(name),
      fileName: fileName === undefined ? undefined : unquoted(fileName),
      content: blank < 0 ? '' : part.slice(blank + 1).join('\n'),
    });
  }
  return parts;
}

/** Undoes how browsers escape names in forms. */
function unquoted(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

/** A field of a form is text; the draft holds what its schema says it is. */
function typed(text: string, schema: Schema): unknown {
  const parsed = schemaType(schema) === 'string' ? undefined : parseJson(text);
  return parsed && 'value' in parsed ? parsed.value : text;
}
