import fc from 'fast-check';
import { captureTarget } from './capture-target.js';
import { brokenJson, odd } from './parts.js';

const line = brokenJson(
  fc.record({
    request: fc.record({
      method: odd('GET'),
      url: odd('/a'),
      headers: odd({ accept: ['a', 'b'] }),
      json: odd({ a: 1 }),
    }),
    response: fc.record({
      status: odd(200),
      headers: odd({ 'set-cookie': ['a=1'] }),
      body: odd({ base64: 'aGk=' }),
      bodyOmitted: odd(true),
    }),
    time: odd({ started: '2026-01-31T00:00:00Z', duration: 3 }),
    caveats: odd(['aborted']),
  }),
);

export const ndjson = captureTarget({
  name: 'ndjson',
  format: 'NDJSON',
  seeds: [
    '{"request":{"method":"GET","url":"/a"},"response":{"status":200,"body":"x"}}\n{"request":{"method":"POST","url":"/a","json":{"n":12345678901234567890}},"response":{"status":201,"body":{"base64":"aGk="}}}\n',
    '{"request":{"method":"GET","uri":"/a","headers":{}},"response":{"status":200},"latencies":{"request":1}}\n',
  ],
  tokens: [
    '{"request":',
    '"response":',
    '"json":',
    '"body":',
    '"base64":"',
    '\n',
    '{',
    '}',
    '[',
    ']',
    '"headers":{"a":["b"]}',
    '"bodyOmitted":true',
    '"status":"200"',
    '\\ud83d',
  ],
  structured: fc.array(line, { maxLength: 4 }).map((lines) => `{"request":1}\n${lines.join('\n')}`),
});
