import {
  type CheckConfig,
  type Config,
  type Contract,
  InputError,
  type LoadOptions,
  loadContract,
  type RedactOptions,
} from '../api/index.js';
import { documentOrError } from './document.js';
import { type CommonFlags, loadOptions } from './options.js';
import { type RedactFlags, redactOptions } from './redact-flags.js';
import { ifSwapped, withoutQuery } from './swapped.js';

/** The captures that are checked together: those of one API, under one set of rules. */
export interface Run {
  readonly name?: string;
  readonly contract: Contract;
  readonly captures: readonly string[];
  readonly rules: CheckConfig;
  readonly redact: RedactOptions;
  /** Which addresses a list of captures may name. */
  readonly reach: Pick<LoadOptions, 'allowPrivate' | 'allowRedirects'>;
}

interface RunFlags extends CommonFlags, RedactFlags {
  readonly suite?: readonly string[];
}

/** The one run that the command line names. @throws InputError as `loadContract` does */
export async function givenRuns(
  document: string | undefined,
  captures: readonly string[],
  flags: RunFlags,
  config: Config,
): Promise<Run[]> {
  const loading = loadOptions(flags, config);
  const contract = await loadContract(document, loading).catch(async (error: unknown) => {
    throw await ifSwapped(error, 'check', [document, ...captures], (path) => loadContract(path, loading));
  });
  return [
    {
      contract,
      captures,
      rules: { ...config.check },
      redact: await redactOptions(flags, config),
      reach: reachOf(loading),
    },
  ];
}

function reachOf({ allowPrivate, allowRedirects }: LoadOptions): Run['reach'] {
  return { ...(allowPrivate ? { allowPrivate } : {}), ...(allowRedirects ? { allowRedirects } : {}) };
}

/**
 * The suites of `docproof.yaml`, or those that the flags name.
 * @throws InputError if no suite is found, and as `loadContract` does
 */
export async function suiteRuns(document: string | undefined, flags: RunFlags, config: Config): Promise<Run[]> {
  const suites = config.suites ?? {};
  const names = flags.suite ?? Object.keys(suites);
  if (names.length === 0 || (document !== undefined && !flags.suite)) {
    const taken = document === undefined ? '' : `: ${withoutQuery(document)} is taken for the document`;
    throw new InputError('bad-option', `no capture was named${taken}`, {
      cure: 'Name the document, then the captures: docproof check openapi.yaml traffic.har. Or list suites in docproof.yaml.',
    });
  }
  const runs: Run[] = [];
  for (const name of names) {
    const suite = Object.hasOwn(suites, name) ? suites[name] : undefined;
    if (!suite) {
      throw new InputError('bad-option', `there is no suite ${name}`, {
        cure: `docproof.yaml has ${Object.keys(suites).join(', ') || 'none'}.`,
      });
    }
    const loading = loadOptions(flags, { ...config, ...suite });
    const contract = await loadContract(
      documentOrError(document ?? suite.document, config, 'docproof check api.yaml --suite NAME'),
      loading,
    );
    runs.push({
      name,
      contract,
      captures: suite.captures,
      rules: { ...config.check, ...suite },
      redact: await redactOptions(flags, config),
      reach: reachOf(loading),
    });
  }
  return runs;
}
