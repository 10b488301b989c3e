import { FormData, request } from 'undici';
import { Reply } from '../reply.ts';
import type { Call, Client } from './client.ts';

/** Calls by undici's `request`. */
export const undiciClient: Client = {
  name: 'undici',
  async send(origin, { method, path, query = {}, headers, json, form }) {
    const asked = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`);
    const address = new URL(path, origin).href + (asked.length > 0 ? `?${asked.join('&')}` : '');
    const answer = await request(address, {
      method,
      headers: { ...headers, ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
      body: form ? formData(form) : (json ?? null),
    });
    const received = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Reply(answer.statusCode, new Headers(received), new Uint8Array(await answer.body.arrayBuffer()));
  },
  burst: (origin, call, times) => Promise.all(Array.from({ length: times }, () => undiciClient.send(origin, call))),
};

/** FACTS.md, section 2: "==" as %3D%3D, "*" as %2A, a space as %20, and "!" stays. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('*', '%2A');
}

function formData({ fields, file }: NonNullable<Call['form']>): FormData {
  const filled = new FormData();
  for (const [name, value] of Object.entries(fields)) filled.set(name, value);
  filled.set(file.field, new File([Uint8Array.from(file.bytes)], file.name, { type: file.type }));
  return filled;
}
