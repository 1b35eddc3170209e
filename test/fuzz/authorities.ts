import { isIP } from 'node:net';
import fc from 'fast-check';
import { createHostJudge, hostnameOf } from '../../src/server/host.js';
import { must, type Target } from './target.js';

const judge = createHostJudge({ bound: 'mock.internal', allowed: ['.example.com'] });

const host = fc.constantFrom(
  'localhost',
  'LocalHost.',
  'a.localhost',
  '127.0.0.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  'mock.internal',
  'api.example.com',
  'example.com.evil.test',
  'localhost.evil.test',
  '127.0.0.1.evil.test',
  '',
);

export const authorities: Target = {
  name: 'authorities',
  title: 'Any text is a Host that is ours, of another or none, and what is ours leads to this server in a URL too',
  seeds: ['localhost:4010', '[::1]:80', 'api.example.com', 'user@localhost', 'evil.test:4010'],
  tokens: [
    'localhost',
    '.',
    ':',
    '[',
    ']',
    '::1',
    '@',
    '/',
    '\\',
    '?',
    '#',
    '%2e',
    ',',
    ' ',
    '127.0.0.1',
    'evil.test',
    '80',
  ],
  structured: fc
    .tuple(
      fc.constantFrom('', 'evil.test@', 'a:b@', 'evil.test/', 'evil.test#'),
      host,
      fc.constantFrom('', ':', ':80', ':999999', ':x', '.', ' '),
    )
    .map((parts) => parts.join('')),
  check(input) {
    const text = input.toString('latin1');
    const verdict = judge(text);
    const name = hostnameOf(text);
    must((name === undefined) === (verdict === 'malformed'), 'verdict and name disagree');
    if (name === undefined) return;
    must(name === name.toLowerCase() && !/[@/\\?#\s,%]/.test(name), `${name} has what no host has`);
    if (verdict !== 'allowed' || !URL.canParse(`http://${text}/`)) return;
    const { hostname } = new URL(`http://${text}/`);
    const plain = hostname.replace(/^\[|\]$|\.$/g, '');
    const isOurs =
      isIP(plain) !== 0 ||
      /(?:^|\.)localhost$/.test(plain) ||
      plain === 'mock.internal' ||
      /(?:^|\.)example\.com$/.test(plain);
    must(isOurs, `a URL with it leads to ${plain}`);
  },
};
