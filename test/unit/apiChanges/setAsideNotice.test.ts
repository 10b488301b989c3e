/** What a person is told of a description that they chose and that does not count. */
import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { beforeEach, test } from 'node:test';
import type { SetAside } from '../../../src/keap/apiChanges/takenReader.ts';

const shown: string[] = [];
let pressed: string | undefined;
const fake = {
  window: {
    showWarningMessage: async (message: string, action: string) => {
      shown.push(message);
      return pressed === action ? action : undefined;
    },
  },
};
Object.assign(globalThis, { fakeOfNotice: fake });
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: 'data:text/javascript,export const { window } = globalThis.fakeOfNotice', shortCircuit: true }
      : next(specifier, context),
});
const { tellSetAside } = await import('../../../src/vscode/apiChanges/setAsideNotice.ts');

const kept = new Map<string, unknown>();
const state = {
  keys: () => [...kept.keys()],
  get: <T>(key: string) => kept.get(key) as T,
  update: async (key: string, value: unknown) => void kept.set(key, value),
};
const damaged: SetAside = { version: 'v2', because: 'damaged', instead: 'before' };
const unreadable: SetAside = { version: 'v1', because: 'unreadable', instead: 'built-in' };

beforeEach(() => {
  shown.length = 0;
  kept.clear();
  pressed = undefined;
});

test('what is set aside for good is told once, and anew when it was mended meanwhile', async () => {
  const tell = (...setAside: SetAside[]) => tellSetAside(setAside, state, () => undefined);
  await tell(damaged);
  await tell(damaged);
  assert.equal(shown.length, 1);
  assert.match(shown[0] ?? '', /REST v2 that you chose is damaged, so the one before it is used\.$/);
  await tell();
  await tell(damaged);
  assert.equal(shown.length, 2);
});

test('what cannot be read now is told every time, and can be read again', async () => {
  let readings = 0;
  pressed = 'Read again';
  for (let start = 0; start < 2; start++) await tellSetAside([unreadable], state, () => readings++);
  await Promise.resolve();
  assert.deepEqual([shown.length, readings], [2, 2]);
  assert.match(shown[0] ?? '', /cannot be read now, so the built-in one is used\.$/);
});
