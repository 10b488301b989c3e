import * as vscode from 'vscode';
import { asObject, asString } from '../../keap/json.ts';
import { sizeWords } from '../../keap/request/measures.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { BodyView, BuilderCalls } from '../../protocol/builder.ts';
import type { Handlers } from '../webviews/webviewRpc.ts';

const STATE_KEY = 'keap.bodyView';
/** As Base64 it stands in the text of the body, which has to stay fit to edit. */
const MOST_BYTES = 10_000_000;

/** How someone last wanted to see a body, over all workspaces. */
export function bodyViewIn(state: vscode.Memento): BodyView {
  return state.get<unknown>(STATE_KEY) === 'json' ? 'json' : 'form';
}

/** What a body asks of the extension host: files, and how it is shown. */
export function bodyHandlers(
  state: vscode.Memento,
): Pick<Handlers<BuilderCalls>, 'chooseFile' | 'readFile' | 'keepBodyView'> {
  return {
    chooseFile: {
      parse: partOf,
      work: async ({ part }) => {
        const chosen = await chooseFile(part);
        return chosen ? { ...chosen, uri: chosen.uri.toString() } : null;
      },
    },
    readFile: {
      parse: partOf,
      work: async ({ part }) => {
        const chosen = await chooseFile(part);
        if (!chosen) return null;
        const { uri, name, size } = chosen;
        if (size > MOST_BYTES) {
          const words = `${plainText(name)} has ${sizeWords(size)}: choose a file of at most ${sizeWords(MOST_BYTES)}.`;
          void vscode.window.showWarningMessage(words);
          return null;
        }
        const bytes = await vscode.workspace.fs.readFile(uri);
        return { name, base64: Buffer.from(bytes).toString('base64') };
      },
    },
    keepBodyView: {
      parse: (argument) => (argument === 'form' || argument === 'json' ? argument : undefined),
      work: async (view) => {
        await state.update(STATE_KEY, view);
        return null;
      },
    },
  };
}

function partOf(argument: unknown): { readonly part: string } | undefined {
  const part = asString(asObject(argument)?.['part']);
  return part === undefined ? undefined : { part };
}

async function chooseFile(part: string): Promise<{ uri: vscode.Uri; name: string; size: number } | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title: `File for ${plainText(part)}` })) ?? [];
  if (!uri) return undefined;
  const { size } = await vscode.workspace.fs.stat(uri);
  return { uri, name: uri.path.split('/').pop() ?? part, size };
}
