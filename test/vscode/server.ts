/** Starts VS Code's own server: the real extension host and the real workbench, shown in a browser. */
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainEnvironment, startGroup } from './processes.ts';
import { installServer } from './serverInstall.ts';

/** How to start a server; every field may be left out. */
export interface ServerOptions {
  /** The port to listen on; 0, the default, takes a free one. */
  readonly port?: number;
  /** Where settings, state, logs and the extension's global storage live. Default: a new temporary folder. */
  readonly serverDataDir?: string;
  /** Whether every folder is trusted (default true). With false, folders open in Restricted Mode until trusted. */
  readonly trust?: boolean;
  /** Added to the environment of the server and so of the extension host, such as HTTPS_PROXY. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * User settings of a new data folder, on top of the quiet defaults of this harness. This VS Code does not see later changes of its user
   * settings file; a workspace's `.vscode/settings.json` it does, see `Workbench.setSettings`.
   */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Start with every built-in extension instead of those that matter here. Default false: a window opens faster. */
  readonly allBuiltins?: boolean;
}

/** A running VS Code server. */
export interface VsCodeServer {
  /** What the browser opens, such as http://localhost:40123. */
  readonly origin: string;
  readonly port: number;
  /** Everything the server keeps on disk: search it for what must not be there. */
  readonly serverDataDir: string;
  /** Logs of the extension host and of each extension's output channels, one folder per server start. */
  readonly logDir: string;
  /** settings.json, globalStorage/ and workspaceStorage/ of the user. */
  readonly userDir: string;
  /** What the server printed on both streams. */
  readonly serverLog: string;
  /** Ends the server with its extension hosts and removes the temporary data folder. */
  stop(): Promise<void>;
}

const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.confirmBeforeClose': 'never',
  'workbench.enableExperiments': false,
  // A window that is still starting moves the focus late, which would close a list that a test has opened meanwhile.
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/**
 * Installs the VS Code server when needed and starts one. It takes a third of a second, so a test can have its own,
 * with its own settings, state and disk.
 */
export async function startServer(options: ServerOptions = {}): Promise<VsCodeServer> {
  const installed = await installServer();
  const temporary = options.serverDataDir === undefined;
  const serverDataDir = options.serverDataDir ?? mkdtempSync(join(tmpdir(), 'keap-vscode-'));
  const userDir = join(serverDataDir, 'data', 'User');
  mkdirSync(userDir, { recursive: true });
  // Temporary files are looked at, too. Elsewhere than on Linux the path would be too long for a socket.
  const temporaryFiles = join(serverDataDir, 'tmp');
  mkdirSync(temporaryFiles, { recursive: true });
  const settingsFile = join(userDir, 'settings.json');
  if (!existsSync(settingsFile)) {
    writeFileSync(settingsFile, JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }, null, 2));
  }
  const serverLog = join(serverDataDir, 'server.log');
  const group = startGroup(
    process.execPath,
    [
      join(import.meta.dirname, 'serverMain.ts'),
      installed.main,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--server-data-dir', serverDataDir, '--telemetry-level', 'off'],
      ...['--without-connection-token', '--accept-server-license-terms'],
      ...((options.trust ?? true) ? ['--disable-workspace-trust'] : []),
      ...(options.allBuiltins === true ? [] : ['--builtin-extensions-dir', installed.leanExtensions]),
    ],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      // As if started from a terminal: otherwise each extension host first runs a login shell for its environment.
      env: plainEnvironment({
        VSCODE_CLI: '1',
        ...(process.platform === 'linux' ? { TMPDIR: temporaryFiles } : {}),
        ...options.env,
      }),
    },
  );
  const log = createWriteStream(serverLog);
  let printed = '';
  const port = await new Promise<number>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      log.write(chunk);
      if (printed.length > 20_000) return;
      printed += chunk.toString('utf8');
      const found = /agent listening on (\d+)/.exec(printed);
      if (found?.[1] !== undefined) resolve(Number(found[1]));
    };
    group.child.stdout?.on('data', listen);
    group.child.stderr?.on('data', listen);
    group.exited.then(
      (code) => reject(new Error(`The VS Code server ended with code ${code} before it listened:\n${printed}`)),
      reject,
    );
  });
  return {
    origin: `http://localhost:${port}`,
    port,
    serverDataDir,
    logDir: join(serverDataDir, 'data', 'logs'),
    userDir,
    serverLog,
    async stop() {
      await group.stop();
      log.end();
      if (temporary) rmSync(serverDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
