import { Command, Option } from 'commander';
import pc from 'picocolors';
import {
  type Config,
  type Contract,
  type ListenOptions,
  loadConfig,
  loadContract,
  type RunningServer,
  startMock,
} from '../api/index.js';
import { type CommonFlags, loadOptions, wholeNumber, withCommonFlags } from './options.js';
import { print, wantsColor } from './output.js';
import { type LogLevel, requestLog } from './request-log.js';

interface MockFlags extends CommonFlags {
  readonly port?: number;
  readonly host?: string;
  readonly cors?: boolean;
  readonly dynamic?: boolean;
  readonly example?: string;
  readonly seed?: string;
  readonly maxBody?: number;
  readonly verboseLevel?: LogLevel;
}

/** `docproof mock`. */
export function mockCommand(): Command {
  const command = new Command('mock')
    .description('Serve the documented answers.')
    .argument('[DOCUMENT]', 'path or URL of an OpenAPI 3.0 or 3.1 document; without it, the built-in spec/openapi.yaml')
    .option('-p, --port <NUMBER>', 'port to listen on, 0 for any free one (default: 4010)', wholeNumber(0, 65_535))
    .option('-h, --host <HOST>', 'address to listen on (default: 127.0.0.1, this machine only)')
    .option('--cors', 'answer CORS preflights and let pages of any origin read (the default)')
    .addOption(new Option('--no-cors', 'do not'))
    .option('-d, --dynamic', 'generate random, valid bodies instead of answering with examples')
    .addOption(new Option('--no-dynamic').hideHelp())
    .option('--example <NAME>', 'answer with the example of this name where an operation has one')
    .option('--seed <TEXT>', 'make generated bodies the same for the same request')
    .option('--max-body <BYTES>', 'largest request body (default: 10485760)', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .addOption(
      new Option(
        '-v, --verboseLevel <LEVEL>',
        'log to standard error: each request (info), those that break the documentation (warn), refused ones only (error), or none (silent); default: info',
      ).choices(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    )
    .addHelpText('after', EXAMPLES)
    .action(run);
  // Two spellings of one flag must not have a default each: what the configuration says stands between.
  command.setOptionValueWithSource('cors', undefined, 'default');
  return withCommonFlags(command);
}

const EXAMPLES = `
Examples:
  $ docproof mock                                 the built-in document on http://127.0.0.1:4010
  $ docproof mock api.yaml --port 8080
  $ docproof mock --example realistic             plausible payloads instead of the documented placeholders
  $ curl -i http://127.0.0.1:4010/_docproof/health`;

async function run(document: string | undefined, flags: MockFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const contract = await loadContract(document ?? config.document, loadOptions(flags, config));
  const log = requestLog(
    flags.verboseLevel ?? (flags.quiet ? 'silent' : 'info'),
    wantsColor(flags.color, process.stderr),
  );
  const server = await startMock(contract, { ...listenOptions(flags, config), ...(log ? { onAnswer: log } : {}) });
  if (!flags.quiet) print(banner(contract, server, wantsColor(flags.color, process.stdout)));
  stopOnSignals(server);
}

function listenOptions(flags: MockFlags, { mock = {} }: Config): ListenOptions {
  const { 'max-body': maxBody, ...rest } = mock;
  const { port, host, cors, dynamic, example, seed } = flags;
  return {
    ...rest,
    ...(maxBody === undefined ? {} : { maxBody }),
    ...defined({ port, host, cors, dynamic, example, seed, maxBody: flags.maxBody }),
  };
}

function defined<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries: [string, unknown][] = Object.entries(record).filter(([, value]) => value !== undefined);
  const result: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  return Object.assign(result, Object.fromEntries(entries));
}

function banner(contract: Contract, { url }: RunningServer, color: boolean): string {
  const { bold, cyan, dim } = pc.createColors(color);
  const width = Math.max(...contract.operations.map(({ method }) => method.length));
  const listed = contract.operations.slice(0, 20);
  const more = contract.operations.length - listed.length;
  return [
    ...listed.map(({ method, pathTemplate }) => `  ${bold(method.padEnd(width))}  ${url}${pathTemplate}`),
    ...(more > 0 ? [dim(`  … and ${more} more: ${url}/_docproof/openapi.json`)] : []),
    `Mocking ${contract.document.source} on ${cyan(url)} ${dim('(Ctrl+C stops it)')}`,
  ].join('\n');
}

/** The first signal lets what is under way finish, the second does not wait. */
function stopOnSignals(server: RunningServer): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    server.close().catch(() => process.exit(1));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
