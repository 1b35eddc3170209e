import { type Entry, openapi, rfc } from '../entry.js';

const SERVED = `servers:
  - url: https://api.parcels.example/v1
paths:
  /parcels:
    get:
      responses:
        '204': { description: There are none. }`;

const ask = (url: string, status = 204, method = 'GET', headers = ''): string =>
  `{"request":{"method":"${method}","url":"${url}"${headers}},"response":{"status":${status}}}`;

const GOOD = ask('https://api.parcels.example/v1/parcels');

/** Reasons why an exchange is not looked at. */
export const OUT_OF_SCOPE = {
  'other-server': {
    means: 'The exchange went to another server than those of the document, or to a path outside of their base paths.',
    why: 'A capture of a browser has fonts, analytics and other APIs, and the document does not speak of them. If the service runs under another URL, name it with --base-url.',
    example: { of: 'exchange', document: SERVED, bad: ask('https://cdn.parcels.example/logo.png', 200), good: GOOD },
    documented: [openapi('Server Object')],
  },
  preflight: {
    means: 'The exchange is a CORS preflight: a question of the browser.',
    why: 'Browsers ask by themselves before they send a request to another origin (CORS). The question is not a use of the API.',
    example: {
      of: 'exchange',
      document: SERVED,
      bad: ask(
        'https://api.parcels.example/v1/parcels',
        204,
        'OPTIONS',
        ',"headers":{"Origin":"https://app.example","Access-Control-Request-Method":"GET"}',
      ),
      good: GOOD,
    },
    documented: [{ title: 'Fetch, CORS-preflight fetch', url: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch' }],
  },
  failed: {
    means: 'The exchange has no response.',
    why: 'No answer came: the client was offline, or the request was blocked or cancelled. There is nothing to judge.',
    example: { of: 'exchange', document: SERVED, bad: ask('https://api.parcels.example/v1/parcels', 0), good: GOOD },
    documented: [],
  },
  'not-http': {
    means: 'The exchange is not HTTP.',
    why: 'A document describes HTTP. Images inside a page (data:) and WebSockets are something else.',
    example: { of: 'exchange', document: SERVED, bad: ask('data:text/plain,tea', 200), good: GOOD },
    documented: [rfc(9110, '4.2')],
  },
  undocumented: {
    means: 'The document does not describe the exchange, and the check was told to allow that.',
    why: 'With --undocumented allow, what the document does not describe is left out, and only counted.',
    example: {
      of: 'exchange',
      document: SERVED,
      flag: ['--undocumented', 'allow'],
      bad: ask('https://api.parcels.example/v1/boxes'),
      good: GOOD,
    },
    documented: [openapi('Paths Object')],
  },
} as const satisfies Readonly<Record<string, Entry>>;
