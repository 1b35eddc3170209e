import { describe, expect, test } from 'vitest';
import { recordingRedactor, reportRedactor } from '../../src/api/redaction.js';
import { plainRedactor, redactText, redactUrl } from '../../src/redact/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: 'https://api.example/v1' }]
paths:
  /files/{fileId}: { get: { responses: { '200': { description: ok } } } }
  /verify/phone2fa: { get: { responses: { '200': { description: ok } } } }
  /{anything}: { put: { responses: { '200': { description: ok } } } }
`;
const RANDOM = 'q7Zk2mPx94LtVb03';

describe('a path', () => {
  test.each([
    `/reset-password/${RANDOM}`,
    '/reset/a1b2c3',
    '/users/passwordReset/9f8e7d6c',
    '/password-reset/confirm/9f8e7d6c',
    '/invites/x9y8z7/accept',
    '/accept_invitation/x9y8z7',
    '/magic-link/x9y8z7',
    '/share/x9y8z7',
    '/verify/email/x9y8z7',
    '/verify/482913',
    '/confirm/x9y8z7',
    '/unsubscribe/x9y8z7',
    '/downloads/x9y8z7',
    '/tokens/x9y8z7',
    '/reset/MTA1/x9y8z7',
    '/reset/x9%2Dy8z7',
    '/app#/reset/x9y8z7',
    'https://a.example/reset/x9y8z7?a=1',
  ])('A segment behind a word that leads to secrets is one: %s', (url) => {
    expect(redactUrl(plainRedactor, url)).toContain('/[redacted]');
    expect(redactUrl(plainRedactor, url)).not.toMatch(/x9|9f8e|482913|a1b2|q7Zk/);
    expect(redactText(plainRedactor, `Open ${url.startsWith('http') ? url : `https://a.example${url}`} now`)).toContain(
      '[redacted]',
    );
  });

  test.each([
    '/reset/password',
    '/verify/email/resend',
    '/tokens/current',
    '/downloads/latest/report.pdf',
    '/downloads/2024/v1.2/app-setup.zip',
    '/share/12',
    '/downloads/48291',
    '/tokenizers/gpt4all2',
    '/sharing/abc123x',
    '/invites/12/items/abc123x',
    '/reset/{token}',
    '/a/[redacted-0123456789ab]',
  ])('Words, small numbers, versions and names of files stay: %s', (url) => {
    expect(redactUrl(plainRedactor, url)).toBe(url);
  });

  test('Random segments are secrets in undocumented paths alone', async () => {
    const redactor = reportRedactor({}, await contractOf(DOCUMENT));
    for (const url of [
      `/nope/${RANDOM}`,
      `https://api.example/v1/nope/x/${RANDOM}?a=1`,
      `https://b.example/${RANDOM}/x`,
    ])
      expect(redactUrl(redactor, url), url).not.toContain(RANDOM);
    for (const url of [
      `/files/${RANDOM}`,
      `https://api.example/v1/files/${RANDOM}`,
      `https://elsewhere.example/base/files/${RANDOM}`,
      `/${RANDOM}`,
      '/nope/0b0e9c1e-93b1-4f3b-8a53-111111111111',
      '/nope/507f1f77bcf86cd799439011',
      '/nope/01ARZ3NDEKTSV4RRFFQ69G5FAV',
      '/nope/123456789012345',
      '/nope/my-article-2024-about-things',
      '/nope/getUserByIdentifierAndName',
      '/nope/iphone-15-pro-max-256gb',
      '/nope/internationalization',
      '/verify/phone2fa',
    ])
      expect(redactUrl(redactor, url), url).toBe(url);
  });

  test('Without a document no path counts as undocumented, and texts within bodies are not targets', async () => {
    expect(redactUrl(plainRedactor, `/nope/${RANDOM}`)).toBe(`/nope/${RANDOM}`);
    const redactor = recordingRedactor({}, await contractOf(DOCUMENT));
    expect(redactText(redactor, `https://cdn.example/${RANDOM}.png`)).toBe(`https://cdn.example/${RANDOM}.png`);
  });
});
