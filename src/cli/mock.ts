import { Command } from 'commander';
import { loadConfig } from '../api/config.js';
import type { Contract } from '../api/index.js';
import { loadServedContract } from '../api/load-contract.js';
import { type EditableMock, inspectorOf, startObservedMock } from '../api/mock.js';
import { MOCK_CHECKS } from '../api/mock-options.js';
import { servedPathOf } from '../api/served-path.js';
import { openState } from '../api/state.js';
import { watchContract } from '../api/watch.js';
import { count, greatest, printable } from '../model/index.js';
import {
  ANSWERS,
  BEHAVIOURS,
  LISTENING,
  type OptionsOf,
  ORIGINS,
  resolve,
  type SERVING,
  type STRICTNESS,
  VERBS,
} from '../options/index.js';
import { colorsFor } from '../report/colors.js';
import { documentOrExample } from './document.js';
import { sourcesOf, withOptions } from './flags.js';
import { keptDocuments } from './kept-documents.js';
import { listenOptions } from './listen-options.js';
import { asWorker, isWorker } from './multi-core.js';
import { type CommonFlags, loadOptions } from './options.js';
import { inspectorLine, print, say, sayError, wantsColor } from './output.js';
import { type RedactFlags, redactOptions } from './redact-flags.js';
import { callbackLog, requestLog } from './request-log.js';
import type { RunningShadow } from './shadow.js';
import { endOnSignals, endWithOthers } from './signals.js';
import { warnOfDocument, warnOfExampleName } from './usable.js';
import { tellWrongExamples } from './wrong-examples.js';

interface Flags extends CommonFlags, RedactFlags, OptionsOf<typeof SERVING>, OptionsOf<typeof STRICTNESS> {
  readonly config?: string;
}

/** `docproof mock`. */
export function mockCommand(): Command {
  const command = new Command('mock')
    .description('Answer as the document says.')
    .argument(
      '[DOCUMENT...]',
      "paths or URLs of OpenAPI, Swagger 2.0 or Postman files, or folders of documentation pages, served as one (default: docproof.yaml's, or openapi.yaml, .yml or .json here, or the built-in example)",
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.mock);
}

const EXAMPLES = `
Examples:
  $ docproof mock                         openapi.yaml here, or the example
  $ docproof mock api.yaml --port 8080 --watch
  $ docproof mock --example realistic     plausible payloads, no placeholders
  $ docproof mock --stateful              what is posted can be read back
  $ docproof mock --https                 for clients that speak https only
  $ docproof mock --delay 200..800 \\
      --fault 'POST /auditLogs/signIns: 10% 429 Retry-After=3'
  $ curl -i http://127.0.0.1:4010/_docproof/health

A request can ask for an answer with Prefer: code=404, example=NAME,
dynamic=true, seed=TEXT, validate-request=warn, no-auth, delay=500, fault=reset,
pace=200 (between the items of a stream).`;

