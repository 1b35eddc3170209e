import { type Browser, chromium } from 'playwright';
import { findBrowser } from '../browser/find-browser.mjs';

/** A test browser needs no sandbox, no graphics card and nothing from the network. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser that `ensure-browser` found. @param more further flags */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const found = findBrowser();
  return found && found.kind !== 'playwright'
    ? chromium.launch({ executablePath: found.executablePath, args: [...FLAGS, ...more] })
    : chromium.launch({ args: [...more] });
}
