import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../answer.ts';

/** Where Keap exchanges codes and refresh tokens. The sandbox gives no tokens out, so it has none to take back. */
export const TOKEN_PATH = '/token';

/** A client id that ends so belongs to an application that Keap has switched off. */
const INACTIVE_SUFFIX = 'inactive';

const PROBLEMS: Readonly<Record<string, Answer>> = {
  refresh_token: oauthError('invalid_grant', 'Invalid refresh token'),
  authorization_code: oauthError('invalid_grant', 'Invalid authorization code'),
};

/** The OAuth error that an exchange ends with, or Keap's page for a client that is switched off. */
export function tokenAnswer(headers: IncomingHttpHeaders, body: Buffer): Answer {
  const form = new URLSearchParams(body.toString());
  if (clientId(headers, form).endsWith(INACTIVE_SUFFIX)) return { status: 400, html: '<h1>Developer Inactive</h1>' };
  const grant = form.get('grant_type') ?? '';
  if (grant === '') return oauthError('invalid_request', 'grant_type is missing');
  const problem = Object.hasOwn(PROBLEMS, grant) ? PROBLEMS[grant] : undefined;
  return problem ?? oauthError('unsupported_grant_type', 'Unsupported grant type');
}

/** From the form, or from HTTP Basic, which refreshing takes. */
function clientId({ authorization = '' }: IncomingHttpHeaders, form: URLSearchParams): string {
  const basic = /^Basic +(\S+)$/i.exec(authorization)?.[1] ?? '';
  return form.get('client_id') ?? Buffer.from(basic, 'base64').toString().split(':')[0] ?? '';
}

function oauthError(error: string, description: string): Answer {
  return { status: 400, json: { error, error_description: description } };
}
