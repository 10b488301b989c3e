/** Why a request got no answer. */
export type SendErrorCode =
  /** The draft cannot be built or says something that must not be sent. */
  | 'invalid'
  | 'cancelled'
  /** A person was asked and said no. */
  | 'declined'
  /** The connection only reads. */
  | 'readOnly'
  /** VS Code does not trust the folder, so no connection of the user's is used from it. */
  | 'untrusted'
  /** The connection's key is of a kind that this API does not take. */
  | 'wrongCredential'
  /** The connection's key is gone from SecretStorage. */
  | 'noCredential'
  /** The connection names a server its key may not go to. */
  | 'refusedOrigin'
  /** The day's calls of the key are used up. */
  | 'dailyLimit'
  | 'timeout'
  /** The server could not be reached: the network. */
  | 'unreachable'
  /** The server's name leads nowhere: most often a machine that is offline. */
  | 'nameNotFound'
  /** The proxy is set wrongly, could not be reached, or does not let the request through. */
  | 'proxy'
  /** The proxy wants a name and password, or others than it was given (407). */
  | 'proxyAuthentication'
  /** A certificate, the server's or the proxy's, was not accepted. */
  | 'certificate'
  /** TLS with the server failed for another reason. */
  | 'tls'
  /** The connection broke before the answer was whole. */
  | 'dropped'
  /** The answer is larger than the limit set for answers. */
  | 'tooLarge';

/** A request that got no answer; the message is a sentence for the user. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly code: SendErrorCode;

  constructor(code: SendErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Bundles carry a copy of the class each, so what tells a SendError is its name. */
export function isSendError(error: unknown): error is SendError {
  return error instanceof Error && error.name === 'SendError' && 'code' in error;
}
