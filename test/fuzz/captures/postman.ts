import fc from 'fast-check';
import { captureTarget } from './capture-target.js';
import { brokenJson, odd } from './parts.js';

const URL_OBJECT = {
  raw: 'https://{{host}}/a/:id?x=1',
  host: ['{{host}}'],
  path: ['a', ':id'],
  query: [{ key: 'x', value: '1' }],
  variable: [{ key: 'id', value: '7' }],
};
const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

const request = fc.record({
  method: odd('POST'),
  url: fc.oneof(odd(URL_OBJECT), fc.constant('{{host}}/b')),
  header: fc.oneof(odd([{ key: 'A', value: '{{b}}' }]), fc.constant('A: 1\nB: 2')),
  body: fc.constantFrom<unknown>(
    { mode: 'raw', raw: '{"a":"{{b}}"}', options: { raw: { language: 'json' } } },
    { mode: 'urlencoded', urlencoded: [{ key: 'a', value: 'b' }] },
    { mode: 'formdata', formdata: [{ key: 'a', type: 'file', src: 'x' }] },
    { mode: 'graphql', graphql: { query: '{a}', variables: '{' } },
    null,
    { mode: 7 },
  ),
});

const item = fc.record({
  name: odd('a'),
  request: fc.oneof(request, odd('https://a.example/x')),
  response: fc.array(
    fc.record({ code: odd(200), header: odd([]), body: odd('{{a}}'), originalRequest: fc.option(request) }),
    { maxLength: 2 },
  ),
  item: fc.option(fc.constant([{ response: [{ code: 200 }], request: '{{a}}' }]), { freq: 3 }),
});

export const postman = captureTarget({
  name: 'postman',
  format: 'Postman collection',
  growth: 2_000,
  seeds: [
    `{"info":{"name":"x","schema":"${SCHEMA}"},"item":[{"name":"a","request":{"method":"GET","url":{"raw":"{{host}}/a/:id","host":["{{host}}"],"path":["a",":id"],"variable":[{"key":"id","value":"7"}]}},"response":[{"code":200,"header":[{"key":"A","value":"b"}],"body":"{}"}]}],"variable":[{"key":"host","value":"https://a.example"}]}`,
  ],
  tokens: [
    '{"info":',
    '"item":[',
    '"request":',
    '"response":[',
    '{{host}}',
    '{{',
    '}}',
    ':id',
    '"variable":[',
    '"code":',
    '"key":"a",',
    '"value":"{{a}}{{a}}"',
    '{',
    '}',
    '[',
    ']',
    ',',
  ],
  structured: brokenJson(
    fc.record({
      info: fc.constant({ name: 'x', schema: SCHEMA }),
      item: fc.array(item, { maxLength: 3 }),
      variable: odd([
        { key: 'a', value: '{{b}}{{b}}' },
        { key: 'b', value: '{{a}}' },
        { key: 'host', value: 7 },
      ]),
    }),
  ),
});
