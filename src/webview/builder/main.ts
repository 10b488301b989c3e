import type { BuilderCalls, BuilderEvents } from '../../protocol/builder.ts';
import { Rpc } from '../rpc.ts';
import { BuilderApp } from './builderApp.ts';
import { builderReaders } from './readers.ts';
import { BuilderSession } from './session.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
const rpc = new Rpc<BuilderCalls, BuilderEvents>(
  {
    post: (message) => vscode.postMessage(message),
    listen: (listener) => window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
  },
  builderReaders,
);
const app = new BuilderApp();
const session = new BuilderSession({
  rpc,
  saved: vscode.getState(),
  save: (state) => vscode.setState(state),
  changed: () => app.requestUpdate(),
});
app.session = session;
document.body.append(app);
rpc.on('sendNow', ({ focus }) => void app.send(false, focus));
rpc.on('saveNow', ({ anew }) => void app.save(anew));
for (const leaving of ['blur', 'pagehide']) window.addEventListener(leaving, () => session.flush());
document.addEventListener('visibilitychange', () => session.flush());
void session.start();
