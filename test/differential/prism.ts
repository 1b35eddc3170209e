import { createRequire } from 'node:module';

/** Prism as its command line serves it, in this process. */
export interface RunningPrism {
  readonly url: string;
  close(): Promise<void>;
}

/** What is used of Prism's packages. They are CommonJS, and slow to load. */
interface PrismPackages {
  getHttpOperationsFromSpec(document: object): Promise<object[]>;
  createServer(
    operations: object[],
    options: object,
  ): { listen(port: number, host: string): Promise<string>; close(): Promise<void> };
  createExamplePath(operation: object, transform: (values: unknown) => unknown): unknown;
}

let packages: PrismPackages | undefined;

function load(): PrismPackages {
  if (packages) return packages;
  const require = createRequire(import.meta.url);
  const ofCli = createRequire(require.resolve('@stoplight/prism-cli/package.json'));
  packages = {
    getHttpOperationsFromSpec: require('@stoplight/prism-http').getHttpOperationsFromSpec,
    createServer: ofCli('@stoplight/prism-http-server').createServer,
    createExamplePath: ofCli('./dist/util/paths').createExamplePath,
  };
  return packages;
}

const silent = {
  child: () => silent,
  success() {},
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  fatal() {},
  silent() {},
  level: 'silent',
};

/** What a case may change. */
export interface PrismOptions {
  readonly dynamic?: boolean;
  readonly ignoreExamples?: boolean;
  readonly errors?: boolean;
  readonly cors?: boolean;
}

/** Serves a document with Prism on a free port. */
export async function startPrism(document: object, options: PrismOptions = {}): Promise<RunningPrism> {
  const { getHttpOperationsFromSpec, createServer, createExamplePath } = load();
  const operations = await getHttpOperationsFromSpec(structuredClone(document));
  const server = createServer(operations, {
    cors: options.cors ?? true,
    components: { logger: silent },
    config: {
      mock: { dynamic: options.dynamic ?? false, ignoreExamples: options.ignoreExamples ?? false },
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: options.errors ?? false,
      upstreamProxy: undefined,
      isProxy: false,
    },
  });
  const url = await server.listen(0, '127.0.0.1');
  // The command line prints a sample of each path, which changes how parameters are read afterwards.
  for (const operation of operations) createExamplePath(operation, (values) => values);
  return { url, close: () => server.close() };
}
