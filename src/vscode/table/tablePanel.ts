import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { asNumber, asObject, asString, asStrings } from '../../keap/json.ts';
import { formatJson } from '../../keap/request/formatJson.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { TableSource } from '../../keap/table/tableSource.ts';
import { parseWish } from '../../keap/table/tableWish.ts';
import type {
  TableCalls,
  TableColumns,
  TableCommand,
  TableEvents,
  TableModel,
  TableProgress,
} from '../../protocol/table.ts';
import { lookupSentence } from '../account/accountLookup.ts';
import { guarded } from '../errors.ts';
import { columnBeside } from '../webviews/panelColumns.ts';
import { dressPanel, webviewHtml } from '../webviews/webviewHtml.ts';
import { type Handlers, WebviewRpc } from '../webviews/webviewRpc.ts';
import type { FieldNames } from './fieldNames.ts';
import { MOST_COPIED, ShownTable, titledColumns } from './shownTable.ts';
import { layoutName, parseLayout } from './tableLayouts.ts';
import type { TableServices } from './tableServices.ts';

/** Pages are told of progress and columns no more often than this, in milliseconds. */
const TELL_EVERY_MS = 150;

/** So many rows a page gets at a time. */
const MOST_ROWS = 500;

const GONE = 'This answer is no longer kept. Send the request again to see its table.';
const NO_LIST = 'This answer has no list to show as a table.';

/** The list of one answer as a table: a webview panel that asks for the rows it shows. */
export class TablePanel {
  readonly panel: vscode.WebviewPanel;
  readonly exchange: Exchange | undefined;
  private readonly services: TableServices;
  private readonly rpc: WebviewRpc<TableCalls, TableEvents>;
  private readonly closed = new AbortController();
  private readonly listener: vscode.Disposable;
  private finding: Promise<ShownTable | undefined> | undefined;
  private table: ShownTable | undefined;
  private names: FieldNames | undefined;
  private opens: (column: string) => string | undefined = () => undefined;
  private showing: AbortController | undefined;
  private toldAt = 0;

  /** @param exchange undefined where the answer is no longer kept */
  constructor(panel: vscode.WebviewPanel, exchange: Exchange | undefined, services: TableServices) {
    this.panel = panel;
    this.exchange = exchange;
    this.services = services;
    const { extensionUri, log, lookup } = services;
    dressPanel(panel, exchange ? `${exchange.operation.title} — table` : panel.title, extensionUri, 'table');
    this.rpc = new WebviewRpc(panel.webview, this.handlers(), log, 'The table');
    panel.webview.html = webviewHtml(panel.webview, extensionUri, 'Table', 'table');
    this.listener = lookup.onDidChange((account) => {
      if (this.names?.isOf(account)) this.tellColumns();
    });
    panel.onDidDispose(() => {
      this.closed.abort();
      this.showing?.abort();
      this.listener.dispose();
      this.rpc.dispose();
    });
  }

  /** Does what a menu of VS Code asks for, where the page has the cells. */
  command(command: TableCommand): void {
    this.rpc.emit('command', command);
  }

  private handlers(): Handlers<TableCalls> {
    const none = (argument: unknown) => (argument === null ? null : undefined);
    const row = (argument: unknown) => {
      const number = placeIn(argument);
      return number !== undefined && number < (this.table?.source.rows.count ?? 0) ? number : undefined;
    };
    return {
      ready: { parse: none, work: () => this.model() },
      show: { parse: parseWish, work: (wish) => this.show(wish) },
      cancel: {
        parse: none,
        work: () => {
          this.showing?.abort();
          return null;
        },
      },
      rows: {
        parse: (argument) => {
          const { version, from, columns } = rangeOf(argument) ?? {};
          const count = placeIn(asObject(argument)?.['count']);
          return version === undefined || from === undefined || !columns || count === undefined
            ? undefined
            : { version, from, count: Math.min(MOST_ROWS, count), columns };
        },
        work: async (wish) => (await this.table?.rows(wish)) ?? { rows: [] },
      },
      copyCells: {
        parse: (argument) => {
          const range = rangeOf(argument);
          const to = placeIn(asObject(argument)?.['to']);
          return range && to !== undefined ? { ...range, to } : undefined;
        },
        work: async (range) => {
          const text = await this.table?.copied(range, this.closed.signal);
          if (text !== undefined) await vscode.env.clipboard.writeText(text);
          else void vscode.window.showInformationMessage(TOO_MANY);
          return text === undefined ? 0 : (range.to - range.from + 1) * range.columns.length;
        },
      },
      copyRow: {
        parse: row,
        work: async (number) => {
          const text = await this.found?.rows.text(number);
          if (text !== undefined) await vscode.env.clipboard.writeText(formatJson(text) ?? text);
          return null;
        },
      },
      openRow: {
        parse: row,
        work: async (number) => {
          if (this.exchange) await this.services.rows.open(this.exchange, number, columnBeside(this.panel));
          return null;
        },
      },
      keepLayout: {
        parse: parseLayout,
        work: async (layout) => {
          if (this.exchange) await this.services.layouts.keep(layoutName(this.exchange, this.found), layout);
          return null;
        },
      },
      export: {
        parse: (argument) => {
          const columns = asStrings(asObject(argument)?.['columns']);
          return columns && { columns };
        },
        work: ({ columns }) => {
          const { table, exchange } = this;
          if (table && exchange) {
            const shown = { columns, numbers: table.shownNumbers };
            const subject = { exchange, source: table.source, names: this.names, shown };
            // The questions wait for a person; the page does not.
            void guarded(this.services.log, () => this.services.exports.ask(subject))();
          }
          return null;
        },
      },
      openReference: {
        parse: (argument) => {
          const number = row(asObject(argument)?.['number']);
          const column = asString(asObject(argument)?.['column']);
          return number === undefined || column === undefined ? undefined : { number, column };
        },
        work: ({ number, column }) => {
          const { found, exchange } = this;
          const { references, log } = this.services;
          // A request may have questions, and the page does not wait for them.
          if (found && exchange) void guarded(log, () => references.open(exchange, found, number, column))();
          return null;
        },
      },
      loadFieldNames: { parse: none, work: () => this.loadNames() },
      openResponse: {
        parse: none,
        work: async () => {
          if (this.exchange) await this.services.openResponse(this.exchange, columnBeside(this.panel));
          return null;
        },
      },
    };
  }