async function run(documents: readonly string[], flags: Flags): Promise<void> {
  if (flags.shadow !== undefined || flags.shadowReport !== undefined)
    (await import('./shadow.js')).assertShadowFlags(flags);
  const config = await loadConfig(flags.config);
  let example: string | undefined;
  const announce = (line: string): void => {
    example = line;
  };
  const served = documents.length > 0 ? documents : documentOrExample(undefined, config, announce);
  const loading = { ...loadOptions(flags, config), kept: keptDocuments() };
  const contract = await loadServedContract(served, loading);
  // What a page saved stays when the document changes.
  const reload =
    (server: EditableMock) =>
    (onFile: (file: string) => void): Promise<Contract> =>
      loadServedContract(served, { ...loading, onFile, overlays: [...(loading.overlays ?? []), ...server.overlays()] });
  const sources = { ...sourcesOf(flags, config), checks: MOCK_CHECKS };
  const options = {
    ...resolve(ANSWERS, sources),
    ...resolve(BEHAVIOURS, sources),
    ...resolve(ORIGINS, sources),
    ...(await listenOptions(sources)),
    ...(config.check?.baseline === undefined ? {} : { baseline: config.check.baseline }),
  };
  if (!isWorker()) warnOfDocument(contract, flags);
  if (!isWorker()) warnOfExampleName(contract, options.example, flags);
  if (!isWorker() && !flags.quiet) tellWrongExamples(contract, flags);
  if (flags.multiprocess && !isWorker()) {
    const store = await openState(options);
    const scheme = options.tls ? 'https' : 'http';
    const redact = await redactOptions(flags, config);
    const { serveOnAllCores } = await import('./all-cores.js');
    const cores = await serveOnAllCores({
      store,
      contract,
      options: { ...options, redact },
      ...(flags.watch
        ? { watch: (pages: EditableMock) => follow(contract, reload(pages), pages, undefined, flags) }
        : {}),
      onListening(port) {
        if (!flags.quiet)
          print(
            banner(contract, `${scheme}://${options.host}:${port}`, flags, [example, options.authorityLine], options),
          );
      },
    });
    endOnSignals({ close: cores.stop, drain: cores.drain }, { ...options, grace: options.grace + CORES }, cores.kill);
    return;
  }
  const color = wantsColor(flags.color, process.stderr);
  const { verboseLevel = flags.quiet ? 'silent' : 'info' } = resolve(LISTENING, sources);
  const log = requestLog(verboseLevel, color);
  const redact = await redactOptions(flags, config);
  const shadow = flags.shadow
    ? await (await import('./shadow.js')).startShadow(contract, flags, {
        options,
        redact,
        level: verboseLevel,
        color,
        quiet: flags.quiet === true,
      })
    : undefined;
  const listeners = log ? { onAnswer: log, onCallback: callbackLog(color) } : {};
  const { among, ...shared } = isWorker() ? await asWorker(options) : {};
  const server = await startObservedMock(
    contract,
    { ...options, redact, ...shared, ...listeners },
    { onExchange: shadow?.onExchange, ...(among ? { among } : {}) },
  );
  const unwatch = flags.watch ? await follow(contract, reload(server), server, shadow, flags) : undefined;
  if (!flags.quiet && !isWorker())
    print(banner(contract, server.url, flags, [example, options.authorityLine], options));
  const close = async (): Promise<void> => {
    const began = performance.now();
    await Promise.all([server.close(), unwatch?.()]);
    await shadow?.close(Math.max(0, options.grace - (performance.now() - began)));
    if (isWorker()) process.disconnect();
  };
  if (isWorker()) endWithOthers(close, options.grace);
  else endOnSignals({ close, drain: server.drain }, options);
}

/** The first of several processes waits this much longer than the others, in milliseconds. */
const CORES = 1_000;

/** Reloads the document when it changes. If it is broken, says so, and keeps the last good one. */
function follow(
  contract: Contract,
  load: Parameters<typeof watchContract>[1],
  server: EditableMock,
  shadow: RunningShadow | undefined,
  flags: Flags,
) {
  const color = wantsColor(flags.color, process.stderr);
  return watchContract(contract, load, {
    onContract(next) {
      server.replace(next);
      shadow?.replace(next);
      if (!flags.quiet && !isWorker()) say(`reloaded the document: ${count(next.operations.length, 'operation')}`);
    },
    onError(error) {
      if (isWorker()) return;
      sayError(error, color);
      say('the mock still answers by the last good document');
    },
  });
}

/** @param lines that the built-in document is served, where it is, and how clients come to trust the server */
function banner(
  contract: Contract,
  url: string,
  { color }: Flags,
  lines: readonly (string | undefined)[],
  listening: Parameters<typeof inspectorOf>[1],
): string {
  const { bold, cyan, dim } = colorsFor(wantsColor(color, process.stdout));
  const listed = contract.operations.slice(0, 20);
  const width = greatest(
    0,
    listed.map(({ method }) => method.length),
  );
  const more = contract.operations.length - listed.length;
  return [
    ...listed.map(
      (operation) => `  ${bold(operation.method.padEnd(width))}  ${url}${printable(servedPathOf(contract, operation))}`,
    ),
    ...(more > 0 ? [dim(`  … and ${more} more: ${url}/_docproof/openapi.json`)] : []),
    ...[...lines, inspectorLine(inspectorOf(url, listening))].filter((line) => line !== undefined),
    `Mocking ${printable(contract.document.source)} on ${cyan(url)} ${dim('(Ctrl+C stops it)')}`,
  ].join('\n');
}
