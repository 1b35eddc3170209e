import type { Colors } from '../../report/index.js';

/** What `expect` of Vitest and of Jest gives a matcher as `this`, as far as it is used. */
export interface MatcherContext {
  readonly isNot?: boolean | undefined;
  /** `resolves` or `rejects`, where the test asked so. */
  readonly promise?: string | undefined;
  /** The file of the test. */
  readonly testPath?: string | undefined;
  readonly utils?: MatcherTools | undefined;
}

/** The texts and colours of the tool. */
interface MatcherTools {
  matcherHint?(name: string, received?: string, expected?: string, options?: object): string;
  EXPECTED_COLOR?(text: string): string;
  RECEIVED_COLOR?(text: string): string;
  DIM_COLOR?(text: string): string;
  BOLD_WEIGHT?(text: string): string;
}

/** What a matcher gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The tool's own colours: it knows whether its output has any. */
export function colorsOf({ utils = {} }: MatcherContext): Colors {
  const { EXPECTED_COLOR: green = plain, RECEIVED_COLOR: red = plain } = utils;
  const { DIM_COLOR: dim = plain, BOLD_WEIGHT: bold = plain } = utils;
  return { bold, dim, red, green, yellow: plain, blue: plain, cyan: plain };
}

function plain(text: string): string {
  return text;
}
