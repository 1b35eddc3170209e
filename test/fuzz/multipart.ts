import fc from 'fast-check';
import { parseMultipart } from '../../src/contract/media/multipart.js';
import { must, type Target } from './target.js';

const part = fc
  .tuple(
    fc.constantFrom(
      'form-data; name="a"',
      'form-data; name="f"; filename="x.txt"',
      'form-data; name=""',
      'form-data',
      'attachment; name="a"',
      'form-data; name="é%22"',
      '',
    ),
    fc.constantFrom(
      '',
      'Content-Type: application/json\r\n',
      'Content-Type: x\r\n',
      'X: y\r\n',
      ': bad\r\n',
      'Content-Transfer-Encoding: base64\r\n',
    ),
    fc.constantFrom('', '1', '{"a":1}', '--b', '\r\n--c', '\r\n', '\u0000\u00ff'),
  )
  .map(([disposition, more, content]) => `--b\r\nContent-Disposition: ${disposition}\r\n${more}\r\n${content}\r\n`);

export const multipart: Target = {
  name: 'multipart',
  title: 'Any multipart body is taken apart as another reader does it, or is unparseable in words',
  seeds: [
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\nContent-Type: text/plain\r\n\r\n{}\r\n--b--\r\n',
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n--b--',
  ],
  tokens: [
    '--b\r\n',
    '--b--',
    '--b',
    '\r\n',
    '\r\n\r\n',
    'Content-Disposition: form-data; name="a"\r\n',
    'Content-Type: text/plain\r\n',
    '; filename="x"',
    '; name=',
    '"',
    '\\"',
    ': ',
    '-',
    'b',
  ],
  structured: fc
    .tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom('--b--\r\n', '--b--', '--b\r\n', ''))
    .map(([parts, end]) => parts.join('') + end),
  async check(input) {
    const ours = parseMultipart(input, 'b');
    if (typeof ours === 'string') return must(ours.trim() !== '', 'nothing says why it cannot be read');
    const size = ours.reduce((sum, { content }) => sum + content.length, 0);
    must(size <= input.length, 'the parts are longer than the body');
    // The other reader also undoes an encoding that RFC 7578 has no more.
    const text = input.toString('latin1');
    const isSkipped = /transfer-encoding/i.test(text) || (IS_LENIENT && !hasPlainBoundaries(text));
    const theirs = isSkipped ? undefined : await parsedByNode(input);
    if (!theirs) return;
    // The other reader has no parts beyond the last boundary either.
    must(ours.length === theirs.length, `${ours.length} parts, and another reader finds ${theirs.length}`);
    for (const [index, { name, content }] of ours.entries()) {
      const [otherName, otherContent] = theirs[index] ?? [];
      must(name === otherName, `a part is called ${JSON.stringify(name)}, not ${JSON.stringify(otherName)}`);
      must(otherContent?.equals(content) === true, `the part ${name} has other content`);
    }
  },
};

/** From Node 24 on, the other reader takes boundaries inside of lines, against RFC 2046 §5.1.1. */
const IS_LENIENT = Number.parseInt(process.versions.node, 10) >= 24;

/** Whether the text begins with a boundary, and each boundary is a line. */
function hasPlainBoundaries(text: string): boolean {
  return /^(?:\r\n)?--b\r\n/.test(text) && !/(?<!^|\r\n)--b|--b(?!\r\n|--(?:\r\n|$))/.test(text);
}

/** What Node's reader of forms finds; undefined where it refuses the body. */
async function parsedByNode(input: Buffer): Promise<(readonly [name: string, content: Buffer])[] | undefined> {
  try {
    const form = await new Response(input, {
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    }).formData();
    return await Promise.all(
      [...form].map(
        async ([name, value]) =>
          [name, typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer())] as const,
      ),
    );
  } catch {
    return undefined;
  }
}
