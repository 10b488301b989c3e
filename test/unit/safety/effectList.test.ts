import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseEffects } from '../../../src/keap/safety/effectList.ts';

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const properties = manifest.contributes.configuration.properties;

test('a list of effects is taken whole or not at all', () => {
  assert.deepEqual(parseEffects(['deletes', 'moves money']), ['deletes', 'moves money']);
  assert.deepEqual(parseEffects([]), []);
  for (const wrong of [undefined, null, '', 'deletes', {}, ['deletes', 'delets'], ['toString'], [['deletes']], [1]]) {
    assert.equal(parseEffects(wrong), undefined, JSON.stringify(wrong));
  }
});

test('the settings of questions are the machine’s alone, and their defaults ask', () => {
  const { 'keap.confirm.ask': ask, 'keap.confirm.typed': typed } = properties;
  for (const setting of [ask, typed]) {
    assert.equal(setting.scope, 'machine');
    assert.deepEqual(parseEffects(setting.items.enum), setting.items.enum);
    assert.equal(setting.items.enumDescriptions.length, setting.items.enum.length);
  }
  const grave = ['deletes', 'sends mail', 'moves money', 'starts automation', 'changes schema'];
  assert.deepEqual(parseEffects(ask.default), grave);
  assert.deepEqual(parseEffects(typed.default), grave.slice(0, 3));
});

test('a folder without trust has no say in any setting', () => {
  const { restrictedConfigurations, supported } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  assert.deepEqual([...restrictedConfigurations].sort(), Object.keys(properties).sort());
});
