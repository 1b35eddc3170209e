// Makes sure that the browser tests have a browser, and says which. Installs one by the first way that works.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findBrowser } from './find-browser.mjs';

/** Playwright's download must not hold the tests up for ever where its host cannot be reached. */
const DOWNLOAD_TIMEOUT = 120_000;
const PACKAGE_TIMEOUT = 600_000;

const WAYS = [
  // Where the system's packages can be had, they are the surer way: a machine without a way out still has its mirror.
  { name: "Debian's package chromium", canTry: isDebianRoot, run: installDebianPackage },
  {
    name: "Playwright's installer",
    canTry: () => true,
    run: () => succeeds(process.execPath, [playwrightCli(), 'install', 'chromium'], DOWNLOAD_TIMEOUT),
  },
];

const chosen = process.env.DOCPROOF_BROWSER;
let found = findBrowser();
for (const way of WAYS) {
  if (found || chosen || !way.canTry()) continue;
  console.log(`browser: none found, trying ${way.name} …`);
  if (way.run()) found = findBrowser();
}
if (found) console.log(`browser: ${found.executablePath} (${found.kind})`);
else if (chosen) {
  console.error(`browser: DOCPROOF_BROWSER names ${chosen}, which is no program. Give the path of Chromium or Chrome.`);
  process.exitCode = 1;
} else {
  console.error('browser: none found, and none could be installed.');
  console.error(
    'Install Chromium or Chrome, or set DOCPROOF_BROWSER to the path of one. `npm run test:unit` runs what needs none.',
  );
  process.exitCode = 1;
}

function isDebianRoot() {
  return process.getuid?.() === 0 && succeeds('apt-get', ['--version'], 10_000);
}

function installDebianPackage() {
  const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  return succeeds('apt-get', ['update', '-qq'], PACKAGE_TIMEOUT) && succeeds('apt-get', install, PACKAGE_TIMEOUT);
}

/** Not through npx: when that is stopped at its timeout, the download goes on behind it. */
function playwrightCli() {
  return join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
}

function succeeds(command, flags, timeout) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, flags, { stdio: 'ignore', timeout, env }).status === 0;
}
