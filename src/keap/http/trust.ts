import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** Whom a TLS connection trusts, for `tls.connect`. Made once: parsing hundreds of certificates takes a while. */
export interface Trust {
  readonly ca: string[];
  readonly secureContext: SecureContext;
}

/**
 * The authorities of Node, those of `NODE_EXTRA_CA_CERTS`, and with `system` those of the operating system: the
 * keychain, the certificate store, or on Linux OpenSSL's folders and `SSL_CERT_FILE`.
 */
export function trustedCertificates(system: boolean): string[] {
  return [
    ...new Set([
      ...getCACertificates('bundled'),
      ...getCACertificates('extra'),
      ...(system ? systemCertificates() : []),
    ]),
  ];
}

/** A system that cannot be asked adds nothing; a certificate that is missed for it is told when it is met. */
function systemCertificates(): readonly string[] {
  try {
    return getCACertificates('system');
  } catch {
    return [];
  }
}

/** Trust in these authorities and no other. VS Code adds the system's own to a `tls.connect` that names no `ca`. */
export function trustIn(ca: string[]): Trust {
  return { ca, secureContext: createSecureContext({ ca, minVersion: 'TLSv1.2' }) };
}
