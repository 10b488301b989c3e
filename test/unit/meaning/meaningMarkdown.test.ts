import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import type { MeaningLine } from '../../../src/keap/meaning/meaningLine.ts';

const FAKE = 'export class MarkdownString { constructor(value) { this.value = value; } }';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: `data:text/javascript,${FAKE}`, shortCircuit: true } : next(specifier, context),
});

const { HOVER_COMMANDS, meaningMarkdown } = (await import(
  `${'../../../src/vscode/meaning'}/meaningMarkdown.ts`
)) as typeof import('../../../src/vscode/meaning/meaningMarkdown.ts');

const uri = { toString: () => 'keap-response://id/Keap%20answer/(x).json' } as vscode.Uri;

function markdown(...lines: MeaningLine[]): string {
  return meaningMarkdown(lines, uri).value;
}

test('what comes from an answer is shown and never obeyed', () => {
  const hostile = [
    '[x](command:workbench.action.quit)',
    '`](command:a) ``` <img src=x onerror=alert(1)>',
    '\n\n# heading\n---\n| a | b |',
    '![](https://evil.example/x.png) https://evil.example $(trash) &#91;',
    '**strong** _em_ \u202E \\',
  ];
  for (const text of hostile) {
    const shown = markdown(['is ', { text, strong: true }], [{ code: text }]);
    const [words = '', code = ''] = shown.split('\n\n');
    assert.equal(shown.split('\n\n').length, 2, 'Nothing begins a paragraph of its own.');
    assert.match(words, /^is \*\*(?:[\p{L}\p{N} ]|&#\d+;)*\*\*$/u);
    const [fence = ''] = /^`+/.exec(code) ?? [];
    assert.ok(code.length > 2 * fence.length && code.endsWith(fence));
    assert.ok(
      !code.slice(fence.length, -fence.length).split(/[^`]+/).includes(fence),
      'No run of backticks ends the span.',
    );
  }
});

test('what can be pressed runs commands of ours alone, with the address and an offset', () => {
  const opens = { kind: 'contact', id: '1) [x](command:a', start: 12, end: 13 } as const;
  const shown = meaningMarkdown([[{ press: 'Open contact 1) [x](command:a', does: { opens } }]], uri);
  const [, words, command, argument] = /^\[([^\]]*)\]\(command:([\w.]+)\?([^()\s]*)\)$/.exec(shown.value) ?? [];
  assert.ok(!/[[\]()]/.test(words ?? '['));
  assert.equal(command, 'keap.openReference');
  assert.deepEqual(JSON.parse(decodeURIComponent(argument ?? '')), [uri.toString(), 12]);
  assert.deepEqual(shown.isTrusted, { enabledCommands: [...HOVER_COMMANDS] });
  assert.ok(!shown.supportHtml);
});
