import { asObject } from '../../keap/json.ts';
import { showFields } from '../query/fields.ts';
import { listParameter, type SandboxRequest } from '../request.ts';

/** What v1 sends only when `optional_properties` asks for it, by kind of record; contacts and companies say so themselves. */
const OPTIONAL_V1: Readonly<Record<string, readonly string[]>> = {
  campaigns: ['goals', 'sequences'],
  files: ['file_data'],
  opportunities: ['custom_fields'],
};

/** A made-up record without what comes only when asked for. */
export function shownExample(value: unknown, request: SandboxRequest): unknown {
  const view = asObject(value);
  if (!view) return value;
  if (request.catalog.version === 'v2') return showFields(view, request, []);
  const optional = OPTIONAL_V1[request.pathname.split('/')[4] ?? ''] ?? [];
  const asked = listParameter(request.query, 'optional_properties') ?? [];
  return Object.fromEntries(Object.entries(view).filter(([name]) => !optional.includes(name) || asked.includes(name)));
}
