import * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { faultOf } from '../../keap/http/fault.ts';
import { isOverview } from '../../keap/overview/overviewAnswer.ts';
import { ANSWER_FOLDER, RESPONSE_SCHEME } from './responseScheme.ts';

/** What a document of an answer shows of it. */
export type Shown = 'body' | 'headers' | 'raw';

/** `Get contact 200`: the name of what is saved or shown, without its ending. An overview has no status of its own. */
export function responseName({ operation, response }: Pick<Exchange, 'operation' | 'response'>): string {
  const fault = faultOf(response);
  const status = isOverview({ operation }) ? '' : ` ${fault ? `fault ${fault.code}` : response.status}`;
  return `${operation.title}${status}`.replaceAll(/[\\/:*?"<>|]/g, '-');
}

/**
 * The address of a document. Its authority says whose it is and what it shows, so that the path is a name; the answers
 * of one document may change.
 * @param id of the document: that of the exchange it first showed
 */
export function responseUri(id: string, { exchange, nature }: Answer, shown: Shown = 'body'): vscode.Uri {
  const name = responseName(exchange);
  const authority = shown === 'body' ? id : `${id}.${shown}`;
  return vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority, path: `/${pathOf(name, nature, shown)}` });
}

function pathOf(name: string, { kind, extension }: Answer['nature'], shown: Shown): string {
  if (shown === 'headers') return `${name} headers.json`;
  if (shown === 'raw') return `${name} unformatted.${extension}`;
  return kind === 'empty' ? `${name} (no body).json` : `${kind === 'json' ? ANSWER_FOLDER : ''}${name}.${extension}`;
}

/** What an address of ours stands for; undefined for all others. */
export function shownAt(uri: vscode.Uri | undefined): { readonly id: string; readonly shown: Shown } | undefined {
  if (uri?.scheme !== RESPONSE_SCHEME) return undefined;
  const [id = '', shown = 'body'] = uri.authority.split('.');
  return { id, shown: SHOWN.find((each) => each === shown) ?? 'body' };
}

const SHOWN: readonly Shown[] = ['body', 'headers', 'raw'];
