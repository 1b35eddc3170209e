import { expect, test } from 'vitest';
import { createRecorder } from '../../src/check/recorder.js';
import { type Exchange, headersOf, NO_BODY, type Violation } from '../../src/model/index.js';
import { createRedactor, REDACTED, recordOf, wordingOf } from '../../src/redact/index.js';

const redactor = createRedactor({}, () => REDACTED);
const context = { source: 'a.har', exchange: 0, operation: 'GET /a', status: 200 };

const exchange = (url: string): Exchange => ({
  source: 'a.har',
  index: 0,
  request: { method: 'GET', url, headers: headersOf([]), body: NO_BODY },
  response: { status: 200, headers: headersOf([]), body: NO_BODY },
});

const violation = (more: Partial<Violation> = {}): Violation => ({
  in: 'request',
  part: 'body',
  location: '/id',
  keyword: 'readOnly',
  severity: 'warning',
  params: { property: 'id' },
  schema: '#/components/schemas/a/properties/id/readOnly',
  value: 'a',
  ...more,
});

/** A recorder, and how often it words a violation. */
function counting() {
  const counted = { times: 0 };
  const recorder = createRecorder(redactor, (...all) => {
    counted.times += 1;
    return wordingOf(...all);
  });
  return { counted, recorder };
}

test('Violations that read alike are worded and redacted once, and each keeps its own value and exchange.', () => {
  const { counted, recorder } = counting();
  for (let index = 0; index < 100; index += 1) {
    const one = violation({ value: `value ${index}` });
    const record = recorder(exchange(`/a?page=${index}`), { ...context, exchange: index })(one);
    expect(record).toEqual(recordOf(one, { ...context, exchange: index }, redactor));
  }
  expect(counted.times).toBe(1);
});

test('Violations that differ in place, rule, severity or wording have each their own record.', () => {
  const { counted, recorder } = counting();
  const different: Violation[] = [
    violation(),
    violation({ location: '/name' }),
    violation({ severity: 'error' }),
    violation({ keyword: 'type', params: { type: 'string' }, value: 7 }),
    violation({ keyword: 'type', params: { type: 'string' }, value: 'seven' }),
    violation({ keyword: 'pattern', params: { pattern: 'a+' } }),
    violation({ keyword: 'undocumented-property', params: { property: 'password=hunter22' } }),
    violation({ part: 'query', location: 'filter', within: '/password=hunter22' }),
  ];
  for (const one of [...different, ...different])
    expect(recorder(exchange('/a'), context)(one)).toEqual(recordOf(one, context, redactor));
  expect(counted.times).toBe(different.length);
});

test('A secret in the path of one exchange is replaced in its records, whatever was remembered of others.', () => {
  const { recorder } = counting();
  const secret = 'sk-proj-4f9a8b7c6d5e4f3a2b1c0d9e';
  const one = violation({ keyword: 'undocumented-property', location: `/${secret}`, params: { property: secret } });
  for (const url of ['/a', `/keys/${secret}`, '/a', `/keys/${secret}?a=b`]) {
    const record = recorder(exchange(url), context)(one);
    expect(JSON.stringify(record)).not.toContain(secret);
  }
});
