import { FAULT_RULES } from './faultRules.ts';
import { KEY_RULES } from './keyRules.ts';
import { LIMIT_RULES } from './limitRules.ts';
import { REQUEST_RULES } from './requestRules.ts';
import type { Diagnosis, Failure, Rule } from './rule.ts';
import { SERVER_RULES } from './serverRules.ts';

/** Everything the doctor knows, what is more certain before what is less. */
export const RULES: readonly Rule[] = [...FAULT_RULES, ...KEY_RULES, ...LIMIT_RULES, ...REQUEST_RULES, ...SERVER_RULES];

/** What an answer that is no success means and what to do; undefined where no rule knows. */
export function diagnose(failure: Failure): (Diagnosis & { readonly rule: Rule }) | undefined {
  for (const rule of RULES) {
    const diagnosis = rule.diagnose(failure);
    if (diagnosis) return { ...diagnosis, rule };
  }
  return undefined;
}
