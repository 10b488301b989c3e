/** A private certificate authority, made anew at each start, and a certificate that it signed. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A key with its certificate, both in PEM, and the folder whose `ca.pem` a client must trust. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  /** The temporary folder of `caFile`, to be removed by whoever asked. */
  readonly folder: string;
}

/** Makes a certificate that is good for `hosts`. The authority's key is forgotten at once. */
export async function makeIdentity(hosts: readonly string[]): Promise<ServerIdentity> {
  const kind = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;
  // Authorities of one name but different keys would be taken for each other by a client that trusts several.
  const name = `Keap API Explorer tests ${randomUUID()}`;
  const ca = await generate([{ name: 'commonName', value: name }], {
    ...kind,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    ...kind,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'keap-ca-'));
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, ca.cert);
  return { key: server.private, cert: server.cert, caFile, folder };
}
