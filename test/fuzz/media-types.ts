import { MIMEType } from 'node:util';
import fc from 'fast-check';
import { acceptedType, covers, framingOf, isRefused, parseMediaType } from '../../src/http/index.js';
import { must, type Target } from './target.js';

const type = fc
  .tuple(
    fc.constantFrom(
      'application/json',
      'text/html',
      'image/*',
      '*/*',
      'Application/Vnd.X+JSON',
      'text/event-stream',
      'a',
    ),
    fc.array(
      fc.tuple(
        fc.constantFrom('q', 'charset', 'boundary', 'version'),
        fc.constantFrom('0', '0.5', '1', 'utf-8', '"a b"', '"a\\"b;c"', '2', ''),
      ),
      { maxLength: 3 },
    ),
    fc.constantFrom(';', '; ', ' ; '),
  )
  .map(([name, parameters, separator]) =>
    [name, ...parameters.map(([key, value]) => `${key}=${value}`)].join(separator),
  );

const KEYS = ['application/json', 'application/json; version=2', 'text/*', 'text/html', 'image/png', '*/*'];

export const mediaTypes: Target = {
  name: 'media-types',
  title:
    'Any text is read as a media type as another reader does, or is none; and any Accept header picks a type that there is',
  seeds: [
    'application/json; charset=utf-8',
    'text/html;level=1;q=0.4, */*;q=0.1, application/json',
    'multipart/form-data; boundary="a b\\"c"',
  ],
  tokens: [
    '/',
    ';',
    ',',
    '=',
    '"',
    '\\"',
    'q=0',
    'q=1e9',
    '*/*',
    '*',
    'text/',
    '+json',
    'charset=',
    ' ',
    '\t',
    'application/json',
  ],
  structured: fc.oneof(
    type,
    fc.array(type, { maxLength: 4 }).map((all) => all.join(', ')),
  ),
  check(input) {
    const text = input.toString();
    const ours = parseMediaType(text);
    const theirs = parsedByNode(text);
    if (ours) {
      must(ours.type === ours.type.toLowerCase() && ours.subtype !== '', 'names are in lower case');
      framingOf(ours);
      covers(ours, ours);
    }
    // The other reader takes blanks and unclosed quotes that we do not; what both take must be the same.
    if (ours && theirs) {
      must(
        `${ours.type}/${ours.subtype}` === theirs.essence,
        `the type is ${ours.type}/${ours.subtype}, not ${theirs.essence}`,
      );
      if (/^[^;]*(?:;\s*[\w-]+=(?:[\w.-]+|"(?:[^"\\\n]|\\.)*"))*$/.test(text) && isDistinct(text) && isLatin1(text))
        for (const [name, value] of ours.parameters)
          must(
            theirs.params.get(name) === value,
            `${name} is ${JSON.stringify(value)}, not ${JSON.stringify(theirs.params.get(name))}`,
          );
    } else if (theirs && !ours) must(/[^\t\x20-\x7e]/.test(text), 'only the other reader takes it');
    const accepted = acceptedType(KEYS, text);
    must(accepted === undefined || KEYS.includes(accepted), `${accepted} is not one of the types`);
    for (const key of KEYS) isRefused(key, text);
  },
};

/** RFC 9110 §5.6.4 has octets in quoted strings: the other reader takes no character that is more than one. */
function isLatin1(text: string): boolean {
  return /^[\0-\xff]*$/.test(text);
}

/** Of a parameter that comes twice, readers take the first or the last. */
function isDistinct(text: string): boolean {
  const names = [...text.matchAll(/;\s*([\w-]+)=/g)].map(([, name = '']) => name.toLowerCase());
  return new Set(names).size === names.length;
}

function parsedByNode(text: string): MIMEType | undefined {
  try {
    return new MIMEType(text);
  } catch {
    return undefined;
  }
}
