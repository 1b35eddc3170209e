import { createRequire } from 'node:module';
import type { configureExtensionsUserProvided } from '@stoplight/prism-cli/dist/extensions.js';
import type { createExamplePath } from '@stoplight/prism-cli/dist/util/paths.js';
import type { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { createServer } from '@stoplight/prism-http-server';
import { parse } from 'yaml';
import { SILENT as logger } from '../../src/shadow/prism/silent-logger.js';
import type { ServerOptions } from './case.js';

// CommonJS without named exports that Node could see.
const require = createRequire(import.meta.url);
const cli: {
  createExamplePath: typeof createExamplePath;
  configureExtensionsUserProvided: typeof configureExtensionsUserProvided;
} = {
  ...require('@stoplight/prism-cli/dist/util/paths.js'),
  ...require('@stoplight/prism-cli/dist/extensions.js'),
};
const http: { getHttpOperationsFromSpec: typeof getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const httpServer: { createServer: typeof createServer } = require('@stoplight/prism-http-server');

/** A server that a test closes. */
export interface Serving {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Prism's mock server, or its proxy where an upstream is given, assembled as its command line does it. That prints a
 * sample URL of each operation, and
 * doing so rewrites the query parameters (`explode`, encoded names): validation depends on it.
 */
export async function startPrism(document: string, options: ServerOptions = {}, upstream?: string): Promise<Serving> {
  const root: object = parse(document);
  const operations = await http.getHttpOperationsFromSpec(structuredClone(root));
  await cli.configureExtensionsUserProvided(structuredClone(root), {});
  const { cors = false, dynamic = false, errors = false, ignoreExamples = false, seed } = options;
  const config: Parameters<typeof createServer>[1]['config'] = {
    ...(upstream === undefined ? { isProxy: false } : { isProxy: true, upstream: new URL(upstream) }),
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors,
    upstreamProxy: undefined,
    mock: { dynamic, ignoreExamples, ...(seed === undefined ? {} : { seed }) },
  };
  const server = httpServer.createServer(operations, { cors, config, components: { logger } });
  const url = await server.listen(0, '127.0.0.1');
  for (const operation of operations) cli.createExamplePath(operation);
  return { url, close: () => server.close() };
}
