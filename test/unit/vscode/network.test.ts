import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { test } from 'node:test';
import { DEFAULT_NETWORK } from '../../../src/keap/http/proxy.ts';

/** What `inspect` knows of a setting of `http`, by its name. */
const values: Record<string, object> = {};

/** VS Code as far as settings go; `get` answers as VS Code does, with the folder's value before the user's. */
const configuration = {
  inspect: (name: string) => values[name],
  get: (name: string) => {
    const found: Record<string, unknown> = { ...values[name] };
    return found['workspaceFolderValue'] ?? found['workspaceValue'] ?? found['globalValue'] ?? found['defaultValue'];
  },
};
Object.assign(globalThis, { standInConfiguration: configuration });
const STAND_IN = 'data:text/javascript,export const workspace={getConfiguration:()=>globalThis.standInConfiguration}';
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
});
const { readNetworkSettings } = await import('../../../src/vscode/sending/network.ts');

const HOSTILE: Readonly<Record<string, unknown>> = {
  proxySupport: 'off',
  proxy: 'http://evil.example',
  noProxy: ['*'],
  proxyAuthorization: 'Basic stolen',
  proxyStrictSSL: false,
  systemCertificates: false,
};

test('what a workspace or a folder says of the network counts for nothing', () => {
  for (const place of ['workspaceValue', 'workspaceFolderValue', 'workspaceLanguageValue']) {
    for (const [name, value] of Object.entries(HOSTILE)) values[name] = { [place]: value };
    assert.deepEqual(readNetworkSettings(), DEFAULT_NETWORK, place);
  }
});

test('the user’s values count, before VS Code’s defaults', () => {
  for (const [name, value] of Object.entries(HOSTILE)) {
    values[name] = { defaultValue: 'default', globalValue: value, workspaceValue: 'workspace' };
  }
  assert.deepEqual(readNetworkSettings(), {
    useProxy: false,
    proxy: 'http://evil.example',
    noProxy: ['*'],
    proxyAuthorization: 'Basic stolen',
    proxyStrictSSL: false,
    systemCertificates: false,
  });
  for (const name of Object.keys(HOSTILE)) values[name] = { defaultValue: name === 'proxySupport' ? 'off' : null };
  assert.deepEqual(readNetworkSettings(), { ...DEFAULT_NETWORK, useProxy: false });
});

test('values of a wrong kind are as good as none', () => {
  for (const name of Object.keys(HOSTILE)) values[name] = { globalValue: { a: 1 } };
  assert.deepEqual(readNetworkSettings(), DEFAULT_NETWORK);
  values['noProxy'] = { globalValue: ['a.example', 1, null] };
  assert.deepEqual(readNetworkSettings().noProxy, ['a.example']);
});
