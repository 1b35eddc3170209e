import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Contract, Exchange } from '../../src/api/index.js';
import { createGenerator } from '../../src/generate/index.js';
import { documentSpecimens, scoreSpecimens } from '../../src/selftest/index.js';

/** A page or script of a test site. */
export interface SiteFile {
  readonly type: 'text/html' | 'text/javascript' | 'application/json';
  readonly text: string;
  /** Its Content-Security-Policy. */
  readonly policy?: string;
}

/** Serves the built core under `/browser/`, and files of a test, on a free port. */
export async function serveSite(files: Readonly<Record<string, SiteFile>>): Promise<{
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: string[];
  close(): void;
}> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    asked.push(path);
    const file = files[path];
    const built = /^\/browser\/[\w/-]+\.js$/.test(path) ? await readBuilt(path) : undefined;
    const body = file?.text ?? built;
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': file?.type ?? 'text/javascript',
      ...(file?.policy ? { 'Content-Security-Policy': file.policy } : {}),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page whose module script says in the end, in the element `#said`, what the test wants to know. */
export function pageWith(script: string, policy?: string): SiteFile {
  const text = `<!doctype html><title>Test</title><output id="said"></output><script type="module" src="${script}"></script>`;
  return { type: 'text/html', text, ...(policy ? { policy } : {}) };
}

/** A module script whose last expression `said` is shown in the page as JSON; errors too. */
export function saying(code: string): SiteFile {
  const text = `const say = (said) => { document.getElementById('said').textContent = JSON.stringify(said); };
try {
${code}
} catch (error) { say({ error: error.name, code: error.code, message: error.message, cure: error.cure }); }`;
  return { type: 'text/javascript', text };
}

/** Documented examples, and mutants of them: one fault each. */
export async function exchangesOf(contract: Contract): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const settings = { seed: 'browser', perClass: 1, variants: 0 };
  const collect = (exchange: Exchange) => {
    exchanges.push(exchange);
    return [];
  };
  await scoreSpecimens(contract, documentSpecimens(contract, createGenerator(contract), settings), collect, settings);
  return exchanges;
}

/** Exchanges as JSON, which `JSON.parse` reads again with `REVIVE`. */
export const asText = (exchanges: readonly Exchange[]): string =>
  JSON.stringify(exchanges, (_, value) => (value instanceof Uint8Array ? { bytes: [...value] } : value));

/** The code of the function that reads bytes again. */
export const REVIVE = '(_, value) => (value?.bytes ? Uint8Array.from(value.bytes) : value)';

async function readBuilt(path: string): Promise<string | undefined> {
  return readFile(fileURLToPath(new URL(`../../dist${path}`, import.meta.url)), 'utf8').catch(() => undefined);
}
