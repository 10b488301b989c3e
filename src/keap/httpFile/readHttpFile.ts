/**
 * A `.http` file as REST Client, httpYac and JetBrains read it alike. Lines count from 0. What one of them alone
 * knows, such as scripts, is passed over and told as a problem; nothing in a file makes reading fail.
 */
export interface HttpFile {
  readonly requests: readonly FileRequest[];
  readonly variables: readonly FileVariable[];
  readonly problems: readonly FileProblem[];
}

export interface FileRequest {
  /** What variables call it by: `# @name x`, else what stands behind `###`. */
  readonly name?: string;
  /** What stands behind `###`. */
  readonly title?: string;
  /** The line of its method and URL. */
  readonly line: number;
  /** Its first and last line, the separator before it included. */
  readonly first: number;
  readonly last: number;
  /** In capitals. */
  readonly method: string;
  /** As written, with variables, in one line. */
  readonly url: string;
  readonly headers: readonly FileHeader[];
  /** As written, with variables, without empty lines around it. */
  readonly body: string;
}

export interface FileHeader {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** `@name = value`, good for the whole file. */
export interface FileVariable {
  readonly name: string;
  /** As written, maybe with other variables. */
  readonly value: string;
  readonly line: number;
}

export interface FileProblem {
  readonly line: number;
  /** A sentence. */
  readonly message: string;
}

const SEPARATOR = /^#{3,}(.*)$/;
const COMMENT = /^\s*(?:#|\/\/)/;
const NAME = /^(?:#+|\/{2,})\s*@name(?:\s*=\s*|\s+)([^\s=]+)$/;
const VARIABLE = /^@([^\s=]+)\s*=(.*)$/;
const HEADER = /^([\w!#$%&'*+.^`|~-]+)\s*:(.*)$/;
const METHOD = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT|TRACE)\s+/i;
/** Without a method: an address, a path, or a variable that begins one. */
const BARE_URL = /^(?:https?:\/\/|\/|\{\{|[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$))/i;
const CONTINUED = /^(?:\s*[?&]|\s+\/)/;
/** An answer that JetBrains or REST Client wrote into the file. */
const ANSWER = /^HTTP\/\d/;
/** What may follow a body: scripts, checks, and places for the answer. */
const BEHIND_BODY = /^(?:>\s|>>!?\s|<>\s|\?\?\s|HTTP\/\d|```)/;
const SCRIPT_START = /^(?:[<>]\s|[<>]\{%|\{\{[@+>]?\s*(?:\w+\s*)?$)/;
const SCRIPT_END = /(?:%\}|^\}\})\s*$/;

export function readHttpFile(text: string): HttpFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const variables: FileVariable[] = [];
  const problems: FileProblem[] = [];
  const requests: FileRequest[] = [];
  let first = 0;
  for (let end = 1; end <= lines.length; end++) {
    if (end < lines.length && !SEPARATOR.test(lines[end] ?? '')) continue;
    const request = new BlockReader(lines, first, end, variables, problems).read();
    if (request) requests.push(request);
    first = end;
  }
  return { requests, variables, problems };
}

/** The request that a line belongs to. */
export function requestAt({ requests }: HttpFile, line: number): FileRequest | undefined {
  return requests.find(({ first, last }) => first <= line && line <= last);
}

/** Reads what stands between two separators, the first of which is its own. */
class BlockReader {
  private readonly lines: readonly string[];
  private readonly first: number;
  private readonly end: number;
  private readonly variables: FileVariable[];
  private readonly problems: FileProblem[];
  private at: number;

  constructor(
    lines: readonly string[],
    first: number,
    end: number,
    variables: FileVariable[],
    problems: FileProblem[],
  ) {
    this.lines = lines;
    this.first = first;
    this.end = end;
    this.variables = variables;
    this.problems = problems;
    this.at = first;
  }

  read(): FileRequest | undefined {
    const behind = SEPARATOR.exec(this.current)?.[1];
    if (behind !== undefined) this.at++;
    const title =
      behind === undefined ? undefined : withoutEnd(behind, (char) => char === '#' || char.trim() === '').trim();
    const named = this.readHead();
    const name = named ?? title;
    if (this.at >= this.end) return undefined;
    const line = this.at;
    const target = this.readTarget();
    if (!target) return undefined;
    const headers = this.readHeaders();
    const body = this.readBody(headers);
    return {
      ...(name ? { name } : {}),
      ...(title ? { title } : {}),
      ...{ line, first: this.first, last: this.end - 1 },
      ...target,
      headers,
      body,
    };
  }

  private get current(): string {
    return this.lines[this.at] ?? '';
  }

  /** Up to the request line. @returns what `@name` says */
  private readHead(): string | undefined {
    let name: string | undefined;
    for (; this.at < this.end; this.at++) {
      const line = this.current.trim();
      name = NAME.exec(line)?.[1] ?? name;
      const [, variable, value = ''] = VARIABLE.exec(line) ?? [];
      if (variable !== undefined) this.variables.push({ name: variable, value: value.trim(), line: this.at });
      else if (SCRIPT_START.test(line)) this.skipScript();
      else if (ANSWER.test(line)) this.at = this.end;
      else if (line !== '' && !COMMENT.test(line)) break;
    }
    return name;
  }

  private skipScript(): void {
    this.problem('Scripts are passed over: only requests are read here.');
    const opening = this.current.trim();
    if (!opening.startsWith('{{') && (SCRIPT_END.test(opening) || !opening.includes('{%'))) return;
    while (this.at + 1 < this.end && !SCRIPT_END.test(this.lines[this.at + 1]?.trim() ?? '')) this.at++;
    this.at++;
  }

  private readTarget(): Pick<FileRequest, 'method' | 'url'> | undefined {
    const line = this.current.trim();
    const method = METHOD.exec(line)?.[1];
    if (method === undefined && !BARE_URL.test(line)) {
      this.problem(
        /^curl\s/i.test(line)
          ? 'A cURL command is not read here: write the request as a method and an address.'
          : 'This is no request: one begins with a method and an address.',
      );
      return undefined;
    }
    let url = line.slice(method === undefined ? 0 : method.length).trim();
    for (this.at++; this.at < this.end && CONTINUED.test(this.current); this.at++) url += this.current.trim();
    return { method: method?.toUpperCase() ?? 'GET', url: url.replace(/\sHTTP\/[\d.]+(?=$|[?&])/i, '').trim() };
  }

  private readHeaders(): FileHeader[] {
    const headers: FileHeader[] = [];
    for (; this.at < this.end && this.current.trim() !== ''; this.at++) {
      const line = this.current.trim();
      if (COMMENT.test(line)) continue;
      const [, name, value = ''] = HEADER.exec(line) ?? [];
      if (name !== undefined) headers.push({ name, value: value.trim(), line: this.at });
      else this.problem('This is no header: write it as name: value, and leave a line empty before the body.');
    }
    return headers;
  }

  private readBody(headers: readonly FileHeader[]): string {
    const form = boundaryOf(headers);
    const lines: string[] = [];
    for (; this.at < this.end; this.at++) {
      const line = this.current;
      if (form === undefined && BEHIND_BODY.test(line)) {
        if (line.startsWith('>')) this.problem('Scripts are passed over: only requests are read here.');
        break;
      }
      if (form !== undefined || !COMMENT.test(line)) lines.push(line);
      if (form !== undefined && line.trimEnd() === `--${form}--`) break;
    }
    const start = lines.findIndex((line) => line.trim() !== '');
    return start < 0 ? '' : lines.slice(start).join('\n').trimEnd();
  }

  private problem(message: string): void {
    this.problems.push({ line: this.at, message });
  }
}

/** A text up to the last character that is none of these; patterns with `$` take their time with long runs. */
export function withoutEnd(text: string, of: (char: string) => boolean): string {
  let end = text.length;
  while (end > 0 && of(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** What stands between the parts of a form; undefined where the body is none. */
export function boundaryOf(headers: readonly FileHeader[]): string | undefined {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  if (!/^multipart\//i.test(type)) return undefined;
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  return quoted ?? plain;
}
