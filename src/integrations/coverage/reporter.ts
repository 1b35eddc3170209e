import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { writeCoverage } from '../../api/write-report.js';
import { InputError, type MergedCoverage, printable } from '../../model/index.js';
import { emptyFolder, type Gathered, gather, makeFolder, removeFolder } from './gather.js';
import { FOLDER_VARIABLE } from './lines.js';

/** What a coverage reporter does at the end of a run. */
export interface CoverageReporterOptions {
  /** Percent of the operations that the tests must use, else the run fails. @default 0 */
  readonly minCoverage?: number;
  /**
   * Writes the coverage to this file, which `docproof coverage` adds to that of other shards. Of several documents each
   * has a file, with a number in its name.
   * @default none
   */
  readonly json?: string;
  /** How many things of a kind are listed that the tests did not use. @default 20 */
  readonly limit?: number;
  /** Whether a run in which no response was judged may pass. @default false */
  readonly allowNothing?: boolean;
}

/** What is to be said at the end of a run. */
export interface CoverageEnd {
  /** The coverage, as `docproof coverage` prints it. */
  readonly text: string;
  /** Why the run fails, in one line; absent where it does not. */
  readonly failure?: string;
}

/** Collects what workers exercise, run by run. */
export interface CoverageCollector {
  /** Begins a run from nothing. */
  begin(): void;
  /** Ends it. @throws InputError where a file cannot be written */
  end(options: { readonly color: boolean }): Promise<CoverageEnd>;
  /** Takes its files away. */
  close(): void;
}

/**
 * Makes a folder for this run, and names it to the workers that are started later.
 * @throws InputError `bad-option`
 */
export function collectCoverage(options: CoverageReporterOptions = {}): CoverageCollector {
  assertOptions(options);
  const folder = makeFolder();
  process.env[FOLDER_VARIABLE] = folder;
  const close = (): void => removeFolder(folder);
  process.once('exit', close);
  return {
    begin: () => emptyFolder(folder),
    async end({ color }) {
      return coverageEnd(await gather(folder), options, { color, nothing: NOTHING });
    },
    close() {
      process.off('exit', close);
      close();
    },
  };
}

const NOTHING = 'no response was judged: use toSatisfyContract in a test, or take the reporter out';

/**
 * What is to be said of what was gathered. Writes the file that the options name.
 * @param how `nothing` says what is wrong where no exchange was judged
 * @throws InputError `bad-option` where that file cannot be written
 */
export async function coverageEnd(
  gathered: readonly Gathered[],
  { minCoverage = 0, json, limit = 20, allowNothing = false }: CoverageReporterOptions,
  { color, nothing }: { readonly color: boolean; readonly nothing: string },
): Promise<CoverageEnd> {
  const texts = await Promise.all(gathered.map(({ merged }) => writeCoverage('text', merged, { color, limit })));
  if (json !== undefined) writeAll(json, gathered);
  const isNothing = !gathered.some(({ checked }) => checked > 0);
  const failures = isNothing ? (allowNothing ? [] : [nothing]) : failuresOf(gathered, minCoverage);
  return { text: texts.join('\n'), ...(failures.length > 0 ? { failure: failures.join('; ') } : {}) };
}

function failuresOf(gathered: readonly Gathered[], minCoverage: number): string[] {
  return gathered.flatMap(({ merged: { coverage, document } }) =>
    coverage.percent < minCoverage
      ? [
          `coverage of ${printable(document.source)} is ${coverage.percent} % of operations, and minCoverage asks for ${minCoverage} %`,
        ]
      : [],
  );
}

function writeAll(path: string, gathered: readonly Gathered[]): void {
  for (const [index, { merged }] of gathered.entries()) writeJsonFile(numbered(path, index), merged);
}

/** `coverage.json`, `coverage-2.json`. */
function numbered(path: string, index: number): string {
  return index === 0 ? path : path.replace(/(\.[^./\\]*)?$/, `-${index + 1}$1`);
}

function writeJsonFile(path: string, merged: MergedCoverage): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(merged, null, 2)}\n`);
  } catch (cause) {
    throw new InputError('bad-option', 'the coverage cannot be written: check that its folder may be written', {
      place: { source: path },
      cause,
    });
  }
}

const KINDS: Readonly<Record<string, readonly [kind: string, fits: (value: unknown) => boolean]>> = {
  minCoverage: ['a percentage from 0 to 100', (value) => typeof value === 'number' && value >= 0 && value <= 100],
  json: ['the path of a file', (value) => typeof value === 'string' && value !== ''],
  limit: ['a number of lines', (value) => Number.isInteger(value) && Number(value) >= 0],
  allowNothing: ['true or false', (value) => typeof value === 'boolean'],
};

/** @throws InputError `bad-option` for what is not an option, and for values that cannot be used */
export function assertOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const kind = KINDS[name];
    if (value === undefined || kind?.[1](value)) continue;
    throw kind
      ? new InputError(
          'bad-option',
          `${name} of the coverage reporter is ${printable(String(value))}; it must be ${kind[0]}`,
        )
      : new InputError(
          'bad-option',
          `the coverage reporter has no option ${printable(name)}; it has ${Object.keys(KINDS).join(', ')}`,
        );
  }
}
