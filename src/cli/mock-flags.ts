import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { type Config, InputError, type MockOptions } from '../api/index.js';
import { type CommonFlags, collect, wholeNumber } from './options.js';
import type { LogLevel } from './request-log.js';

/** The flags of a server that answers: those of `mock`, most of them also of `proxy`. */
export interface MockFlags extends CommonFlags {
  readonly port?: number;
  readonly host?: string;
  readonly cors?: boolean;
  readonly dynamic?: boolean;
  readonly example?: string;
  readonly ignoreExamples?: boolean;
  readonly fill?: boolean;
  readonly jsonSchemaFakerFillProperties?: boolean;
  readonly seed?: string;
  readonly errors?: boolean;
  readonly validateRequest?: 'error' | 'warn' | 'off';
  readonly auth?: boolean;
  readonly stateful?: boolean;
  readonly state?: string;
  readonly echo?: boolean;
  readonly delay?: string;
  readonly fault?: readonly string[];
  readonly maxBody?: number;
  readonly strict?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly verboseLevel?: LogLevel;
}

/** Flags without a value, for which `--x=true`, `--x=false` and `--no-x` stand too, as in Prism. */
export const BOOLEAN_FLAGS = [
  'cors',
  'dynamic',
  'errors',
  'color',
  'quiet',
  'ignore-examples',
  'fill',
  'auth',
  'stateful',
  'echo',
  'multiprocess',
  'watch',
  'strict',
  'insecure',
  'json-schema-faker-fillProperties',
] as const;

/** Adds `--no-x` where it is not there yet. Two spellings of one flag must not have a default each: what the configuration says stands between. */
export function withNegations(command: Command, names: readonly string[]): Command {
  for (const name of names) {
    if (!command.options.some(({ long }) => long === `--no-${name}`))
      command.addOption(new Option(`--no-${name}`).hideHelp());
    command.setOptionValueWithSource(new Option(`--${name}`).attributeName(), undefined, 'default');
  }
  return command;
}

/** Adds where to listen, and how to log. */
export function withListenFlags(command: Command): Command {
  return command
    .option('-p, --port <NUMBER>', 'port to listen on, 0 for any free one (default: 4010)', wholeNumber(0, 65_535))
    .option('-h, --host <HOST>', 'address to listen on (default: 127.0.0.1, this machine only)')
    .option('--tls-cert <FILE>', 'speak https with this certificate (PEM)')
    .option('--tls-key <FILE>', 'and this private key (PEM)')
    .option('--max-body <BYTES>', 'largest request body (default: 10485760)', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .addOption(
      new Option(
        '-v, --verboseLevel <LEVEL>',
        'log to standard error: each request (info), those that break the documentation (warn), refused ones only (error), or none (silent); default: info',
      ).choices(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    );
}

/** Adds what is answered, and how. */
export function withAnswerFlags(command: Command): Command {
  command
    .option('--cors', 'answer CORS preflights and let pages of any origin read (the default)')
    .addOption(new Option('--no-cors', 'do not'))
    .option('-d, --dynamic', 'generate random, valid bodies instead of answering with examples')
    .option('--example <NAME>', 'answer with the example of this name where an operation has one')
    .option('--ignore-examples', "pass over the media types' examples")
    .option('--fill', 'complete examples that lack documented properties')
    .option('--seed <TEXT>', 'make generated bodies, ids and faults the same for the same request')
    .option('--errors', 'answer with a problem where an answer breaks the document')
    .addOption(
      new Option(
        '--validate-request [HOW]',
        'refuse requests that break the document (error), answer them and say so (warn), or do not look (off)',
      ).choices(['error', 'warn', 'off', 'true', 'false']),
    )
    .option('--auth', 'demand the documented credentials (the default)')
    .addOption(new Option('--no-auth', 'do not'))
    .option('--json-schema-faker-fillProperties', 'let generated maps have entries (the default)')
    .addOption(new Option('--no-json-schema-faker-fillProperties', 'do not'));
  withNegations(command, ['dynamic', 'ignore-examples', 'fill', 'errors', 'validate-request']);
  return withNegations(command, ['cors', 'auth', 'json-schema-faker-fillProperties']);
}

/** Adds what makes a mock more than a set of answers. */
export function withBehaviourFlags(command: Command): Command {
  command
    .option('--stateful', 'remember what is posted, and answer GET, PATCH, PUT and DELETE from it')
    .option('--state <FILE>', 'remember in a SQLite file, which survives the process')
    .option('--echo', 'lay what was sent over the documented answer')
    .option('--delay <MS>', 'let each answer wait: 300, or 200..800')
    .option(
      '--fault <RULE>',
      "let calls fail: 'POST /path: 10% 429 Retry-After=3'; instead of a status reset, slow, or error (repeatable)",
      collect,
    );
  return withNegations(command, ['stateful', 'echo']);
}

/** What the flags and the configuration say of answers; flags come first. */
export function mockOptions(flags: MockFlags, { mock = {} }: Config): MockOptions {
  return defined({
    cors: flags.cors ?? mock.cors,
    dynamic: flags.dynamic ?? mock.dynamic,
    example: flags.example ?? mock.example,
    ignoreExamples: flags.ignoreExamples ?? mock['ignore-examples'],
    fill: flags.fill ?? mock.fill,
    fillProperties: flags.jsonSchemaFakerFillProperties ?? mock['json-schema-faker-fillProperties'],
    seed: flags.seed ?? mock.seed,
    errors: flags.errors ?? mock.errors,
    validateRequest: validationOf(flags.validateRequest) ?? mock['validate-request'],
    auth: flags.auth ?? mock.auth,
    stateful: flags.stateful ?? mock.stateful,
    state: flags.state ?? mock.state,
    echo: flags.echo ?? mock.echo,
    delay: flags.delay ?? mock.delay,
    faults: flags.fault ?? mock.fault,
    maxBody: flags.maxBody ?? mock['max-body'],
  });
}

/** Prism's `--validate-request=false` is `off`. */
function validationOf(flag: unknown): 'error' | 'warn' | 'off' | undefined {
  if (flag === undefined || flag === 'error' || flag === 'warn' || flag === 'off') return flag;
  return flag === false || flag === 'false' ? 'off' : 'error';
}

/** Where to listen, by flags and configuration. @throws InputError for a certificate without its key, or one that cannot be read */
export async function listenOptions(flags: MockFlags, { mock = {} }: Config) {
  const cert = flags.tlsCert ?? mock['tls-cert'];
  const key = flags.tlsKey ?? mock['tls-key'];
  if ((cert === undefined) !== (key === undefined)) {
    throw new InputError('bad-option', 'a certificate and its key go together', {
      cure: 'Pass both --tls-cert FILE and --tls-key FILE.',
    });
  }
  return {
    port: flags.port ?? mock.port ?? 4010,
    host: flags.host ?? mock.host ?? '127.0.0.1',
    ...(cert === undefined || key === undefined ? {} : { tls: { cert: await readPem(cert), key: await readPem(key) } }),
  };
}

function readPem(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError('not-found', 'cannot be read', { place: { source: path }, cure: 'Check the path.', cause });
  });
}

function defined<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries: [string, unknown][] = Object.entries(record).filter(([, value]) => value !== undefined);
  const result: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  return Object.assign(result, Object.fromEntries(entries));
}
