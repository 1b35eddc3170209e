import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { noCounts } from '../../check/index.js';
import { InputError } from '../../model/index.js';
import { type Gathered, summed } from '../coverage/gather.js';
import { assertOptions, type CoverageReporterOptions, coverageEnd } from '../coverage/reporter.js';
import { closeText } from '../coverage/words.js';
import { told } from '../told.js';
import { COVERAGE_ATTACHMENT, type CoveragePart, readCoveragePart } from './coverage-part.js';
import { loadReferenced } from './document.js';

export type { CoverageReporterOptions } from '../coverage/reporter.js';

/** Adds up what the tests of all workers, and of merged shards, exercised of each document. */
export default class CoverageReporter implements Reporter {
  readonly #options: CoverageReporterOptions;
  readonly #parts: CoveragePart[] = [];

  /** @throws InputError `bad-option` */
  constructor(options: CoverageReporterOptions = {}) {
    this.#options = ownOf(options);
    assertOptions(this.#options);
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
    const color = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
    try {
      const gathered = await Promise.all(byDocument(this.#parts).map(addedUp));
      const { text, failure } = await coverageEnd(gathered, this.#options, { color, nothing: NOTHING });
      if (text !== '') process.stdout.write(`\n${text}\n`);
      if (failure === undefined) return undefined;
      process.stdout.write(`${closeText(failure)}\n`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { message } = Object(told(error));
      process.stdout.write(`${closeText(message)}\n`);
    }
    return { status: 'failed' };
  }
}

const NOTHING = 'no exchange was judged: import test from docproof/playwright, or set allowNothing';

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

async function addedUp(parts: readonly CoveragePart[]): Promise<Gathered> {
  const [first] = parts;
  if (!first) throw new Error('there is no part');
  const contract = await loadReferenced(first.reference);
  const known = new Set(contract.operations.map(({ id }) => id));
  const lines = parts.flatMap(({ outcomes, counts, source: file }) => {
    const source = relative('.', file).replaceAll('\\', '/');
    return outcomes.map((outcome, index) => {
      if ('verdict' in outcome && !outcome.isUnmatched && !known.has(outcome.operation))
        throw new InputError('bad-option', `the document has no ${outcome.operation}, which the tests used`, {
          place: { source: contract.document.source },
          cure: 'Add up coverage where the document is the one that was tested.',
        });
      // The counts are those of all exchanges of the test.
      return { source, outcome, counts: index === 0 ? counts : noCounts() };
    });
  });
  return summed(contract, lines);
}

/** Playwright adds some of its own options for each reporter. */
const PLAYWRIGHTS = /^(?:configDir$|_)/;

function ownOf(options: CoverageReporterOptions): CoverageReporterOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !PLAYWRIGHTS.test(name)));
}
