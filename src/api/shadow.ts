import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type Compared,
  findPeer,
  type Peer,
  type ShadowResult,
  startShadow,
  writeShadowReport,
} from '../shadow/index.js';
import { type Contract, InputError, type RedactOptions } from './index.js';
import type { ExchangeListener } from './mock-handler.js';
import { type MockOptions, settingsOf } from './mock-options.js';
import { reportRedactor } from './redaction.js';

export { type Compared, NOT_COMPARED, reasonOf, type ShadowResult, shadowSummary } from '../shadow/index.js';

/** How answers are compared with Prism's. */
export interface ShadowOptions extends MockOptions {
  /** The rules for secrets in what is told. */
  readonly redact?: RedactOptions;
  /** The file for the report. @default none */
  readonly report?: string | undefined;
  onCompared(compared: Compared): void;
  /** A decided difference that concerns every answer, when it is met first. */
  onGeneral(id: string): void;
  /** A sentence about the shadow itself. */
  onNotice(text: string): void;
}

/** A running comparison. */
export interface PrismShadow {
  readonly peer: Peer;
  readonly onExchange: ExchangeListener;
  replace(contract: Contract): void;
  /** Waits for the comparisons that are left, at most so many milliseconds. */
  idle(patience: number): Promise<void>;
  /**
   * Ends it at once, and writes the report: in one turn, as the end of a process asks.
   * @throws InputError `bad-option` where it cannot be written
   */
  end(): ShadowResult;
}

/**
 * Compares a mock's answers with Prism's. Prism's engine is loaded in a thread, with the first answer.
 * @throws InputError `not-found` or `unsupported-version` where Prism's engine cannot be used, `bad-option` where the
 * report cannot be written
 */
export function shadowPrism(
  contract: Contract,
  { redact, report, onCompared, onGeneral, onNotice, ...options }: ShadowOptions,
): PrismShadow {
  const peer = findPeer();
  // Now, and not when all is done.
  if (report !== undefined) write(report, '');
  const redactorOf = (of: Contract) => reportRedactor(redact, of);
  const settings = settingsOf(options);
  const shadow = startShadow(contract, redactorOf(contract), { peer, settings, onCompared, onGeneral, onNotice });
  return {
    peer,
    onExchange: (call, answer, circumstances) => shadow.add(call, answer, circumstances),
    replace: (next) => shadow.replace(next, redactorOf(next)),
    idle: (patience) => shadow.idle(patience),
    end() {
      const result = shadow.end();
      if (report !== undefined) write(report, writeShadowReport(result, /\.json$/i.test(report) ? 'json' : 'text'));
      return result;
    },
  };
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    throw new InputError('bad-option', 'the report of --shadow cannot be written', {
      place: { source: path },
      cure: 'Check that its folder may be written.',
      cause,
    });
  }
}
