import fc from 'fast-check';
import { captureTarget } from './capture-target.js';

/** A value as a tnetstring: a length, a colon, so many bytes, and the mark of a type. */
function netString(value: unknown, mark?: string): Buffer {
  const [content, type] = contentOf(value);
  return Buffer.concat([Buffer.from(`${content.length}:`), content, Buffer.from(mark ?? type)]);
}

function contentOf(value: unknown): [content: Buffer, type: string] {
  if (value === null || value === undefined) return [Buffer.alloc(0), '~'];
  if (typeof value === 'string') return [Buffer.from(value), ';'];
  if (value instanceof Uint8Array) return [Buffer.from(value), ','];
  if (typeof value === 'number') return [Buffer.from(String(value)), Number.isInteger(value) ? '#' : '^'];
  if (typeof value === 'boolean') return [Buffer.from(String(value)), '!'];
  if (Array.isArray(value)) return [Buffer.concat(value.map((item) => netString(item))), ']'];
  return [Buffer.concat(Object.entries(value).flatMap(([name, member]) => [netString(name), netString(member)])), '}'];
}

const FLOW = {
  type: 'http',
  version: 20,
  request: {
    method: Buffer.from('GET'),
    scheme: Buffer.from('https'),
    host: 'a.example',
    port: 443,
    path: Buffer.from('/a'),
    authority: Buffer.alloc(0),
    headers: [[Buffer.from('A'), Buffer.from('b')]],
    content: Buffer.alloc(0),
  },
  response: {
    status_code: 200,
    headers: [[Buffer.from('content-type'), Buffer.from('text/plain')]],
    content: Buffer.from('ok'),
  },
  error: null,
};

const odd = fc.constantFrom<unknown>(
  null,
  '',
  7,
  -1.5,
  1e308,
  Number.POSITIVE_INFINITY,
  true,
  [],
  [[]],
  {},
  Buffer.from([255, 0]),
  'tcp',
);

const flow = fc
  .record({
    part: fc.constantFrom<'flow' | 'request' | 'response'>('flow', 'request', 'response'),
    changes: fc.dictionary(
      fc.constantFrom(
        'type',
        'method',
        'scheme',
        'host',
        'port',
        'path',
        'headers',
        'content',
        'status_code',
        'request',
        'response',
        'error',
      ),
      odd,
      { maxKeys: 3 },
    ),
  })
  .map(({ part, changes }) =>
    part === 'flow' ? { ...FLOW, ...changes } : { ...FLOW, [part]: { ...FLOW[part], ...changes } },
  );

export const mitmproxy = captureTarget({
  name: 'mitmproxy',
  format: 'mitmproxy flows',
  seeds: [netString(FLOW), Buffer.concat([netString({ type: 'dns', request: {} }), netString(FLOW)])],
  tokens: [
    '0:~',
    '0:]',
    '0:}',
    '4:true!',
    '3:201#',
    '3:1.5^',
    '2:ok;',
    '2:ok,',
    '8:Infinity^',
    '999999999999:',
    '9999999999999:',
    ':',
    '1',
    '6:status;',
    '3:NaN#',
  ],
  structured: fc
    .tuple(fc.array(flow, { minLength: 1, maxLength: 2 }), fc.option(fc.constantFrom('?', '#', ']', '!'), { freq: 4 }))
    .map(([flows, mark]) => Buffer.concat(flows.map((each) => netString(each, mark ?? undefined)))),
});
