import { type MockSettings, type Range, readFaultRule, readRange } from '../mock/index.js';
import { InputError } from '../model/index.js';

/** How a mock behaves. */
export interface MockOptions {
  /** Answers CORS preflights and lets pages of any origin read the answers. @default true */
  readonly cors?: boolean;
  /** Generates random, valid bodies even where there are examples. @default false */
  readonly dynamic?: boolean;
  /** Prefers the example of this name where an operation has one. @default the first */
  readonly example?: string;
  /** Passes over the examples of media types. @default false */
  readonly ignoreExamples?: boolean;
  /** Whether generated maps (`additionalProperties` with a schema) get entries. @default true */
  readonly fillProperties?: boolean;
  /** Completes examples that lack documented properties. @default false */
  readonly fill?: boolean;
  /** Makes generated bodies, ids and faults the same for the same request. @default none: each is another */
  readonly seed?: string;
  /** Answers with a 500 problem where the documented answer itself breaks the document. @default false */
  readonly errors?: boolean;
  /** Whether a request that breaks the document is refused (`error`), answered with its faults in a header (`warn`), or not looked at (`off`). @default 'error' */
  readonly validateRequest?: 'error' | 'warn' | 'off';
  /** Whether credentials must be there. @default true */
  readonly auth?: boolean;
  /** Remembers what is posted. @default false */
  readonly stateful?: boolean;
  /** A store that keeps what is remembered: a SQLite file, or a URL as `openStore` takes it. It makes the mock stateful. @default none: in memory */
  readonly state?: string;
  /** Lays what was sent over the documented answer. @default false */
  readonly echo?: boolean;
  /** How long answers wait, in milliseconds: `300`, or `200..800`. @default none */
  readonly delay?: string | number;
  /** What goes wrong, and how often: `POST /auditLogs/signIns: 10% 429 Retry-After=3`. @default nothing */
  readonly faults?: readonly string[];
  /** The largest request body, in bytes, before and after decompression. @default 10 MiB */
  readonly maxBody?: number;
}

const DEFAULT_MAX_BODY = 10 * 1024 * 1024;

/**
 * Options with their defaults.
 * @throws InputError `bad-option`
 */
export function settingsOf(options: MockOptions): MockSettings {
  const { example, seed, delay } = options;
  return {
    cors: options.cors ?? true,
    dynamic: options.dynamic ?? false,
    ignoreExamples: options.ignoreExamples ?? false,
    fill: options.fill ?? false,
    fillProperties: options.fillProperties ?? true,
    errors: options.errors ?? false,
    validateRequest: options.validateRequest ?? 'error',
    auth: options.auth ?? true,
    stateful: options.stateful === true || options.state !== undefined,
    echo: options.echo ?? false,
    faults: (options.faults ?? []).map(readFaultRule),
    maxBody: options.maxBody ?? DEFAULT_MAX_BODY,
    ...(example === undefined ? {} : { example }),
    ...(seed === undefined ? {} : { seed }),
    ...(delay === undefined ? {} : { delay: rangeOf(String(delay)) }),
  };
}

function rangeOf(text: string): Range {
  const range = readRange(text);
  if (range) return range;
  throw new InputError('bad-option', `${text} is no time in milliseconds`, {
    cure: 'Write --delay 300, or --delay 200..800; ten minutes at most.',
  });
}
