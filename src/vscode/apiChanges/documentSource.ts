import * as vscode from 'vscode';
import { DocumentError } from '../../keap/apiChanges/documentError.ts';
import { MOST_DOCUMENT_BYTES, tooLarge } from '../../keap/apiChanges/documentSize.ts';
import { fetchPublished, PUBLISHED, type PublishedAddress } from '../../keap/apiChanges/published.ts';
import { API_LABELS } from '../../keap/catalog/catalogData.ts';
import type { RestVersion } from '../../keap/catalog/operation.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { openTransport } from '../sending/openTransport.ts';

/** Where a description comes from. */
export interface DocumentSource {
  /** The host of a server, or the name of a file. */
  readonly name: string;
  /** What it must describe; a file says so itself. */
  readonly expected?: RestVersion;
  readonly yaml: boolean;
  /** @throws DocumentError, SendError */
  read(signal: AbortSignal): Promise<Uint8Array>;
}

/** The description that is looked at where nobody chooses: the one that grows. */
export const USUAL_SOURCE = publishedSource(PUBLISHED[0] as PublishedAddress);

/** Asks where to look; undefined where nobody chose. */
export async function pickSource(): Promise<DocumentSource | undefined> {
  const published = PUBLISHED.map((address, index) => ({
    label: API_LABELS[address.version],
    description: `${new URL(address.origin).host}${address.target}`,
    detail: detailOf(address.version, index),
    source: publishedSource(address),
  }));
  const file = {
    label: 'File…',
    description: 'OpenAPI 3 as JSON or YAML',
    detail: 'Such as a document of Keap’s SDK, or one that was saved earlier.',
    source: undefined,
  };
  const picked = await vscode.window.showQuickPick([...published, file], {
    title: 'Check for API changes',
    placeHolder: 'Description to compare with the one in use; no key is sent',
    matchOnDescription: true,
  });
  return picked && (picked.source ?? pickFile());
}

function detailOf(version: RestVersion, index: number): string {
  if (index > 1) return 'An older address of the same description.';
  return version === 'v2' ? 'Grows from week to week.' : 'Frozen: Keap adds nothing to it any more.';
}

function publishedSource(address: PublishedAddress): DocumentSource {
  return {
    name: new URL(address.origin).host,
    expected: address.version,
    yaml: false,
    async read(signal) {
      const transport = await openTransport();
      try {
        return await fetchPublished(address, transport, signal);
      } finally {
        void transport.close();
      }
    },
  };
}

async function pickFile(): Promise<DocumentSource | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'API description',
      openLabel: 'Compare',
      filters: { 'OpenAPI descriptions': ['json', 'yml', 'yaml'] },
    })) ?? [];
  return uri && fileSource(uri);
}

function fileSource(uri: vscode.Uri): DocumentSource {
  return {
    name: plainText(uri.path.slice(uri.path.lastIndexOf('/') + 1)),
    yaml: /\.ya?ml$/i.test(uri.path),
    async read() {
      // A file of any size is told by its size, before a byte of it is read.
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > MOST_DOCUMENT_BYTES) throw new DocumentError(tooLarge());
      return vscode.workspace.fs.readFile(uri);
    },
  };
}
