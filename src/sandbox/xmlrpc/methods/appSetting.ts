import { asObject } from '../../../keap/json.ts';
import type { XmlRpcContext } from '../context.ts';

/**
 * A setting of the application as text, from what REST tells of the same module; empty for one nobody has. Names are
 * told apart without regard to case and underscores: `optiontypes`, `time_zone`.
 */
export function appSetting(module: string, setting: string, { rest }: XmlRpcContext): string {
  const asked = MODULES.find((name) => isSame(name, module));
  const query = asked === undefined ? '' : `?fields=${asked.toUpperCase()}`;
  const { json } = rest('GET', `/v2/settings/applications:getConfiguration${query}`);
  const values = asObject(Object.entries(asObject(json) ?? {}).find(([name]) => isSame(name, module))?.[1]) ?? {};
  const flat = { ...values, ...asObject(values['company']) };
  const found = Object.entries(flat).find(([name]) => isSame(name, setting))?.[1];
  return found === undefined || typeof found === 'object' ? '' : String(found);
}

/** The modules that REST tells of when asked; of the application itself it always does. */
const MODULES = [
  ...['affiliate', 'appointment', 'contact', 'ecommerce', 'email', 'forms', 'fulfillment', 'invoice', 'note'],
  ...['opportunity', 'task', 'template'],
];

function isSame(a: string, b: string): boolean {
  return a.replaceAll('_', '').toLowerCase() === b.replaceAll('_', '').toLowerCase();
}
