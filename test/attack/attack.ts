import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * An attempt that makes no progress for longer than this has not held, in milliseconds: a machine under load is slow,
 * a hang has no end.
 */
export const PATIENCE = 90_000;

/** Failed attempts of a suite that are shown. */
const MOST_TOLD = 20;

/** One kind of attack: a file in this folder, and a line in suites.ts. */
export interface Suite {
  readonly name: string;
  /** What is attacked, and what must hold. */
  readonly title: string;
  /** Attempts that even a short run makes, so that no suite passes without a try. */
  readonly least: number;
  run(attack: Attack): Promise<void>;
}

/** An attempt that did not hold. */
export interface Failure {
  readonly what: string;
  readonly why: string;
}

/** What one suite tried. */
export interface Outcome {
  readonly suite: string;
  readonly title: string;
  readonly tried: number;
  readonly failures: readonly Failure[];
  /** What was measured beside it, a sentence each. */
  readonly said: readonly string[];
}

/** What a suite works with, and where it counts. */
export interface Attack {
  /** The same seed makes the same attempts. */
  readonly seed: number;
  /** A folder of its own, removed at the end. */
  readonly folder: string;
  /** How often something is tried: in the tests, and in the long form of `npm run attack -- --long`. */
  times(short: number, long: number): number;
  /** Makes one attempt. It holds unless `attempt` throws; `what` says how to make it again. */
  try(what: string, attempt: () => void | Promise<void>): Promise<void>;
  /** Says what was measured: the script prints it below the table. */
  say(figure: string): void;
  /** Says that an attempt has got further, so that it may take its time again. */
  progress(): void;
  /** Runs when the suite has ended, last one first. */
  onEnd(cleanUp: () => void | Promise<void>): void;
}

/** Fails an attempt unless `held`. */
export function must(held: boolean, why: string): asserts held {
  if (!held) throw new Error(why);
}

/** Runs one suite and counts its attempts. */
export async function runSuite(
  suite: Suite,
  { seed, long }: { readonly seed: number; readonly long: boolean },
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), `docproof-attack-${suite.name}-`));
  const ends: (() => void | Promise<void>)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const failures: Failure[] = [];
  const said: string[] = [];
  let tried = 0;
  let moved = Date.now();
  const attack: Attack = {
    seed,
    folder,
    times: (short, many) => (long ? many : short),
    async try(what, attempt) {
      tried += 1;
      moved = Date.now();
      try {
        await inTime(attempt, () => moved);
      } catch (error) {
        failures.push({ what, why: error instanceof Error ? error.message : String(error) });
      }
    },
    say(figure) {
      said.push(figure);
    },
    progress() {
      moved = Date.now();
    },
    onEnd(cleanUp) {
      ends.push(cleanUp);
    },
  };
  try {
    await suite.run(attack);
  } catch (error) {
    failures.push({
      what: 'the suite itself',
      why: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  } finally {
    for (const end of ends.reverse()) await end();
  }
  return { suite: suite.name, title: suite.title, tried, failures, said };
}

/** @param movedAt when the attempt got further last */
async function inTime(attempt: () => void | Promise<void>, movedAt: () => number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (Date.now() - movedAt() > PATIENCE) reject(new Error('no end in sight'));
    }, 1_000);
  });
  try {
    await Promise.race([attempt(), late]);
  } finally {
    clearInterval(timer);
  }
}

/** The attempts of one suite that failed, each with how to make it again. */
export function told({ suite, failures }: Outcome): string {
  return failures
    .slice(0, MOST_TOLD)
    .map(({ what, why }) => `${suite}: ${what.slice(0, 600)}\n  ${why.slice(0, 1200).replaceAll('\n', '\n  ')}`)
    .join('\n\n');
}
