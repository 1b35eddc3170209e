import { readFaultRule } from '../mock/faults/faults.js';
import type { MockSettings } from '../mock/index.js';
import { InputError, type Range, readRange } from '../model/index.js';
import { withDefaults } from '../options/resolve.js';
import type { OptionsOf } from '../options/row.js';
import { ANSWERS, BEHAVIOURS, ORIGINS } from '../options/tables/mock.js';

/**
 * How a mock behaves. docs/reference/options.md lists the options with their defaults: those of "Pages of other
 * origins", "Answers" and "Behaviour". Sizes are in bytes, times in milliseconds: `delay: 300`, `delay: '200..800'`.
 * `seed` makes the same request get the same answer.
 */
export interface MockOptions
  extends OptionsOf<typeof ORIGINS>,
    OptionsOf<typeof ANSWERS>,
    OptionsOf<typeof BEHAVIOURS> {}

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
    ...(delay === undefined ? {} : { delay: delayOf(String(delay)) }),
  };
}

/** A delay, as `300` or `200..800`. @throws InputError `bad-option` */
export function delayOf(text: string): Range {
  const range = readRange(text);
  if (range) return range;
  throw new InputError('bad-option', `${text} is not a time in milliseconds`, {
    cure: 'Write --delay 300, or --delay 200..800; ten minutes at most.',
  });
}
