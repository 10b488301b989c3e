import type { RowRunCalls, RowRunEvents } from '../../protocol/rowRun.ts';
import { Rpc } from '../rpc.ts';
import { rowRunReaders } from './readers.ts';
import { RowRunApp } from './rowRunApp.ts';
import { RowRunSession } from './session.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
const rpc = new Rpc<RowRunCalls, RowRunEvents>(
  {
    post: (message) => vscode.postMessage(message),
    listen: (listener) => window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
  },
  rowRunReaders,
);
const app = new RowRunApp();
const session = new RowRunSession({
  rpc,
  save: (state) => vscode.setState(state),
  changed: () => app.requestUpdate(),
});
app.session = session;
document.body.append(app);
void session.start();
