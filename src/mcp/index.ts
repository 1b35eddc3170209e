/**
 * Serves Docproof to agents by the Model Context Protocol: checks, explanations, coverage, operations, running mocks.
 * Takes a folder and a way to speak; gives a server. A tool is a file in `tools/` and a line in `registry.ts`. May
 * import api, model, redact, explain, report and io. The kit of the protocol is the user's, and loaded here only.
 * Never reads or writes a file outside the folder, and never answers with a secret.
 */
import { openFolder } from './folder.js';
import { type Listening, listenHttp } from './http.js';
import { createKept } from './kept.js';
import { loadSdk, loadStdio } from './sdk.js';
import { createServer } from './server.js';

export type { Listening } from './http.js';

/** How agents reach the server. */
export interface McpOptions {
  /** The only folder that tools read and write. */
  readonly folder: string;
}

/**
 * Serves one agent by standard input and output, until it closes its end.
 * @param onError hears of what is not a message of the protocol, such as one that is too long, which ends it
 * @returns a function that ends it
 * @throws InputError where the folder or the kit of the protocol is not there
 */
export async function serveByStdio({
  folder,
  onError,
}: McpOptions & { readonly onError?: (error: Error) => void }): Promise<() => Promise<void>> {
  const sdk = loadSdk();
  const surroundings = { folder: await openFolder(folder), kept: createKept() };
  const handle = loadStdio().serveStdio(() => createServer(sdk, surroundings), onError ? { onerror: onError } : {});
  return () => handle.close();
}

/**
 * Serves agents by Streamable HTTP on the loopback address.
 * @param port 0 takes any free one
 * @throws InputError where the folder or the kit of the protocol is not there, or the port is in use
 */
export async function serveByHttp({ folder, port }: McpOptions & { readonly port: number }): Promise<Listening> {
  const sdk = loadSdk();
  const surroundings = { folder: await openFolder(folder), kept: createKept() };
  return listenHttp(sdk, () => createServer(sdk, surroundings), port);
}
