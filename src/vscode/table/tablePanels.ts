import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { asObject, asString } from '../../keap/json.ts';
import { TablePanel } from './tablePanel.ts';
import type { TableServices } from './tableServices.ts';
import { TABLE_VIEW } from './tableViewType.ts';

/** The open tables: one for each answer. VS Code restores them after a reload, as long as the answer is kept. */
export class TablePanels implements vscode.WebviewPanelSerializer {
  private readonly services: TableServices;
  private readonly open = new Set<TablePanel>();

  constructor(services: TableServices) {
    this.services = services;
  }

  /** Shows the table of an answer: the open one, or a new one in the active column. */
  show(exchange: Exchange): void {
    const shown = [...this.open].find((table) => table.exchange?.id === exchange.id);
    if (shown) {
      shown.panel.reveal();
      return;
    }
    const options = { enableScripts: true };
    this.add(vscode.window.createWebviewPanel(TABLE_VIEW, 'Table', vscode.ViewColumn.Active, options), exchange);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = asString(asObject(state)?.['exchange']);
    this.add(panel, id === undefined ? undefined : await this.services.exchangeOf(id));
  }

  /** The table in the active tab. */
  get active(): TablePanel | undefined {
    return [...this.open].find(({ panel }) => panel.active);
  }

  private add(panel: vscode.WebviewPanel, exchange: Exchange | undefined): void {
    const { answers } = this.services;
    const table = new TablePanel(panel, exchange, this.services);
    this.open.add(table);
    if (exchange) answers.hold(exchange);
    panel.onDidDispose(() => {
      this.open.delete(table);
      if (exchange) answers.release(exchange);
    });
  }
}
