import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page of a webview: our script and styles, and nothing else from anywhere. Data comes by message alone. */
export function webviewHtml(webview: vscode.Webview, extensionUri: vscode.Uri, title: string, bundle: string): string {
  const nonce = randomBytes(24).toString('base64url');
  const uri = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${uri('dist', 'webview', 'codicon.css')}">
<link rel="stylesheet" href="${uri('media', 'page.css')}">
<link rel="stylesheet" href="${uri('media', `${bundle}.css`)}">
<title>${title}</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${uri('dist', 'webview', `${bundle}.js`)}"></script>
</body>
</html>`;
}

/**
 * Title and icon of the tab, and what its page may load.
 * @param icon of two files in `media`, for light and dark themes: `request`
 */
export function dressPanel(panel: vscode.WebviewPanel, title: string, extensionUri: vscode.Uri, icon: string): void {
  const inside = (...path: string[]) => vscode.Uri.joinPath(extensionUri, ...path);
  panel.title = title;
  panel.iconPath = { light: inside('media', `${icon}-light.svg`), dark: inside('media', `${icon}-dark.svg`) };
  panel.webview.options = { enableScripts: true, localResourceRoots: [inside('dist', 'webview'), inside('media')] };
}
