import * as vscode from 'vscode';
import type { MeaningAction, MeaningLine, MeaningPart } from '../../keap/meaning/meaningLine.ts';
import { markdownText } from '../../keap/safety/markdownText.ts';
import { plainText } from '../../keap/safety/plainText.ts';

/** The commands that a hover may run; nothing in an answer adds to them. */
export const HOVER_COMMANDS = ['keap.openReference', 'keap.loadCustomFields', 'keap.requestProperties'] as const;

const LONGEST = 200;

/** Lines as the text of a hover: what comes from an answer or an account is shown and never obeyed. */
export function meaningMarkdown(lines: readonly MeaningLine[], uri: vscode.Uri): vscode.MarkdownString {
  const text = lines.map((line) => line.map((part) => partMarkdown(part, uri)).join('')).join('\n\n');
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: [...HOVER_COMMANDS] };
  return markdown;
}

function partMarkdown(part: MeaningPart, uri: vscode.Uri): string {
  if (typeof part === 'string') return part;
  if ('press' in part) return link(part.press, part.does, uri);
  const shown = 'code' in part ? codeSpan(part.code) : markdownText(plainText(part.text, LONGEST));
  return part.strong ? `**${shown}**` : shown;
}

/** A code span, in which nothing but a backtick means anything. */
function codeSpan(text: string): string {
  const plain = plainText(text, LONGEST);
  const fence = '`'.repeat(1 + Math.max(0, ...[...plain.matchAll(/`+/g)].map(({ 0: run }) => run.length)));
  return plain.includes('`') ? `${fence} ${plain} ${fence}` : `${fence}${plain}${fence}`;
}

function link(words: string, action: MeaningAction, uri: vscode.Uri): string {
  const [command, argument] =
    'opens' in action
      ? (['keap.openReference', action.opens.start] as const)
      : 'loads' in action
        ? (['keap.loadCustomFields', action.loads] as const)
        : (['keap.requestProperties', action.requests] as const);
  const target = encodeURIComponent(JSON.stringify([uri.toString(), argument])).replaceAll(/[()]/g, (sign) =>
    sign === '(' ? '%28' : '%29',
  );
  return `[${markdownText(plainText(words, LONGEST))}](command:${command}?${target})`;
}