  private get found(): TableSource | undefined {
    return this.table?.source;
  }

  private async model(): Promise<TableModel> {
    const { exchange } = this;
    if (!exchange) return { state: 'none', sentence: GONE, canOpenResponse: false };
    this.finding ??= this.find(exchange);
    const table = await this.finding;
    if (!table) return { state: 'none', sentence: NO_LIST, canOpenResponse: true };
    // Behind the answer, which the page waits for.
    if (!table.source.complete) setImmediate(() => void this.collect(table.source));
    return {
      state: 'list',
      exchange: exchange.id,
      title: exchange.operation.title,
      count: table.source.rows.count,
      cut: table.source.rows.index.cut,
      columns: this.columns(table.source),
      layout: this.services.layouts.of(layoutName(exchange, table.source)),
      shown: table.shown,
    };
  }

  private async find(exchange: Exchange): Promise<ShownTable | undefined> {
    const { sources, references } = this.services;
    const source = await sources.of(exchange, this.closed.signal, this.tell('finding'));
    if (!source) return undefined;
    this.names = await sources.namesOf(exchange, source);
    this.opens = await references.wordsFor(exchange, source);
    this.table = new ShownTable(source);
    return this.table;
  }

  private async collect(source: TableSource): Promise<void> {
    try {
      await source.collect(this.closed.signal, this.tell('columns'), () => this.tellColumns(TELL_EVERY_MS));
      this.tellColumns();
    } catch (error) {
      if (!this.closed.signal.aborted) this.services.log.error('The columns of a table could not be read.', error);
    }
  }

  private async show(wish: ReturnType<typeof parseWish>): Promise<TableCalls['show']['result']> {
    this.showing?.abort();
    const controller = new AbortController();
    this.showing = controller;
    try {
      return (await this.table?.show(wish, controller.signal, this.tell('rows'))) ?? null;
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    }
  }

  private async loadNames(): Promise<null> {
    const { names } = this;
    try {
      await names?.load(this.closed.signal);
    } catch (error) {
      const sentence = lookupSentence(error);
      if (sentence !== undefined) void vscode.window.showErrorMessage(plainText(sentence, 300));
    }
    return null;
  }

  private columns(source: TableSource): TableColumns {
    const columns = titledColumns(source.columns.columns, (id) => this.names?.nameOf(id)).map((column) => {
      const opens = this.opens(column.id);
      return opens === undefined ? column : { ...column, opens };
    });
    const unnamed = source.columns.columns.some(
      ({ customField }) => customField !== undefined && this.names?.nameOf(customField) === undefined,
    );
    return {
      columns,
      complete: source.complete,
      more: source.columns.hasMore,
      canNameFields: unnamed && this.names?.canLoad === true,
    };
  }

  /** @param every tells nothing where the page was told within so many milliseconds */
  private tellColumns(every = 0): void {
    if (!this.found || performance.now() - this.toldAt < every) return;
    this.toldAt = performance.now();
    this.rpc.emit('columns', this.columns(this.found));
  }

  private tell(phase: TableProgress['phase']): (share: number) => void {
    let at = performance.now();
    return (share) => {
      if (performance.now() - at < TELL_EVERY_MS) return;
      at = performance.now();
      this.rpc.emit('progress', { phase, share });
    };
  }
}

const TOO_MANY = `The clipboard takes ${MOST_COPIED.toLocaleString('en-US')} cells at most. Export the table to a file instead.`;

/** A whole number from 0. */
function placeIn(value: unknown): number | undefined {
  const number = asNumber(value);
  return number !== undefined && Number.isInteger(number) && number >= 0 ? number : undefined;
}

function rangeOf(
  argument: unknown,
): { readonly version: number; readonly from: number; readonly columns: readonly string[] } | undefined {
  const source = asObject(argument);
  const version = placeIn(source?.['version']);
  const from = placeIn(source?.['from']);
  const columns = asStrings(source?.['columns']);
  return version === undefined || from === undefined || !columns ? undefined : { version, from, columns };
}
