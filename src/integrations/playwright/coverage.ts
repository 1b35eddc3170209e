import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import process from 'node:process';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { InputError, type MergedCoverage, writeCoverage } from '../../api/index.js';
import { describedBy } from '../../api/scope.js';
import { VERSION } from '../../api/version.js';
import { openLedger } from '../../check/index.js';
import { printable } from '../../model/index.js';
import { COVERAGE_ATTACHMENT, type CoveragePart, readCoveragePart } from './coverage-part.js';
import { loadReferenced } from './document.js';

/** Options: `reporter: [['docproof/playwright/reporter', { minCoverage: 80 }]]`. */
export interface CoverageReporterOptions {
  /** Percent of the operations that the tests must use, else the run fails. @default 0 */
  readonly minCoverage?: number;
  /** Writes the coverage to this file, which `docproof coverage` adds to others. @default none */
  readonly json?: string;
  /** How many things of a kind are listed that the tests did not use. @default 20 */
  readonly limit?: number;
  /** Whether a run in which no exchange was judged may pass. @default false */
  readonly allowNothing?: boolean;
}

/** Adds up what the tests of all workers, and of merged shards, exercised of each document. */
export default class CoverageReporter implements Reporter {
  readonly #options: CoverageReporterOptions;
  readonly #parts: CoveragePart[] = [];

  /** @throws InputError `bad-option` */
  constructor(options: CoverageReporterOptions = {}) {
    assertOptions(options);
    this.#options = options;
  }

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(_test: TestCase, { attachments }: TestResult): void {
    for (const { name, body, path } of attachments) {
      if (name !== COVERAGE_ATTACHMENT) continue;
      const text = body ?? (path === undefined ? undefined : readFileSync(path));
      if (text) this.#parts.push(readCoveragePart(text.toString('utf8')));
    }
  }

  async onEnd(): Promise<{ status: 'failed' } | undefined> {
    const { minCoverage = 0, json, limit = 20, allowNothing = false } = this.#options;
    const failures: string[] = [];
    let checked = 0;
    try {
      for (const [index, parts] of byDocument(this.#parts).entries()) {
        const { merged, exchanges } = await addedUp(parts);
        checked += exchanges;
        const color = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
        process.stdout.write(`\n${await writeCoverage('text', merged, { color, limit })}\n`);
        if (json !== undefined) writeJsonFile(numbered(json, index), merged);
        const { coverage, document } = merged;
        if (coverage.percent < minCoverage)
          failures.push(
            `coverage of ${printable(document.source)} is ${coverage.percent} % of operations, and minCoverage asks for ${minCoverage} %`,
          );
      }
      if (checked === 0 && !allowNothing)
        failures.push('no exchange was judged: import test from docproof/playwright, or set allowNothing');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failures.push(error.cure === undefined ? error.message : `${error.message}. ${error.cure}`);
    }
    if (failures.length === 0) return undefined;
    process.stdout.write(`Contract coverage failed: ${failures.join('; ')}\n`);
    return { status: 'failed' };
  }
}

function byDocument(parts: readonly CoveragePart[]): CoveragePart[][] {
  const groups = new Map<string, CoveragePart[]>();
  for (const part of parts) {
    const key = JSON.stringify(part.reference);
    const known = groups.get(key);
    if (known) known.push(part);
    else groups.set(key, [part]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

async function addedUp(parts: readonly CoveragePart[]): Promise<{ merged: MergedCoverage; exchanges: number }> {
  const [first] = parts;
  if (!first) throw new Error('there is no part');
  const contract = await loadReferenced(first.reference);
  const known = new Set(contract.operations.map(({ id }) => id));
  const ledger = openLedger(contract);
  for (const { outcomes, counts } of parts) {
    for (const outcome of outcomes) {
      if ('verdict' in outcome && !outcome.isUnmatched && !known.has(outcome.operation))
        throw new InputError('bad-option', `the document has no ${outcome.operation}, which the tests used`, {
          place: { source: contract.document.source },
          cure: 'Add up coverage where the document is the one that was tested.',
        });
      ledger.add({ outcome });
    }
    ledger.addCounts(counts);
  }
  const { summary, coverage } = ledger.result();
  const sources = [...new Set(parts.map(({ source }) => relative('.', source).replaceAll('\\', '/')))].sort();
  const runs = [{ sources, coverage }];
  return { merged: { docproof: VERSION, document: describedBy(contract), coverage, runs }, exchanges: summary.checked };
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
    throw new InputError('bad-option', 'the coverage cannot be written', {
      place: { source: path },
      cure: 'Check that its folder may be written.',
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

/** Playwright gives each reporter the folder of its configuration, too. */
const PLAYWRIGHTS = new Set(['configDir', '_mode', '_commandHash', '_isTestServer']);

function assertOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const kind = KINDS[name];
    if (value === undefined || PLAYWRIGHTS.has(name) || name.startsWith('_') || kind?.[1](value)) continue;
    throw new InputError(
      'bad-option',
      kind
        ? `${name} of the coverage reporter is ${printable(String(value))}`
        : `the coverage reporter has no option ${printable(name)}`,
      { cure: kind ? `It is ${kind[0]}.` : `It has ${Object.keys(KINDS).join(', ')}.` },
    );
  }
}
