import { brokenSamples } from '../reading/formats.js';
import { STRANGE, type ValueFamily, type ValueMutation } from './fault.js';

/** One character outside the basic plane: two UTF-16 units, one code point. */
const ASTRAL = '\u{1f600}';

/** Beyond this, a longer text would only cost time. */
const MAX_MADE = 20_000;

/** Texts too short and too long, in code points, and texts that match no pattern. */
export const texts: ValueFamily = ({ rules, location, value }) => {
  if (typeof value !== 'string') return [];
  const faults: ValueMutation[] = [];
  const characters = [...value];
  for (const { minLength, maxLength, pattern } of rules) {
    if (typeof minLength === 'number' && minLength > 0) {
      const short = characters.slice(0, minLength - 1).join('');
      const candidates = [ASTRAL.repeat(minLength - 1), 'a'.repeat(minLength - 1), '1'.repeat(minLength - 1), short];
      faults.push({
        class: 'min-length',
        keyword: 'minLength',
        location,
        candidates: candidates.filter((text) => text.length < MAX_MADE),
      });
    }
    if (typeof maxLength === 'number' && maxLength < MAX_MADE) {
      const last = characters.at(-1) ?? 'a';
      const grown = value + last.repeat(maxLength + 1 - characters.length);
      const candidates = [grown, 'a'.repeat(maxLength + 1), 'A'.repeat(maxLength + 1), '1'.repeat(maxLength + 1)];
      faults.push({ class: 'max-length', keyword: 'maxLength', location, candidates });
    }
    if (typeof pattern === 'string')
      faults.push({ class: 'pattern', keyword: 'pattern', location, candidates: strangers(value) });
  }
  return faults;
};

/** Texts unlike the valid one, of the same length where a length may be demanded. */
function strangers(value: string): string[] {
  const sameLength = ['~', '!', 'ä', '0', 'z', 'A'].map((letter) => letter.repeat(value.length));
  return [`${value}~`, `~${value}`, ...sameLength, value.toUpperCase(), value.toLowerCase(), STRANGE, '~', 'a', '0'];
}

/** Texts and numbers that lack their format: samples written by hand, as many faults as there are samples. */
export const formats: ValueFamily = ({ rules, location }) =>
  rules.flatMap(({ format }) =>
    typeof format === 'string'
      ? brokenSamples(format).map(
          (sample) => ({ class: 'format', keyword: 'format', location, candidates: [sample] }) as const,
        )
      : [],
  );
