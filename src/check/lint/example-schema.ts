import { placeholderForm, tokensOf } from '../../model/index.js';
import type { Broken, DocumentRule, Found } from './rule.js';
import { brokenTexts } from './samples.js';

export const exampleSchema: DocumentRule = {
  id: 'example-schema',
  severity: 'error',
  finds: 'An example that breaks the schema beside it.',
  example: '`example: { grams: heavy }` beside `type: integer`.',
  *check(contract, places, samples) {
    for (const { error, found } of samples.examples()) if (!isPlaceholder(error)) yield found;
    for (const { where, pointer, detail } of brokenTexts(contract, places))
      yield { pointer, message: `${where}: its text cannot be read: ${detail}`, suggestion: 'Correct the text.' };
  },
};

export const examplePlaceholder: DocumentRule = {
  id: 'example-placeholder',
  severity: 'warning',
  finds:
    'A placeholder in an example that the schema beside it does not allow; reported once for each rule that it breaks.',
  example: '`example: { state: String }` beside `enum: [packed, sent]`.',
  *check(_contract, _places, samples) {
    const groups = new Map<string, Repeated>();
    for (const each of samples.examples()) {
      const { error, found, place } = each;
      if (!isPlaceholder(error)) continue;
      const key = `${error.schema} ${String(error.value)}`;
      const known = groups.get(key);
      if (!known) groups.set(key, { found, count: 1, also: [] });
      else {
        known.count += 1;
        if (known.also.length < NAMED - 1) known.also.push(place);
      }
    }
    for (const { found, count, also } of groups.values()) {
      const more = count > also.length + 1 ? ' …' : '';
      const message = count === 1 ? found.message : `${found.message} (${count} times, also ${also.join('; ')}${more})`;
      yield { ...found, message, suggestion: PLACEHOLDER_CURE };
    }
  },
};

const PLACEHOLDER_CURE =
  'Write a value that the schema allows. Where placeholders are meant to stay, --off example-placeholder.';

/** So many places of a placeholder that repeats are named. */
const NAMED = 3;

/** A placeholder, and where it is again: the same text against the same rule. */
interface Repeated {
  readonly found: Found;
  count: number;
  /** The next places after the first. */
  readonly also: string[];
}

export const defaultSchema: DocumentRule = {
  id: 'default-schema',
  severity: 'error',
  finds: 'A default that breaks its own schema.',
  example: '`{ type: integer, default: ten }`.',
  *check(_contract, _places, samples) {
    for (const { found } of samples.defaults()) yield found;
  },
};

export const unjudgedExample: DocumentRule = {
  id: 'unjudged-example',
  severity: 'warning',
  finds:
    'Examples and defaults that are not judged, because they and their schemas ask for too much work; reported once, with their number.',
  example: '100,000 large schemas that all differ, each with an example.',
  *check(_contract, _places, samples) {
    const { count, first } = samples.unjudged();
    if (first === undefined) return;
    const message =
      count === 1
        ? 'this example or default is not judged: it and its schema ask for too much work'
        : `${count} examples and defaults are not judged, of which this is the first: they and their schemas ask for too much work`;
    yield { pointer: first, message, suggestion: 'Take some out, or make their schemas smaller.' };
  },
};

function isPlaceholder({ location, value }: Broken['error']): boolean {
  const name = tokensOf(location).findLast((token) => !/^\d+$/.test(token)) ?? '';
  return typeof value === 'string' && placeholderForm(name, value) !== undefined;
}
