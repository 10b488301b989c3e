import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { CatalogFiles } from '../../src/keap/catalogFiles.ts';
import { LANGUAGES, type LanguageId, requestAsCode } from '../../src/keap/codegen/languages.ts';
import type { Connection } from '../../src/keap/connection.ts';
import { createClient } from '../../src/keap/createClient.ts';
import { bodyText } from '../../src/keap/http/httpResponse.ts';
import { DEFAULT_NETWORK } from '../../src/keap/http/proxy.ts';
import { emptyDraft, type RequestDraft } from '../../src/keap/request/draft.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { missing, type Program, programFolder } from '../unit/codegen/programs.ts';
import { dataFolder, KEY, sandboxClient } from './sandboxSupport.ts';

/** Code that someone copied is run as they would run it, and what arrives is held against what the client sends. */
const run = promisify(execFile);
const catalog = new CatalogFiles(dataFolder);
const write = programFolder();
const PICTURE = Uint8Array.from({ length: 256 }, (_, index) => index);
const FILE = `it's a "b"; c, é.png`;
const picture = write(FILE, PICTURE);

const AWKWARD = `O'Neil "x" \\ $HOME \`id\` #{a} {{b}} <?php ?> %41 é 😀`;
const DRAFTS: readonly RequestDraft[] = [
  {
    ...emptyDraft('v2:listContacts'),
    parameters: {
      'query:filter': "given_name==O'Neil & Söhne*;start_update_time==2026-01-01T00:00:00.000Z",
      'query:fields': ['id', 'given_name'],
      'query:page_size': '5',
    },
  },
  { ...emptyDraft('v2:createTag'), body: `{\n  "name": "VIP",\n  "description": ${JSON.stringify(AWKWARD)}\n}` },
  // Its digits do not fit a number of JavaScript, and it is spelled in an unusual way.
  {
    ...emptyDraft('v2:createTag'),
    body: '{"name": "\\u0141 \\\\ \'a\'", "description": "", "x": 12345678901234567890}',
  },
  {
    ...emptyDraft('v2:updateContact'),
    parameters: { 'path:contact_id': '7', 'query:update_mask': ['given_name', 'family_name'] },
    body: '{"given_name": "Ada",\r\n "family_name": null}',
  },
  { ...emptyDraft('v2:deleteContact'), parameters: { 'path:contact_id': '8' } },
  {
    ...emptyDraft('xmlrpc:ContactService.addWithDupCheck'),
    parameters: {
      'argument:data': JSON.stringify({ FirstName: AWKWARD, _Budget: { $double: '12' }, Notes: 'a\r\nb\tXML' }),
      'argument:dupCheckType': 'Email',
    },
  },
  {
    ...emptyDraft('v2:createFile'),
    body: JSON.stringify({ file_name: FILE, file_association: 'USER', is_public: false, user_id: '1' }),
    files: { file: { uri: picture, name: FILE, size: PICTURE.length } },
  },
];

interface Way {
  readonly program?: Program;
  readonly command: string;
  /** How a file of it ends. */
  readonly ending: string;
  /** What runs files one after the other: a process takes longer to start than all of them to run. */
  readonly all: (files: readonly string[]) => string;
}

const RUNS: Readonly<Partial<Record<LanguageId, Way>>> = {
  curl: { program: 'curl', command: 'sh', ending: 'sh', all: (files) => files.map((file) => `. '${file}'\n`).join('') },
  javascript: {
    command: process.execPath,
    ending: 'mjs',
    all: (files) => files.map((file) => `await import(${JSON.stringify(file)});\n`).join(''),
  },
  python: {
    program: 'requests',
    command: 'python3',
    ending: 'py',
    all: (files) => `import runpy\n${files.map((file) => `runpy.run_path(${JSON.stringify(file)})\n`).join('')}`,
  },
  php: {
    program: 'php',
    command: 'php',
    ending: 'php',
    all: (files) => `<?php\n${files.map((file) => `require '${file}';\n`).join('')}`,
  },
};

interface Arrived {
  readonly method: string | undefined;
  /** With its quotes as such: a URL of the web has them encoded in the query, which means the same. */
  readonly target: string | undefined;
  readonly key: IncomingHttpHeaders[string];
  /** Without what follows the type: a boundary is everyone's own. */
  readonly type: string | undefined;
  readonly body: unknown;
  readonly status: number;
}

