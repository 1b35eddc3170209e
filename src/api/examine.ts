import { captureFormats, readCapture } from '../captures/index.js';
import { type Counts, countCoverage, createExaminer, type Examined } from '../check/index.js';
import type { Contract, ExchangePolicy } from '../contract/index.js';
import { followFile } from '../io/index.js';
import { type CaptureItem, isUnread, type Unread } from '../model/index.js';
import { type CaptureSourceOptions, readCaptures } from './captures.js';
import { type RedactOptions, reportRedactor } from './redaction.js';

/** Captures by the paths of files and folders or by patterns (`-` is standard input), or exchanges from elsewhere. */
export type Captures = string | readonly string[] | AsyncIterable<CaptureItem>;

/** How captures are read and their exchanges examined. */
export interface ExamineOptions extends CaptureSourceOptions {
  readonly policy: ExchangePolicy;
  readonly evidence: boolean;
  readonly redact: RedactOptions;
  /** Reads captures as they grow, until it is aborted. */
  readonly follow?: AbortSignal;
}

/** What is known of each exchange by itself, in the order of the captures. */
export interface Examination {
  readonly results: AsyncIterable<Examined | Unread>;
  /** What was counted of the contract's parts, once the results have come to their end. */
  counts(): Promise<readonly Counts[]>;
}

/** Examines exchanges in this thread. */
export function examineHere(contract: Contract, captures: Captures, options: ExamineOptions): Examination {
  const { policy, evidence, redact } = options;
  const coverage = countCoverage(contract);
  const examine = createExaminer(contract, { policy, evidence, coverage, redactor: reportRedactor(redact, contract) });
  const results = async function* (): AsyncGenerator<Examined | Unread> {
    for await (const item of itemsOf(captures, options)) yield isUnread(item) ? item : examine(item);
  };
  return { results: results(), counts: async () => [coverage.counts()] };
}

/** The captures that are files. */
export function pathsOf(captures: Captures): readonly string[] | undefined {
  if (typeof captures === 'string') return [captures];
  return isStream(captures) ? undefined : captures;
}

/** Whether exchanges come from elsewhere. */
function isStream(captures: Captures): captures is AsyncIterable<CaptureItem> {
  return typeof captures === 'object' && Symbol.asyncIterator in captures;
}

/** What captures hold, in their order. @param follow reads them as they grow, until it is aborted */
export function itemsOf(
  captures: Captures,
  options: CaptureSourceOptions & { readonly follow?: AbortSignal },
): AsyncIterable<CaptureItem> {
  if (isStream(captures)) return captures;
  return options.follow ? followed(captures, options.follow, options) : readCaptures(captures, options);
}

async function* followed(
  captures: string | readonly string[],
  follow: AbortSignal,
  { formats = [] }: CaptureSourceOptions,
): AsyncGenerator<CaptureItem> {
  for (const path of pathsOf(captures) ?? [])
    yield* readCapture(path, followFile(path, follow), [...formats, ...captureFormats]);
}
