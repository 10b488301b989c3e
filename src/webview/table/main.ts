import type { TableCalls, TableEvents } from '../../protocol/table.ts';
import { Rpc } from '../rpc.ts';
import { tableReaders } from './readers.ts';
import { TableSession } from './session.ts';
import { TableApp } from './tableApp.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
const rpc = new Rpc<TableCalls, TableEvents>(
  {
    post: (message) => vscode.postMessage(message),
    listen: (listener) => window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
  },
  tableReaders,
);
const app = new TableApp();
const session = new TableSession({
  rpc,
  saved: vscode.getState(),
  save: (state) => vscode.setState(state),
  changed: () => app.requestUpdate(),
  arrived: () => app.arrived(),
});
app.session = session;
document.body.append(app);
rpc.on('command', (command) => app.command(command));
void session.start();
