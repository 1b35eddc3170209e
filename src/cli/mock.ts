import { Command } from 'commander';
import {
  borrowedStore,
  type Contract,
  loadConfig,
  loadContract,
  openStore,
  type RunningMock,
  startMock,
  watchContract,
} from '../api/index.js';
import { colorsFor } from '../report/colors.js';
import {
  listenOptions,
  type MockFlags,
  mockOptions,
  withAnswerFlags,
  withBehaviourFlags,
  withListenFlags,
  withNegations,
} from './mock-flags.js';
import { isWorker, serveOnAllCores } from './multi-core.js';
import { loadOptions, withCommonFlags } from './options.js';
import { print, say, sayError, wantsColor } from './output.js';
import { type RedactFlags, redactOptions, withRedactFlags } from './redact-flags.js';
import { callbackLog, requestLog } from './request-log.js';
import { stopOnSignals } from './signals.js';
import { warnOfDocument, withStrictFlag } from './usable.js';

interface Flags extends MockFlags, RedactFlags {
  readonly multiprocess?: boolean;
  readonly watch?: boolean;
}

/** `docproof mock`. */
export function mockCommand(): Command {
  const command = new Command('mock')
    .description('Serve the documented answers.')
    .argument(
      '[DOCUMENT...]',
      'paths or URLs of OpenAPI, Swagger 2.0 or Postman files, served as one; without any, the built-in spec/openapi.yaml',
    );
  withListenFlags(command);
  withAnswerFlags(command);
  withBehaviourFlags(command)
    .option('--watch', 'take up changes of the document, and of every file that it refers to, while serving')
    .option('-m, --multiprocess', 'use all cores')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withCommonFlags(withStrictFlag(withRedactFlags(withNegations(command, ['watch', 'multiprocess']))));
}

const EXAMPLES = `
Examples:
  $ docproof mock                                 the built-in document on http://127.0.0.1:4010
  $ docproof mock api.yaml --port 8080 --watch
  $ docproof mock --example realistic             plausible payloads instead of the documented placeholders
  $ docproof mock --stateful                      what is posted can be read back
  $ docproof mock --fault 'POST /auditLogs/signIns: 10% 429 Retry-After=3' --delay 200..800
  $ curl -i http://127.0.0.1:4010/_docproof/health

A request may ask for itself: Prefer: code=404, example=NAME, dynamic=true, seed=TEXT, validate-request=warn, no-auth, delay=500, fault=reset.`;

async function run(documents: readonly string[], flags: Flags): Promise<void> {
  const config = await loadConfig(flags.config);
  const load = (): Promise<Contract> =>
    loadContract(documents.length > 0 ? documents : config.document, loadOptions(flags, config));
  const contract = await load();
  const options = { ...mockOptions(flags, config), ...(await listenOptions(flags, config)) };
  if (!isWorker()) warnOfDocument(contract, flags);
  if (flags.multiprocess && !isWorker()) {
    const store = await openStore(options.state);
    const scheme = 'tls' in options ? 'https' : 'http';
    const stop = serveOnAllCores(store, (port) => {
      if (!flags.quiet) print(banner(contract, `${scheme}://${options.host}:${port}`, flags));
    });
    stopOnSignals(stop);
    return;
  }
  const color = wantsColor(flags.color, process.stderr);
  const level = flags.verboseLevel ?? (flags.quiet ? 'silent' : 'info');
  const log = requestLog(level, color);
  const server = await startMock(contract, {
    ...options,
    redact: await redactOptions(flags, config),
    ...(isWorker() ? { store: borrowedStore(process) } : {}),
    ...(log ? { onAnswer: log, onCallback: callbackLog(color) } : {}),
  });
  const unwatch = flags.watch ? await follow(contract, load, server, flags) : undefined;
  if (!flags.quiet && !isWorker()) print(banner(contract, server.url, flags));
  stopOnSignals(async () => {
    await unwatch?.();
    await server.close();
    if (isWorker()) process.disconnect();
  });
}

/** Takes up changes; a document that is broken is told, and the last good one goes on answering. */
function follow(contract: Contract, load: () => Promise<Contract>, server: RunningMock, flags: Flags) {
  const color = wantsColor(flags.color, process.stderr);
  return watchContract(contract, load, {
    onContract(next) {
      server.replace(next);
      if (!flags.quiet) say(`took up the change: ${next.operations.length} operations`);
    },
    onError(error) {
      sayError(error, color);
      say('the last good document goes on answering');
    },
  });
}

function banner(contract: Contract, url: string, { color }: Flags): string {
  const { bold, cyan, dim } = colorsFor(wantsColor(color, process.stdout));
  const listed = contract.operations.slice(0, 20);
  const width = Math.max(...listed.map(({ method }) => method.length));
  const more = contract.operations.length - listed.length;
  return [
    ...listed.map(({ method, pathTemplate }) => `  ${bold(method.padEnd(width))}  ${url}${pathTemplate}`),
    ...(more > 0 ? [dim(`  … and ${more} more: ${url}/_docproof/openapi.json`)] : []),
    `Mocking ${contract.document.source} on ${cyan(url)} ${dim('(Ctrl+C stops it)')}`,
  ].join('\n');
}
