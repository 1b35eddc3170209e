import { Command, InvalidArgumentError } from 'commander';
import { loadConfig, loadContract, startProxy } from '../api/index.js';
import { colorsFor } from '../report/colors.js';
import {
  listenOptions,
  type MockFlags,
  mockOptions,
  withAnswerFlags,
  withListenFlags,
  withNegations,
} from './mock-flags.js';
import { loadOptions, wholeNumber, withCommonFlags } from './options.js';
import { print, sayError, wantsColor } from './output.js';
import { type RedactFlags, redactOptions, withRedactFlags } from './redact-flags.js';
import { requestLog } from './request-log.js';
import { stopOnSignals } from './signals.js';
import { warnOfDocument, withStrictFlag } from './usable.js';

interface Flags extends MockFlags, RedactFlags {
  readonly mockOn?: readonly number[];
  readonly timeout?: number;
  readonly upstreamProxy?: string;
  readonly insecure?: boolean;
  readonly record?: string;
}

/** `docproof proxy`. */
export function proxyCommand(): Command {
  const command = new Command('proxy')
    .description('Forward to a live service, and hold both directions against the document.')
    .argument('<DOCUMENT>', 'path or URL of an OpenAPI document')
    .argument('<UPSTREAM>', "the service's URL; its path stands before each request's own");
  withListenFlags(command);
  withAnswerFlags(command)
    .option(
      '--mock-on <STATUSES>',
      'answer from the document where the service answers with one of these: 501,404',
      statuses,
    )
    .option('--timeout <MS>', 'how long the service may take to answer (default: 30000)', wholeNumber(1, 86_400_000))
    .option('--upstream-proxy <URL>', 'the proxy between this one and the service (default: that of the environment)')
    .option('--insecure', 'take certificates that nobody vouches for')
    .option(
      '--record <FILE>',
      'add each exchange to FILE as it ends, without its secrets: HAR if it ends in .har, else NDJSON',
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withCommonFlags(withStrictFlag(withRedactFlags(withNegations(command, ['insecure']))));
}

const EXAMPLES = `
Examples:
  $ docproof proxy api.yaml https://api.example.com/v1
  $ docproof proxy api.yaml http://127.0.0.1:8080 --errors        what breaks the document becomes an error
  $ docproof proxy api.yaml http://127.0.0.1:8080 --mock-on 501   what is not built yet is answered from the document
  $ docproof proxy api.yaml http://127.0.0.1:8080 --record t.ndjson   then: docproof check api.yaml t.ndjson

Requests that break the document are forwarded and reported, and refused with --errors; --validate-request=warn never refuses.
Answers of up to 256 KiB carry what is wrong with them in the sl-violations header; of larger ones, and of streams, the log tells.`;

async function run(document: string, upstream: string, flags: Flags): Promise<void> {
  const config = await loadConfig(flags.config);
  const contract = await loadContract(document, loadOptions(flags, config));
  warnOfDocument(contract, flags);
  const log = requestLog(
    flags.verboseLevel ?? (flags.quiet ? 'silent' : 'info'),
    wantsColor(flags.color, process.stderr),
  );
  const { timeout, upstreamProxy, insecure, mockOn, record } = flags;
  const { state: _state, delay: _delay, faults: _faults, ...options } = mockOptions(flags, config);
  const server = await startProxy(contract, upstream, {
    ...options,
    ...(await listenOptions(flags, config)),
    redact: await redactOptions(flags, config),
    ...(mockOn ? { mockOn } : {}),
    ...(timeout === undefined ? {} : { timeout }),
    ...(upstreamProxy === undefined ? {} : { upstreamProxy }),
    ...(insecure === undefined ? {} : { insecure }),
    ...(record === undefined
      ? {}
      : { record, onRecordError: (error) => sayError(error, wantsColor(flags.color, process.stderr)) }),
    ...(log ? { onAnswer: log } : {}),
  });
  const { cyan, dim } = colorsFor(wantsColor(flags.color, process.stdout));
  if (!flags.quiet)
    print(
      `Forwarding ${cyan(server.url)} to ${upstream.replace(/\/\/[^/?#]*@/, '//')}, by ${contract.document.source} ${dim('(Ctrl+C stops it)')}`,
    );
  stopOnSignals(() => server.close());
}

function statuses(text: string): number[] {
  const list = text.split(',').map((status) => status.trim());
  if (list.every((status) => /^[1-5]\d\d$/.test(status))) return list.map(Number);
  throw new InvalidArgumentError('It must be statuses with commas between, such as 501,404.');
}
