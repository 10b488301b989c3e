import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retirementLabel, retirementWords } from '../../../src/keap/catalog/xmlrpc/xmlRpcRetirement.ts';
import { findUses, MOST_USES } from '../../../src/keap/moving/use/findUses.ts';
import { useReport, useRows, useSentence } from '../../../src/keap/moving/use/useReport.ts';
import { catalogs } from '../catalog/realCatalog.ts';
import { known } from './knownNames.ts';

const text = `// keap
client.methodCall('DataService.query', [key, 'Contact']);
client.methodCall('ContactService.runActionSequence', [key, 5, 1]);
client.methodCall('DataService.query', [key, 'Contact']);
axios.delete('/crm/rest/v1/contacts/' + id);
`;
const files = [{ path: 'src/a.js', uses: findUses(text, 'javascript', known) }];
const facts = { catalogs, read: 1_200, whole: false, now: Date.UTC(2026, 10, 30, 12) };

test('a report says what is used where, and what REST v2 has for it', () => {
  const report = useReport(files, facts);
  assert.equal(
    report.text,
    `# Use of XML-RPC and REST v1

3 uses of XML-RPC and 1 use of REST v1 in 1 file; 1,200 files read, not all of them.

${retirementWords(facts.now)} REST v1 goes on, and gets no new operations.

## DataService.query of Contact · 2 places

Query records → REST v2: List contacts · GET /v2/contacts

- src/a.js:2:20 \`client.methodCall('DataService.query', [key, 'Contact']);\`
- src/a.js:4:20 \`client.methodCall('DataService.query', [key, 'Contact']);\`

## ContactService.runActionSequence · 1 place

Run action set on contact → no counterpart. REST v2 has no action sets: build an automation and achieve its goal.

- src/a.js:3:20 \`client.methodCall('ContactService.runActionSequence', [key, 5, 1]);\`

## /v1/contacts/{} · 1 place

DELETE Delete contact → REST v2: Delete contact · DELETE /v2/contacts/{contact_id}

- src/a.js:5:15 \`axios.delete('/crm/rest/v1/contacts/' + id);\`
`,
  );
  const lines = report.text.split('\n');
  assert.deepEqual(
    report.links.map(({ line, start, end }) => lines[line]?.slice(start, end)),
    [...['List contacts', 'src/a.js:2:20', 'src/a.js:4:20', 'src/a.js:3:20'], ...['Delete contact', 'src/a.js:5:15']],
  );
  assert.match(useReport([], { ...facts, now: Date.UTC(2027, 1, 1) }).text, /Keap ended XML-RPC/);
});

test('a mark says in a sentence what it is about', () => {
  const end = retirementLabel(facts.now);
  const said = files[0]?.uses.map((use) => useSentence(use, facts)) ?? [];
  assert.deepEqual(said.slice(1), [
    `ContactService.runActionSequence is of XML-RPC, which ${end}. REST v2 has no action sets: build an automation and achieve its goal.`,
    `DataService.query of Contact is of XML-RPC, which ${end}. In REST v2: List contacts.`,
    '/v1/contacts/{} is of REST v1. In REST v2: Delete contact.',
  ]);
});

test('rows for a table name the counterpart of each use, or why there is none', () => {
  const [head, first, second] = useRows(files, facts);
  assert.deepEqual(head?.length, first?.length);
  assert.deepEqual(first, [
    'src/a.js',
    '2',
    '20',
    'xmlrpc',
    'DataService.query',
    'Contact',
    'string',
    'listContacts',
    '',
  ]);
  assert.match(second?.at(-1) ?? '', /no action sets/);
});

test('no line and no name of a file is Markdown in the report', () => {
  const line = "a('ContactService.load'); // ```` `` [x] <b> keap";
  const uses = findUses(line, 'javascript', known);
  const { text: report, links } = useReport([{ path: 'a[x]`<b>.js', uses }], facts);
  const item = report.split('\n').findIndex((each) => each.startsWith('- '));
  assert.equal(report.split('\n')[item], `- a\\[x\\]\\\`\\<b\\>.js:1:4 \`\`\`\`\` ${line} \`\`\`\`\``);
  const link = links.find((each) => each.line === item);
  assert.equal(report.split('\n')[item]?.slice(link?.start, link?.end), 'a\\[x\\]\\`\\<b\\>.js:1:4');
});

test('of a file with very many uses the first are listed, and the report says so', () => {
  const uses = findUses("a('ContactService.load');\n".repeat(MOST_USES + 5), 'javascript', known);
  assert.equal(uses.length, MOST_USES);
  assert.equal(uses.at(-1)?.line, MOST_USES - 1);
  assert.match(useReport([{ path: 'a.js', uses }], facts).text, /the first 1,000 uses are listed: a\.js may have more/);
});
