import fc from 'fast-check';
import { isCurlCommand, readCurlCommand } from '../../src/captures/curl-command.js';
import { assertExchange } from '../../src/model/index.js';
import { mostOf, must, type Target } from './target.js';

const word = fc.oneof(
  fc.constantFrom(
    '-X',
    'PUT',
    '-d',
    '--data-raw',
    '--json',
    '{"a":1}',
    '-H',
    "'A: b'",
    '"A: \\"b\\""',
    '--url=https://a.example',
    '-uanna:x',
    '-sSL',
    '--',
    '-',
    '-F',
    'a=@b',
    '-G',
    '-I',
    '@file',
    '--no-x',
    '-b',
    'a=1',
    '--request=',
    '=',
    "$'a\\n'",
  ),
  fc.string({ maxLength: 5 }),
);

/** A text that a shell takes for itself, quoted in one of the ways of a shell. */
const quoted = fc
  .tuple(fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }), fc.constantFrom('single', 'double', 'escaped'))
  .map(([text, style]) => {
    if (style === 'single') return { text, written: `'${text.replaceAll("'", "'\\''")}'` };
    if (style === 'double') return { text, written: `"${text.replace(/[\\"$`]/g, '\\$&')}"` };
    return { text, written: `x${text.replace(/[^\n]/g, '\\$&').replaceAll('\n', "'\n'")}` };
  });

export const curlCommand: Target = {
  name: 'curl-command',
  title: 'Any curl command is read as a request, or names no URL, and quotes mean what they mean to a shell',
  seeds: [
    "$ curl -sS -X POST 'https://a.example/x?y=1' -H 'Content-Type: application/json' -d '{\"a\": \"it'\\''s\"}'",
    'curl --json \'{"a":1}\' --user anna:secret -b a=1 \\\n  -o out.txt a.example:8080/x',
    'curl -G --data-urlencode "q=a b" -F file=@x.png -T up.bin -I https://a.example',
  ],
  tokens: [
    'curl ',
    '-d ',
    '-H ',
    '--url ',
    "'",
    '"',
    '\\',
    '\\\n',
    ' ',
    '--',
    '-',
    '=',
    '@',
    '$',
    '{{',
    'https://a.example',
    '-XPUT',
    '--data',
    ':',
  ],
  structured: fc.oneof(
    fc.array(word, { maxLength: 10 }).map((words) => `curl ${words.join(' ')}`),
    quoted.map(
      ({ text, written }) => `curl https://a.example/#${encodeURIComponent(toWellFormed(text))} -d ${written}`,
    ),
  ),
  check(input) {
    const command = input.toString();
    if (!isCurlCommand(command.split('\n', 1)[0] ?? '')) return;
    const request = readCurlCommand(command);
    if (!request) return;
    assertExchange({ request, response: { status: 0, headers: {}, body: { state: 'absent' } } });
    must(JSON.stringify(request).length <= mostOf(input, 20), 'more comes out than went in');
    // What the shell must find is in the fragment, where nothing was changed.
    const [, wanted] =
      /^curl https:\/\/a\.example\/#(\S*) -d (?:'(?:[^']|'\\'')*'|"(?:[^\\"]|\\[\s\S])*")$/.exec(command) ?? [];
    const isUntouched = wanted !== undefined && !/%00|%EF%BF%BD/.test(wanted) && decodes(wanted);
    if (!isUntouched || request.body.state !== 'present') return;
    must(
      request.body.content === decodeURIComponent(wanted) || !command.includes(quotedAgain(decodeURIComponent(wanted))),
      'a quoted text is read as another one',
    );
  },
};

/** As both styles of quotes would write it: mutations change the fragment, or the text, but not both alike. */
function quotedAgain(text: string): string {
  return ` -d '${text.replaceAll("'", "'\\''")}'`;
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function toWellFormed(text: string): string {
  return Buffer.from(text).toString();
}
