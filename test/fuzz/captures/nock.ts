import fc from 'fast-check';
import { captureTarget } from './capture-target.js';
import { brokenJson, odd } from './parts.js';

const interceptor = fc.record({
  scope: odd('https://a.example:443'),
  method: odd('GET'),
  path: odd('/a?b=1'),
  body: odd({ a: 1 }),
  status: odd(200),
  response: fc.constantFrom<unknown>({ a: 1 }, 'text', ['1f8b', '08'], ['zz'], '89504e47', null, 7, [1, [2]]),
  rawHeaders: fc.oneof(odd(['Content-Encoding', 'gzip', 'A']), fc.constant({ A: 'b' }), fc.constant([[['A']], 'b'])),
  reqheaders: odd({ a: ['b', 'c'] }),
  responseIsBinary: odd(true),
});

export const nock = captureTarget({
  name: 'nock',
  format: 'nock recording',
  seeds: [
    '[{"scope":"https://a.example:443","method":"POST","path":"/a?b=1","body":{"a":1},"status":201,"response":{"id":7},"rawHeaders":["Content-Type","application/json"],"responseIsBinary":false},{"scope":"http://b.example:80","method":"GET","path":"/g","status":200,"response":["1f8b0800000000000003","4b04000000000000"],"rawHeaders":["Content-Encoding","gzip"]}]',
  ],
  tokens: [
    '[{"scope":',
    '"path":',
    '"status":',
    '"response":[',
    '"1f8b08"',
    '"rawHeaders":[',
    '"headers":{',
    '"responseIsBinary":true',
    '{',
    '}',
    '[',
    ']',
    ',',
    'null',
  ],
  structured: brokenJson(fc.array(interceptor, { minLength: 1, maxLength: 4 })),
});
