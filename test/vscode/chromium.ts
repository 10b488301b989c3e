/** Finds a Chromium-like browser, or installs one, and launches it without a display. */
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { plainEnvironment, runOrThrow } from './processes.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // Chromium keeps a second renderer warm for its own pages, which nobody sees here: a tenth of a window's work. Only the
  // last --disable-features counts, so what Playwright disables for good reasons stands here again.
  `--disable-features=${[
    'PreloadTopChromeWebUI',
    ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'PaintHolding'],
    ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'ThirdPartyStoragePartitioning'],
    ...['AvoidCorsURLLoaderRestartOnRedirect', 'LensOverlay', 'MediaRouter', 'OptimizationHints'],
    ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch', 'TcpPortRandomizationWin'],
  ].join(',')}`,
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a browser on this machine, or undefined. The environment variable CHROME_PATH is asked first. */
export function findChromium(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) throw new Error(`CHROME_PATH names ${named}, which cannot be run.`);
    return named;
  }
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  const candidates = [
    ...NAMES.flatMap((name) => folders.filter((folder) => folder !== '').map((folder) => join(folder, name))),
    ...PLACES,
    chromium.executablePath(),
  ];
  return candidates.find((file) => file !== '' && isExecutable(file));
}

const isDebianRoot = (): boolean => existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;

async function installWithApt(): Promise<void> {
  const env = plainEnvironment({ DEBIAN_FRONTEND: 'noninteractive' });
  await runOrThrow('apt-get', ['update'], { env });
  // Fonts: without one a screenshot shows boxes instead of letters.
  const packages = ['chromium', 'fonts-liberation', 'fonts-dejavu-core'];
  await runOrThrow('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
}

async function installWithPlaywright(): Promise<void> {
  const cli = join(import.meta.dirname, '..', '..', 'node_modules', 'playwright-core', 'cli.js');
  await runOrThrow(process.execPath, [cli, 'install', 'chromium'], { env: plainEnvironment() });
}

let installing: Promise<string> | undefined;

async function install(print: (line: string) => void): Promise<string> {
  const how = isDebianRoot() ? 'the Debian package chromium, by apt-get' : "Playwright's own build, by its installer";
  print(`Installing Chromium (${how}): the tests use VS Code in a browser window.`);
  try {
    await (isDebianRoot() ? installWithApt() : installWithPlaywright());
  } catch (cause) {
    throw new Error('Chromium could not be installed. Install it or Chrome by hand, or set CHROME_PATH.', { cause });
  }
  const found = findChromium();
  if (found === undefined) throw new Error('Chromium was installed but cannot be found. Set CHROME_PATH.');
  return found;
}

/** Makes sure that there is a browser and returns its path. Prints one line when it has to install one. */
export async function ensureChromium(print: (line: string) => void = console.log): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  installing ??= install(print);
  return installing;
}

/** Launches a browser without a window, installing it first when there is none. */
export async function launchChromium(): Promise<Browser> {
  // Its own signal handlers would end the process before ours have ended the servers.
  const handlers = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return chromium.launch({ executablePath: await ensureChromium(), args: FLAGS, ...handlers });
}
