/** See find-browser.mjs. */
export function findBrowser():
  | { readonly executablePath: string; readonly kind: 'chosen' | 'system' | 'playwright' }
  | undefined;
