/**
 * The internet as the tests have it: Keap's host names lead to a sandbox on this machine, every other name nowhere.
 * The product is not told: it honours HTTPS_PROXY and NODE_EXTRA_CA_CERTS as it does behind a company's proxy.
 */
import { type ForwardProxy, startForwardProxy } from './forwardProxy.ts';
import { KEAP_HOSTS, type KeapFront, startKeapFront } from './keapFront.ts';

/** A running stand-in for the internet. */
export interface Internet {
  /** What reached Keap, and what shall go wrong with it. */
  readonly keap: KeapFront;
  /** Which hosts were asked for. VS Code itself asks for some, such as its extension gallery. */
  readonly proxy: ForwardProxy;
  /** The environment that leads a process through it: give it to `startServer` or to a child process. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts it before the sandbox at `target`, such as `http://127.0.0.1:4000`. */
export async function startInternet(target: string): Promise<Internet> {
  const keap = await startKeapFront(target);
  const proxy = await startForwardProxy(KEAP_HOSTS, keap.port);
  const local = 'localhost,127.0.0.1,::1';
  return {
    keap,
    proxy,
    // Both spellings: where one is set already, clients differ in which they prefer.
    env: {
      HTTPS_PROXY: proxy.url,
      https_proxy: proxy.url,
      HTTP_PROXY: proxy.url,
      http_proxy: proxy.url,
      NO_PROXY: local,
      no_proxy: local,
      NODE_EXTRA_CA_CERTS: keap.caFile,
    },
    async stop() {
      await proxy.stop();
      await keap.stop();
    },
  };
}
