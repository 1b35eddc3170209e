import { describe, expect, test } from 'vitest';
import { describe as describeViolation, onOneLine, type Violation } from '../../src/model/index.js';

function sentence(fault: Partial<Violation>): string {
  const violation: Violation = {
    in: 'response',
    part: 'body',
    location: '',
    keyword: 'type',
    severity: 'error',
    params: {},
    schema: '#/paths',
    ...fault,
  };
  return onOneLine({ ...violation, message: describeViolation(violation) }).sentence;
}

describe('a fault on one line', () => {
  test.each<[sentence: string, fault: Partial<Violation>]>([
    [
      'response: status 500 is not documented; documented: 200',
      { part: 'status', keyword: 'undocumented-status', params: { status: 500, documented: ['200'] } },
    ],
    [
      'response: content type text/html is not documented; none is',
      {
        part: 'content-type',
        location: 'content-type',
        keyword: 'undocumented-media-type',
        params: { mediaType: 'text/html', documented: [] },
      },
    ],
    [
      'request: query parameter "hue" is not documented',
      { in: 'request', part: 'query', location: 'hue', keyword: 'undocumented-parameter', params: { name: 'hue' } },
    ],
    [
      'request: header "x-hue" is not documented',
      { in: 'request', part: 'header', location: 'x-hue', keyword: 'undocumented-header', params: { name: 'x-hue' } },
    ],
    [
      'request path: the document describes no path /a',
      { in: 'request', part: 'path', keyword: 'undocumented-path', params: { path: '/a' } },
    ],
    [
      'response content-type must be there, because the response has a body',
      { part: 'content-type', location: 'Content-Type', keyword: 'missing-content-type' },
    ],
    [
      'response body /a/hue is not documented',
      { location: '/a/hue', keyword: 'undocumented-property', params: { property: 'hue' } },
    ],
    [
      'response body /id must be a whole number from -2147483648 to 2147483647 (int32)',
      { location: '/id', keyword: 'format', params: { format: 'int32' } },
    ],
    ['response body /at must match format "date"', { location: '/at', keyword: 'format', params: { format: 'date' } }],
  ])('A fault on one line names its place once: %s', (expected, fault) => {
    expect(sentence(fault)).toBe(expected);
  });
});

test('A message names the first 200 members of a long enumeration, and says how many more there are', () => {
  const allowedValues = [...Array.from({ length: 1_000_000 }, (_, index) => `m${index}`), null];
  const said = sentence({ keyword: 'enum', params: { allowedValues } });
  expect(said).toMatch(/^response body must be one of m0, m1, .*, m199 and 999801 more or null$/);
  expect(said.length).toBeLessThan(2_000);
});
