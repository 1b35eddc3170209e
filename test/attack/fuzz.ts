import fc from 'fast-check';
import { inputsOf, longInputsOf } from '../fuzz/inputs.js';
import { SHORT, shown } from '../fuzz/run.js';
import { TARGETS } from '../fuzz/targets.js';
import { startWatchdog } from '../fuzz/watchdog.js';
import { PATIENCE, type Suite } from './attack.js';

/** Every parser, with more inputs than its test has, and with long ones that repeat themselves. */
export const fuzz: Suite = {
  name: 'fuzz',
  title: 'Every parser ends with a value or a clear error for any input, and agrees with a second reader',
  least: TARGETS.length * 6,
  async run(attack) {
    const watchdog = startWatchdog(PATIENCE);
    attack.onEnd(() => watchdog.close());
    const only = process.env.FUZZ_ONLY?.split(',');
    for (const target of TARGETS.filter(({ name }) => !only || only.includes(name))) {
      const { seed } = attack;
      const numRuns = Math.ceil(attack.times(0.1, 40) * (target.runs ?? SHORT));
      const inputs = [
        ...fc.sample(inputsOf(target), { numRuns, seed }),
        ...fc.sample(longInputsOf(target), { numRuns: attack.times(2, 60), seed }),
      ];
      for (const [index, input] of inputs.entries()) {
        const what = `${target.name}, seed ${seed}, input ${index}: ${shown(input)}`;
        watchdog.watch(what);
        await attack.try(what, () => target.check(input));
      }
    }
  },
};
