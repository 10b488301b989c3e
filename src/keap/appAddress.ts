/**
 * Names of Keap apps and the servers they have of their own. A Legacy Key is good at its app's server alone, which is
 * why a person may name one; what is taken for a name can be nothing but a label before `infusionsoft.com`.
 */

/** What stands where an app would and is none: Keap’s servers for all apps, its sign-in, and its sites for people. */
const NO_APPS: ReadonlySet<string> = new Set([
  ...['accounts', 'api', 'crm', 'signin'],
  ...['blog', 'community', 'developer', 'developers', 'help', 'marketplace', 'partners', 'status', 'ug', 'university'],
  'www',
]);

// A browser's address, or that of Keap's XML-RPC with its port, names the app as well as the bare name does.
const TYPED = /^(?:(?:https?:\/\/)?([a-z0-9]{1,60})\.infusionsoft\.com(?::443)?(?:\/.*)?|([a-z0-9]{1,60}))$/i;

/**
 * The name of an app, `ab103`, in what someone typed: the name or an address of the app. Undefined for anything else,
 * such as other domains, users, ports and alphabets.
 */
export function readAppName(typed: string): string | undefined {
  const [, inAddress, alone] = TYPED.exec(typed.trim()) ?? [];
  const name = (inAddress ?? alone)?.toLowerCase();
  return name === undefined || NO_APPS.has(name) ? undefined : name;
}

/** The server of an app, `https://ab103.infusionsoft.com`. @param name as `readAppName` gives it */
export function appOrigin(name: string): string {
  return `https://${name}.infusionsoft.com`;
}

/** The name of the app whose own server this is, letter for letter; undefined for every other server. */
export function appOfOrigin(origin: string): string | undefined {
  const name = /^https:\/\/([a-z0-9]{1,60})\.infusionsoft\.com$/.exec(origin)?.[1];
  return name === undefined || NO_APPS.has(name) ? undefined : name;
}
