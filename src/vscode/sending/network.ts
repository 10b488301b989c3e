import * as vscode from 'vscode';
import type { NetworkSettings } from '../../keap/http/proxy.ts';
import { asString, asStrings } from '../../keap/json.ts';

/**
 * VS Code's settings of the network as the user has them. What a workspace or a folder says is passed over, trusted
 * or not: a repository has no say in the way a key takes.
 */
export function readNetworkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const user = (name: string): unknown => {
    const found = http.inspect(name);
    return found?.globalValue ?? found?.defaultValue;
  };
  return {
    useProxy: user('proxySupport') !== 'off',
    proxy: asString(user('proxy')) ?? '',
    noProxy: asStrings(user('noProxy')) ?? [],
    proxyAuthorization: asString(user('proxyAuthorization')) ?? '',
    proxyStrictSSL: user('proxyStrictSSL') !== false,
    systemCertificates: user('systemCertificates') !== false,
  };
}
