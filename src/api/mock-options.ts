import { type MockSettings, type Range, readFaultRule, readRange } from '../mock/index.js';
import { InputError } from '../model/index.js';
import { ANSWERS, BEHAVIOURS, type Checks, type OptionsOf, ORIGINS, withDefaults } from '../options/index.js';
import { assertHostName } from '../server/index.js';

/**
 * How a mock behaves. docs/options.md lists the options with their defaults: those of "Pages of
 * other origins", "Answers" and "Behaviour". Sizes
 * are in bytes, times in milliseconds: `delay: 300`, `delay: '200..800'`. `seed` makes the same request get the same
 * answer.
 */
export interface MockOptions
  extends OptionsOf<typeof ORIGINS>,
    OptionsOf<typeof ANSWERS>,
    OptionsOf<typeof BEHAVIOURS> {}

/** Checks of the options whose syntax belongs to the mock or its server. Each throws an InputError `bad-option`. */
export const MOCK_CHECKS: Checks = {
  allowHosts: (value) => Array.isArray(value) && value.map(String).forEach(assertHostName),
  delay: (value) => rangeOf(String(value)),
  faults: (value) => Array.isArray(value) && value.map(String).map(readFaultRule),
};

/**
 * Options with their defaults.
 * @throws InputError `bad-option`
 */
export function settingsOf(options: MockOptions): MockSettings {
  const { delay, faults, state, stateful, ...behaviours } = withDefaults(BEHAVIOURS, options);
  return {
    ...withDefaults(ORIGINS, options),
    ...withDefaults(ANSWERS, options),
    ...behaviours,
    stateful: stateful || state !== undefined,
    faults: (faults ?? []).map(readFaultRule),
    ...(delay === undefined ? {} : { delay: rangeOf(String(delay)) }),
  };
}

function rangeOf(text: string): Range {
  const range = readRange(text);
  if (range) return range;
  throw new InputError('bad-option', `${text} is not a time in milliseconds`, {
    cure: 'Write --delay 300, or --delay 200..800; ten minutes at most.',
  });
}
