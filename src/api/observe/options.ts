import type { CheckRules, Demands } from '../../check/index.js';
import type { RedactOptions } from '../../contract/index.js';
import { InputError, type OutcomeRecord } from '../../model/index.js';

/** What an observer does beside collecting outcomes. */
export type ObserveMode = 'report' | 'warn' | 'refuse';

/**
 * How a running service is judged. How strict it is, is as in a check (docs/reference/options.md, under "Check"),
 * except that `credentials` are an error where they are missing: an observer sees what recorders remove.
 */
export interface ObserveOptions extends Omit<CheckRules, 'baseUrls' | 'judgeFulfilled'>, Demands {
  /**
   * `report` collects outcomes and changes nothing. `warn` also writes a line for each fault, once, and tells the
   * faults of a request in the header `sl-violations` of its answer. `refuse` keeps requests with errors from the
   * service, and sends a problem in the place of an answer with errors, where nothing of it is sent.
   * @default 'report'
   */
  readonly mode?: ObserveMode;
  /** Called with each outcome, before the client has the end of the answer. @default nobody is */
  readonly onOutcome?: (outcome: OutcomeRecord) => void;
  /** The share of requests that are judged, from 0 to 1; the same ones each time. @default 1 */
  readonly sample?: number;
  /** Only requests to these paths and below are judged, as clients write them: `/api`. @default all that come by */
  readonly scope?: string | readonly string[];
  /** Records each judged exchange in this file without its secrets: HAR if it ends in `.har`, else NDJSON. */
  readonly record?: string;
  /** `close` writes the result to this file, in JSON: `docproof coverage` adds up such files. */
  readonly result?: string;
  /** The largest body that is judged, in bytes; of larger ones no copy is kept. @default 10 MiB */
  readonly maxBody?: number;
  /** Rules for secrets in outcomes and recordings, in addition to those that always hold. */
  readonly redact?: RedactOptions;
  /** Gets the lines of `warn` and `refuse`. @default the console */
  readonly logger?: { warn(line: string): void };
  /** The name of this run in outcomes and results. @default the name of the file `result`, or 'observe' */
  readonly name?: string;
}

/** As many bytes as a recorder keeps of a body. */
const DEFAULT_MAX_BODY = 10 * 1024 * 1024;

/** The options that decide which exchanges are looked at, with their defaults. */
export interface Looking {
  readonly mode: ObserveMode;
  readonly maxBody: number;
  /** Whether the next request is looked at. @param target origin-form, as the client asked */
  looksAt(target: string): boolean;
}

/** Reads the options that decide which exchanges are looked at. @throws InputError `bad-option` */
export function lookingOf({ mode = 'report', maxBody = DEFAULT_MAX_BODY, sample = 1, scope }: ObserveOptions): Looking {
  if (mode !== 'report' && mode !== 'warn' && mode !== 'refuse')
    throw new InputError('bad-option', `${String(mode)} is not a mode of an observer`, {
      cure: "Write mode: 'report', 'warn' or 'refuse'.",
    });
  if (!(sample >= 0 && sample <= 1))
    throw new InputError('bad-option', `${String(sample)} is not a share of the requests`, {
      cure: 'Write a number from 0 to 1, such as sample: 0.1 for one in ten.',
    });
  const paths = scope === undefined ? undefined : [scope].flat().map((path) => path.replace(/\/+$/, ''));
  const wrong = paths?.find((path) => path !== '' && !path.startsWith('/'));
  if (wrong !== undefined)
    throw new InputError('bad-option', `${wrong} is not a path`, { cure: "Write scope: '/api', with its slash." });
  let count = 0;
  return {
    mode,
    maxBody,
    looksAt(target) {
      const path = target.split(/[?#]/, 1)[0] ?? target;
      if (paths && !paths.some((below) => path === below || path.startsWith(`${below}/`))) return false;
      count += 1;
      return sample === 1 || (count * GOLDEN) % 1 < sample;
    },
  };
}

/** Multiples of it are spread evenly over the unit interval, and follow no rhythm of the requests. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;
