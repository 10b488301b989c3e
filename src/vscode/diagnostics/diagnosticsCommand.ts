import { arch, platform, release } from 'node:os';
import * as vscode from 'vscode';
import { API_LABELS, API_VERSIONS } from '../../keap/catalog/catalogData.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { DEFAULT_ORIGIN } from '../../keap/connection.ts';
import { chooseProxy } from '../../keap/http/proxy.ts';
import { asObject, asString } from '../../keap/json.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { Log } from '../log.ts';
import { readNetworkSettings } from '../sending/network.ts';
import { diagnosticsReport } from './diagnosticsReport.ts';

export interface DiagnosticServices {
  readonly extension: vscode.Extension<unknown>;
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly log: Log;
}

/** *Keap: Copy diagnostics*: what a report of a bug needs, as a document to read before it goes anywhere. */
export function diagnosticsCommands(services: DiagnosticServices): Commands {
  return {
    'keap.copyDiagnostics': async () => {
      const text = await gather(services);
      await vscode.env.clipboard.writeText(text);
      const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: text });
      await vscode.window.showTextDocument(document);
      void vscode.window.showInformationMessage('The diagnostics are copied. Read them before you pass them on.');
    },
  };
}

async function gather({ extension, catalog, connections, log }: DiagnosticServices): Promise<string> {
  await connections.ready;
  const manifest = asObject(extension.packageJSON);
  const catalogs = API_VERSIONS.map(async (version) => {
    const { source, operations } = await catalog.version(version);
    const dated = source.date === undefined ? '' : `, ${source.date}`;
    return [API_LABELS[version], `${source.version}${dated}, ${operations.length} operations`] as const;
  });
  return diagnosticsReport({
    versions: [
      ['Keap API Explorer', asString(manifest?.['version']) ?? ''],
      [vscode.env.appName, `${vscode.version}${vscode.env.remoteName === undefined ? '' : ', remote'}`],
      ['Operating system', `${platform()} ${release()} ${arch()}`],
      ['Node', process.versions.node],
    ],
    trusted: vscode.workspace.isTrusted,
    folders: vscode.workspace.workspaceFolders?.length ?? 0,
    settings: ourSettings(manifest),
    connections: connections.all,
    active: connections.active,
    proxy: proxyWords(),
    catalogs: await Promise.all(catalogs),
    log: log.facts,
  });
}

/** The values of the settings that the manifest declares. */
function ourSettings(manifest: Readonly<Record<string, unknown>> | undefined): readonly (readonly [string, unknown])[] {
  const declared = asObject(asObject(asObject(manifest?.['contributes'])?.['configuration'])?.['properties']);
  const values = vscode.workspace.getConfiguration();
  return Object.keys(declared ?? {}).map((name) => [name, values.get(name)]);
}

/** Where a proxy comes from; its address may name a company. */
function proxyWords(): string {
  try {
    return chooseProxy(DEFAULT_ORIGIN, readNetworkSettings(), process.env)?.source ?? 'none';
  } catch {
    return 'set, but it can be none';
  }
}
