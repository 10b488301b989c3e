import type { SandboxRequest } from '../request.ts';

/** The token some v1 lists give for asking what changed since; the moment of the answer, in a form nobody reads. */
export function syncToken({ now }: SandboxRequest): string {
  return Buffer.from(String(now)).toString('base64url');
}
