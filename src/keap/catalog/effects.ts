import type { Effect, HttpMethod } from './operation.ts';

/** What an operation does, by rules over method and path, and by the reviewed EXCEPTIONS. */
export function effectOf(key: string, method: HttpMethod, path: string): Effect {
  const exception = EXCEPTIONS[key];
  if (exception) return exception;
  if (method === 'GET') return 'reads';
  if (method === 'DELETE') return 'deletes';
  if (path.includes('/model/customFields')) return 'changes schema';
  if (/\/emails(\/templates)?:send$|\/emails\/queue$/.test(path)) return 'sends mail';
  return method === 'POST' ? 'creates' : 'changes';
}

const EXCEPTIONS: Readonly<Record<string, Effect>> = {};
