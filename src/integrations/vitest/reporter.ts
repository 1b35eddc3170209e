import process from 'node:process';
import { type CoverageCollector, type CoverageReporterOptions, collectCoverage } from '../coverage/reporter.js';
import { closeText } from '../coverage/words.js';

/** Options of the reporter. */
export interface ContractCoverageOptions extends CoverageReporterOptions {}

/** What is used of a `Vitest`. */
interface Runner {
  readonly config: { readonly watch?: boolean; readonly mergeReports?: string | undefined };
  readonly logger: { log(...texts: string[]): void; error(...texts: string[]): void };
}

/**
 * A reporter of Vitest: at the end of a run it prints the coverage of the contract, and fails the run where that is
 * less than `minCoverage`, or where no response was judged.
 */
export class ContractCoverage {
  readonly #collector: CoverageCollector;
  #runner: Runner | undefined;

  /** @throws InputError `bad-option` */
  constructor(options: ContractCoverageOptions = {}) {
    this.#collector = collectCoverage(options);
  }

  /** Vitest calls it before it starts workers. */
  onInit(runner: Runner): void {
    this.#runner = runner;
  }

  /** Each run begins from nothing, in watch mode too. */
  onTestRunStart(): void {
    this.#collector.begin();
  }

  async onTestRunEnd(_modules: unknown, _errors: unknown, reason?: string): Promise<void> {
    try {
      await this.#report(reason);
    } finally {
      // In watch mode, the next run uses the folder.
      if (this.#runner?.config.watch !== true) this.#collector.close();
    }
  }

  async #report(reason: string | undefined): Promise<void> {
    const { config, logger } = this.#runner ?? {};
    // Reports of other runs are merged: their tests did not run here.
    if (!config || !logger || config.mergeReports !== undefined || reason === 'interrupted') return;
    const { text, failure } = await this.#collector.end({ color: wantsColor() });
    if (text !== '') logger.log(`\n${text}`);
    if (failure === undefined) return;
    logger.error(`\n${closeText(failure)}`);
    if (config.watch !== true) process.exitCode = 1;
  }
}

function wantsColor(): boolean {
  return process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
}
