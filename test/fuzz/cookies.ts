import fc from 'fast-check';
import { cookiesIn, cookieText, cookieValue } from '../../src/contract/parameters/cookies.js';
import { must, type Target } from './target.js';

const pair = fc
  .tuple(
    fc.constantFrom('a', 'session', '__proto__', 'constructor', '', 'ä', '$Path'),
    fc.constantFrom('=', ' = ', '', '=='),
    fc.constantFrom('1', '"quoted"', '"', '%zz', '%C3%A4', 'a=b', ''),
  )
  .map((parts) => parts.join(''));

export const cookies: Target = {
  name: 'cookies',
  title: 'Any Cookie field is read pair by pair: each name and value is what the field has between its semicolons',
  seeds: ['a=1; b="2"', 'session=abc%20d; theme=light', ';;=;a'],
  tokens: [';', '=', '"', ' ', '%', '%20', 'a', 'session', '__proto__', '\t', ','],
  structured: fc
    .array(pair, { maxLength: 5 })
    .chain((pairs) => fc.constantFrom('; ', ';', ' ;').map((between) => pairs.join(between))),
  check(input) {
    const cookie = input.toString('latin1');
    const parts = cookie.split(';').map((part) => part.trim());
    const found = [...cookiesIn({ cookie })];
    must(found.length === parts.filter((part) => part.includes('=')).length, 'a pair is lost, or made up');
    for (const [name, value] of found) {
      must(
        !name.includes('=') && parts.some((part) => part.startsWith(name) && part.includes(value)),
        'a pair is not in the field',
      );
      const [, first] = found.find(([other]) => other === name) ?? [];
      must(cookieText({ cookie }, name) === first, 'the first of a name does not count');
      must(cookieValue({ cookie }, name) !== undefined, 'a value is lost while it is decoded');
    }
    must(cookieText({ cookie }, 'no such name;') === undefined, 'a cookie is made up');
  },
};
