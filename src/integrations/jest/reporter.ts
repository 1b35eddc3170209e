import process from 'node:process';
import { type CoverageCollector, type CoverageReporterOptions, collectCoverage } from '../coverage/reporter.js';
import { closeText } from '../coverage/words.js';

/** Options of the reporter. */
export interface ContractCoverageOptions extends CoverageReporterOptions {}

/** What is used of the configuration. */
interface Configuration {
  readonly watch?: boolean;
  readonly watchAll?: boolean;
}

/**
 * A reporter of Jest: at the end of a run it prints the coverage of the contract, and fails the run where that is less
 * than `minCoverage`, or where no response was judged.
 */
export class ContractCoverage {
  readonly #collector: CoverageCollector;
  readonly #isWatching: boolean;
  #failure: Error | undefined;

  /** @throws InputError `bad-option` */
  constructor({ watch = false, watchAll = false }: Configuration = {}, options: ContractCoverageOptions = {}) {
    this.#collector = collectCoverage(options);
    this.#isWatching = watch || watchAll;
  }

  /** Each run begins from nothing, in watch mode too. */
  onRunStart(): void {
    this.#failure = undefined;
    this.#collector.begin();
  }

  async onRunComplete(_contexts: unknown, results: { readonly wasInterrupted?: boolean } = {}): Promise<void> {
    try {
      if (results.wasInterrupted !== true) await this.#report();
    } finally {
      // In watch mode, the next run uses the folder.
      if (!this.#isWatching) this.#collector.close();
    }
  }

  async #report(): Promise<void> {
    const color = process.stderr.isTTY === true && process.env.NO_COLOR === undefined;
    const { text, failure } = await this.#collector.end({ color });
    if (text !== '') process.stderr.write(`\n${text}`);
    if (failure === undefined) return;
    process.stderr.write(`\n${closeText(failure)}\n`);
    if (!this.#isWatching) this.#failure = new Error(closeText(failure));
  }

  /** Jest asks at the end: a run with an error of a reporter fails. */
  getLastError(): Error | undefined {
    return this.#failure;
  }
}
