import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { isPlainLines } from '../../../src/keap/codegen/codeRequest.ts';
import { csLines, csString } from '../../../src/keap/codegen/csharp.ts';
import { quote } from '../../../src/keap/codegen/curl.ts';
import { javaLines, javaString } from '../../../src/keap/codegen/java.ts';
import { jsString, jsTemplate } from '../../../src/keap/codegen/javascript.ts';
import { phpLines, phpString } from '../../../src/keap/codegen/php.ts';
import { pyLines, pyString, pyValue } from '../../../src/keap/codegen/python.ts';
import { missing, programFolder } from './programs.ts';

/** What quoting goes wrong on, in any order, and texts of all kinds. */
const awkward = fc
  .array(
    fc.constantFrom(
      '"',
      "'",
      '`',
      '\\',
      '$',
      '{',
      '}',
      '$HOME',
      '\n',
      '\t',
      ' ',
      'é',
      '😀',
      '\\u0041',
      'JSON',
      '#',
      '?>',
    ),
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 40 }));
const texts = fc.sample(anyText, { numRuns: 400, seed: 6 }).map((text) => text.toWellFormed());
const lines: readonly string[] = fc
  .sample(awkward, { numRuns: 500, seed: 7 })
  .map((text) => `{\n${text}`)
  .filter(isPlainLines);
const write = programFolder();

/** What a program that prints Base64 line by line printed. */
function printed(command: string, ...args: string[]): string[] {
  const output = execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  return output
    .trimEnd()
    .split('\n')
    .map((line) => Buffer.from(line, 'base64').toString());
}

test('there is enough to read back', () => assert.ok(texts.length === 400 && lines.length > 250, `${lines.length}`));

test('JavaScript reads back what was meant', () => {
  const literals = [...texts.map(jsString), ...lines.map(jsTemplate)];
  const read = runInNewContext(`JSON.stringify([${literals.join(',\n')}])`) as string;
  assert.deepEqual(JSON.parse(read), [...texts, ...lines]);
});

test('a shell reads back what was meant', () => {
  // A word of a shell holds no zero byte, and nothing that is sent does: it could not stand in JSON.
  const words = texts.filter((text) => !text.includes('\0'));
  const script = write('words.sh', `printf '%s\\0' ${words.map(quote).join(' ')}`);
  assert.deepEqual(execFileSync('sh', [script], { encoding: 'utf8' }).split('\0').slice(0, -1), words);
});

test('Python reads back what was meant, JSON values too', { skip: missing('python') }, () => {
  const values = fc.sample(fc.jsonValue(), { numRuns: 200, seed: 8 });
  const literals = [...texts.map(pyString), ...lines.map(pyLines), ...values.map((value) => pyValue(value, ''))];
  const program = write('literals.py', `import json\nprint(json.dumps([\n${literals.join(',\n')},\n]))\n`);
  const read: unknown = JSON.parse(execFileSync('python3', [program], { encoding: 'utf8', maxBuffer: 1 << 26 }));
  // JSON knows no -0.
  assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify([...texts, ...lines, ...values])));
});

test('PHP reads back what was meant', { skip: missing('php') }, () => {
  const literals = [...texts.map(phpString), ...lines.map(phpLines)];
  const program = write(
    'literals.php',
    `<?php\n${literals.map((each) => `echo base64_encode(${each}\n), "\\n";\n`).join('')}`,
  );
  assert.deepEqual(printed('php', program), [...texts, ...lines]);
});

test('Java reads back what was meant', { skip: missing('java') }, () => {
  const literals = [...texts.map(javaString), ...lines.map((text) => javaLines(text, 8))];
  const statements = literals.map((each) => `        show(${each});\n`).join('');
  const show = 'System.out.println(java.util.Base64.getEncoder().encodeToString(text.getBytes("UTF-8")))';
  const program = write(
    'Literals.java',
    `class Literals {
    static void show(String text) throws Exception { ${show}; }
    public static void main(String[] a) throws Exception {
${statements}    }
}\n`,
  );
  assert.deepEqual(printed('java', '-Dfile.encoding=UTF-8', '-XX:TieredStopAtLevel=1', program), [...texts, ...lines]);
});

test('C# literals hold what was meant by its rules', () => {
  for (const text of texts) {
    const literal = csString(text);
    assert.equal(JSON.parse(literal), text);
    assert.ok(!/[\r\n\u0085\u2028\u2029]/.test(literal), 'It would end at what C# takes for the end of a line.');
  }
  for (const text of lines) {
    const [, quotes = '', held] = /^("{3,})\n([\s\S]*)\n\1$/.exec(csLines(text)) ?? [];
    assert.equal(held, text);
    assert.ok(!text.includes(quotes));
  }
});
