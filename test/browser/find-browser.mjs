import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Names under which Chromium and its relatives are installed. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge.exe',
  'chrome.exe',
];

/** Where they stand on systems that do not put them on the PATH. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Finds a browser for the tests: `DOCPROOF_BROWSER`, then one of the system's, then Playwright's own.
 * Who chooses one gets that one or none: a test run in another browser than the one asked for would prove nothing.
 * @returns {{ executablePath: string, kind: 'chosen' | 'system' | 'playwright' } | undefined}
 */
export function findBrowser() {
  const chosen = process.env.DOCPROOF_BROWSER;
  if (chosen) return isExecutable(chosen) ? { executablePath: chosen, kind: 'chosen' } : undefined;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const system = [...onPath, ...PLACES].find(isExecutable);
  if (system) return { executablePath: system, kind: 'system' };
  const own = chromium.executablePath();
  return own && isExecutable(own) ? { executablePath: own, kind: 'playwright' } : undefined;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
