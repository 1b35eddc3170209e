import type { Contract, MockOptions, RedactOptions } from '../api/index.js';
import type { ExchangeListener } from '../api/mock-handler.js';
import { InputError, printable } from '../model/index.js';
import type { LISTENING, OptionsOf, SERVING } from '../options/index.js';
import { colorsFor } from '../report/colors.js';
import { say, sayError, saySoon } from './output.js';
import { assertOthers } from './outputs.js';

type ShadowFlags = OptionsOf<typeof SERVING>;

/** The shadow of a mock on the command line. */
export interface RunningShadow {
  readonly onExchange: ExchangeListener;
  replace(contract: Contract): void;
  /** Waits for Prism at most so many milliseconds, and writes the summary and the report. */
  close(patience: number): Promise<void>;
}

interface Settings {
  readonly options: MockOptions;
  readonly redact: RedactOptions;
  readonly level: NonNullable<OptionsOf<typeof LISTENING>['verboseLevel']>;
  readonly color: boolean;
  readonly quiet: boolean;
}

/** @throws InputError `bad-option` for flags that do not fit together */
export function assertShadowFlags({ shadow, shadowReport, multiprocess }: ShadowFlags): void {
  if (shadowReport !== undefined && shadow === undefined)
    throw new InputError('bad-option', '--shadow-report needs --shadow', {
      cure: 'Add --shadow prism, or leave out --shadow-report.',
    });
  if (shadow !== undefined && multiprocess)
    throw new InputError('bad-option', '--shadow works with one process, not with --multiprocess', {
      cure: 'Leave out -m: the shadow counts and compares in one place.',
    });
}

/**
 * Starts the shadow that the flags ask for, and logs what it finds to standard error.
 * @throws InputError where Prism is not installed, or the report cannot be written
 */
export async function startShadow(
  contract: Contract,
  { shadowReport }: ShadowFlags,
  { options, redact, level, color, quiet }: Settings,
): Promise<RunningShadow> {
  assertOthers([shadowReport], contract);
  const { reasonOf, shadowPrism, shadowSummary } = await import('../api/shadow.js');
  const { red, yellow, dim } = colorsFor(color);
  const isSilent = level === 'silent' || level === 'fatal';
  const isDecidedLogged = !isSilent && level !== 'warn' && level !== 'error';
  const shadow = shadowPrism(contract, {
    ...options,
    redact,
    report: shadowReport,
    onCompared({ method, target, facts, outcome }) {
      const request = `${method} ${printable(target)}`;
      if (outcome.kind === 'decided' && isDecidedLogged)
        saySoon(`${yellow('≈')} ${request} ${dim(outcome.ids.join(', '))}`);
      if (outcome.kind !== 'different' || isSilent) return;
      const decided = outcome.ids.length > 0 ? dim(` (and ≈ ${outcome.ids.join(', ')})`) : '';
      saySoon(`${red('≠')} ${request}${decided}`);
      for (const { what, ours, prism } of facts.slice(0, LISTED))
        saySoon(`    ${what}: ${ours} here, ${prism} in Prism`);
      if (facts.length > LISTED) saySoon(dim(`    … and ${facts.length - LISTED} more`));
    },
    onGeneral(id) {
      if (isDecidedLogged) saySoon(`${yellow('≈')} every answer: ${id}. ${reasonOf(id)}`);
    },
    onNotice: (text) => say(`shadow: ${printable(text)}`),
  });
  if (!quiet) say(`comparing each answer with Prism ${shadow.peer.version}`);
  let isEnded = false;
  const end = (): void => {
    if (isEnded) return;
    isEnded = true;
    try {
      const result = shadow.end();
      if (!quiet) say(shadowSummary(result));
    } catch (error) {
      sayError(error, color);
    }
  };
  // A second signal ends the process without waiting: what was found is said all the same.
  process.once('exit', end);
  return {
    onExchange: shadow.onExchange,
    replace: shadow.replace,
    async close(patience) {
      await shadow.idle(patience);
      end();
    },
  };
}

/** Differences of one request beyond this number are only counted. */
const LISTED = 5;
