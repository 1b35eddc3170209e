import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Violation } from '../../src/model/index.js';
import { recordOf, redactMembers, redactValue } from '../../src/redact/index.js';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';

describe('a secret', () => {
  test.each([
    'Authorization',
    'cookie',
    'set-cookie',
    'password',
    'userPassword',
    'client_secret',
    'access_token',
    'refreshToken',
    'x-api-key',
    'apiKey',
    'private_key',
  ])('The name %s marks its value as a secret', (name) => {
    expect(redactValue('hunter2', name)).toBe('[redacted]');
    expect(redactValue({ a: [{ [name]: 'hunter2' }] })).toEqual({ a: [{ [name]: '[redacted]' }] });
  });

  test.each([
    `Bearer ${'a'.repeat(20)}`,
    'Basic dXNlcjpwYXNzd29yZA==',
    JWT,
    '-----BEGIN RSA PRIVATE KEY-----',
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'x'.repeat(36)}`,
    `github_pat_${'x'.repeat(30)}`,
    'xoxb-1234567890-abcdef',
    'sk_live_0123456789abcdef',
  ])('A secret is recognised by its form: %s', (secret) => {
    expect(JSON.stringify(redactValue(`before ${secret} after`, 'note'))).toContain('[redacted]');
    expect(JSON.stringify(redactValue({ list: [secret] }))).not.toContain(secret);
  });

  test('Names and texts that only resemble secrets stay as they are', () => {
    for (const name of ['tokenIssuerType', 'tokenIssuerName', 'passed', 'author'])
      expect(redactValue('AzureAD', name), name).toBe('AzureAD');
    expect(redactValue('The bearer of this letter')).toBe('The bearer of this letter');
    const alike = {
      secrets: [{ id: 7, name: 'NPM_TOKEN', created_at: '2026-01-01T00:00:00Z', visibility: 'all' }],
      secret_scanning: 'enabled',
      pin: { pinned_at: '2026-01-01', note: 'read this' },
      nextPageToken: 'CAUQAA',
      '@odata.nextLink': 'https://a.example/?$skiptoken=X',
      tokenType: 'Bearer',
      expires_in: 3600,
      passwordPolicies: 'None',
      keys: ['a'],
    };
    expect(redactMembers(alike)).toEqual(alike);
  });
});

describe('a value', () => {
  test('A value is shortened to 200 characters', () => {
    expect(redactValue('a'.repeat(500))).toHaveLength(200);
    expect(String(redactValue({ a: 'b'.repeat(500) }))).toMatch(/^\{"a":"b+…$/);
  });

  test('Values of any kind and depth are shown in limited length, without an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), fc.string(), (value, name) => {
        const shown = JSON.stringify(redactValue(JSON.parse(JSON.stringify(value)), name));
        expect(JSON.stringify(JSON.parse(shown)).length).toBeLessThanOrEqual(2 * 200 + 10);
      }),
    );
  });
});

test('A violation is stored with its message and without its secret', () => {
  const violation: Violation = {
    in: 'request',
    part: 'body',
    location: '/user/password',
    keyword: 'minLength',
    severity: 'error',
    params: { limit: 12 },
    value: 'hunter2',
    schema: '#/x',
  };
  const record = recordOf(violation, { source: 'a', exchange: 1, operation: 'POST /x', status: 400 });
  expect(record).toMatchObject({ message: 'must have at least 12 characters', value: '[redacted]' });
});