const arrived: Arrived[] = [];
const sandbox = await sandboxClient();
const server = createServer(async (request, response) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { method, url, headers } = request;
  const type = headers['content-type'];
  const answer = await fetch(`${sandbox.sandbox.origin}${url}`, {
    method: method ?? '',
    headers: { 'x-keap-api-key': KEY, ...(type ? { 'content-type': type } : {}) },
    ...(body.length > 0 ? { body } : {}),
  });
  const mediaType = type?.split(';')[0];
  const key = headers['x-keap-api-key'];
  const content = await readBody(body, type);
  arrived.push({
    method,
    target: url?.replaceAll('%27', "'"),
    key,
    type: mediaType,
    body: content,
    status: answer.status,
  });
  response.writeHead(answer.status).end(await answer.text());
});
let connection: Connection;
let sent: readonly Arrived[];

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  connection = { id: 's', name: 'Sandbox', kind: 'sandbox', origin, production: false, readOnly: false };
  sent = await sentByClient();
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await sandbox.close();
});

async function readBody(body: Buffer<ArrayBuffer>, type: string | undefined): Promise<unknown> {
  if (!type?.startsWith('multipart/')) return body.toString();
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const parts = await Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === 'string'
        ? [name, value]
        : [name, value.name, Buffer.from(await value.arrayBuffer()).toString('hex')],
    ),
  );
  return parts.toSorted();
}

/** What arrives of the drafts when the client sends them. */
async function sentByClient(): Promise<Arrived[]> {
  const client = await createClient({
    network: () => ({ ...DEFAULT_NETWORK, useProxy: false }),
    credential: async () => KEY,
    readFile: async () => PICTURE,
    guard: { access: () => 'full', settings: () => ({ ask: [], typed: [] }), approve: async () => true },
  });
  for (const draft of DRAFTS) {
    const { operation, catalog: whole } = await found(draft);
    const options = { signal: AbortSignal.timeout(20_000), timeoutMs: 20_000, maxBytes: 1 << 24 };
    const { response } = await client.send(operation, whole.schemas, draft, connection, options);
    assert.ok(response.status < 300, `${draft.operationKey} ${response.status} ${bodyText(response)}`);
  }
  await client.close();
  return arrived.splice(0);
}

async function found(draft: RequestDraft) {
  const operation = await catalog.operation(draft.operationKey);
  assert.ok(operation);
  return operation;
}

/** JSON that is written anew may be spelled in another way. */
function meant({ body, ...rest }: Arrived): unknown {
  if (rest.type !== 'application/json' || typeof body !== 'string') return { body, ...rest };
  const long = body.match(/\d{17,}/)?.[0];
  return { ...rest, body: JSON.parse(body) as unknown, ...(long ? { long } : {}) };
}

for (const [id, { program, command, ending, all }] of Object.entries(RUNS)) {
  test(`${id}: what arrives is what the client sends`, { skip: program ? missing(program) : false }, async () => {
    const files: string[] = [];
    for (const [index, draft] of DRAFTS.entries()) {
      files.push(write(`request${index}.${ending}`, await codeOf(id as LanguageId, draft)));
    }
    const script = write(`all.${ending}`, all(files));
    await sandbox.sendTo('POST', '/sandbox/reset');
    const { PATH, HOME } = process.env;
    await run(command, [script], { cwd: dirname(script), env: { PATH, HOME, KEAP_API_KEY: KEY } });
    assert.deepEqual(arrived.splice(0).map(meant), sent.map(meant));
  });
}

test('java: every request compiles', { skip: missing('java') }, async () => {
  const files: string[] = [];
  for (const [index, draft] of DRAFTS.entries()) {
    const code = await codeOf('java', draft);
    files.push(write(`Request${index}.java`, code.replace('class Request ', `class Request${index} `)));
  }
  await run('javac', ['-J-XX:TieredStopAtLevel=1', '-encoding', 'UTF-8', '-Xlint:all', '-Werror', ...files]);
});

async function codeOf(id: LanguageId, draft: RequestDraft): Promise<string> {
  const { operation, catalog: whole } = await found(draft);
  return requestAsCode(id, buildRequest(operation, whole.schemas, draft), connection.origin);
}

test('every language is offered once', () => {
  assert.equal(new Set(LANGUAGES.map(({ id }) => id)).size, LANGUAGES.length);
});
