import type { SafetySettings } from '../../keap/safety/safety.ts';

const GRAVE = ['deletes', 'sends mail', 'moves money', 'starts automation', 'changes schema'] as const;

/** Which effects ask, and which want a word typed. */
export function readSafetySettings(): SafetySettings {
  return { ask: GRAVE, typed: [] };
}
