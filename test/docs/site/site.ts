import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built site. */
export const SITE = fileURLToPath(new URL('../../../docs/.vitepress/dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** Every file of the site, with `/` at its start. */
export function siteFiles(): string[] {
  return readdirSync(SITE, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(SITE, file)).isFile())
    .map((file) => `/${file.replaceAll('\\', '/')}`);
}

/** @param path `/guides/vite.html` */
export function siteText(path: string): string {
  return readFileSync(join(SITE, path), 'utf8');
}

/** The site behind a static server of the test's own. */
export interface ServedSite {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the site as a static host does. */
export async function serveSite(): Promise<ServedSite> {
  const known = new Set(siteFiles());
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = decodeURI(pathname).replace(/\/$/, '/index.html');
    const isKnown = known.has(path);
    response.statusCode = isKnown ? 200 : 404;
    response.setHeader('content-type', TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    createReadStream(join(SITE, isKnown ? path : '404.html')).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
