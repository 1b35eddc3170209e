import fc from 'fast-check';
import { captureTarget } from './capture-target.js';
import { brokenJson, headerList, odd } from './parts.js';

const entry = fc.record(
  {
    startedDateTime: odd('2026-01-31T10:00:00.000Z'),
    time: odd(12.5),
    request: odd({
      method: 'POST',
      url: 'https://a.example/x?y=1',
      headers: [{ name: 'A', value: '1' }],
      postData: { mimeType: 'application/json', text: '{}' },
    }),
    response: fc.record({
      status: odd(200),
      headers: headerList,
      content: odd({ size: 2, mimeType: 'text/plain', text: 'aGk=', encoding: 'base64' }),
      _error: odd('net::ERR_ABORTED'),
    }),
    _resourceType: odd('fetch'),
    _webSocketMessages: odd([{ type: 'send', data: 'x' }]),
  },
  { requiredKeys: ['request', 'response'] },
);

export const har = captureTarget({
  name: 'har',
  format: 'HAR',
  seeds: [
    '{"log":{"version":"1.2","creator":{"name":"t","version":"1"},"entries":[{"request":{"method":"GET","url":"https://a.example/x","headers":[{"name":"Accept","value":"*/*"}]},"response":{"status":200,"headers":[{"name":"Content-Type","value":"application/json"}],"content":{"size":2,"mimeType":"application/json","text":"{}"}}},{"request":{"method":"POST","url":"/y","postData":{"mimeType":"application/x-www-form-urlencoded","params":[{"name":"a","value":"b"}]}},"response":{"status":204,"headers":[],"content":{"size":-1,"encoding":"base64","text":"aGk="}}}]}}',
    '{"log":{"pages":[],"entries":[]},"x":1}',
  ],
  tokens: [
    '{"log":',
    '"entries":[',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"request":',
    '"response":',
    '"status":',
    '"text":"',
    '"encoding":"base64"',
    '\\u00',
    '\\"',
    '"_file":"x"',
    '-1',
    'null',
  ],
  structured: brokenJson(
    fc.record({ log: fc.record({ version: odd('1.2'), entries: fc.array(entry, { maxLength: 4 }) }) }),
  ),
});
