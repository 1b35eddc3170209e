import { group } from '../row.js';
import { ORIGINS } from './mock.js';

/** How a proxy reaches the service, and what it keeps. */
export const FORWARDING = /* @__PURE__ */ group('Forwarding', {
  mockOn: {
    kind: { type: 'statuses' },
    value: 'STATUSES',
    help: 'answer from the document where the service answers with one of these: 501,404',
  },
  timeout: {
    kind: { type: 'integer', minimum: 1, maximum: 86_400_000 },
    value: 'MS',
    default: 30_000,
    help: "wait this long for the first byte of the service's answer",
  },
  upstreamProxy: {
    kind: { type: 'url' },
    value: 'URL',
    defaultText: 'that of the environment',
    help: 'reach the service through this proxy',
  },
  insecure: {
    kind: { type: 'boolean' },
    default: false,
    help: 'accept certificates of the service that cannot be verified',
  },
  record: {
    kind: { type: 'path' },
    value: 'FILE',
    variable: false,
    help: 'add each exchange to FILE as it ends, without its secrets: HAR if the name ends in .har, else NDJSON',
  },
});

/** Which pages in browsers may use a proxy: there is a live service behind it, so that none may unless asked. */
export const PROXY_ORIGINS = /* @__PURE__ */ group('Pages of other origins', 'mock', {
  cors: {
    kind: { type: 'boolean' },
    variable: 'DOCPROOF_PROXY_CORS',
    default: false,
    help: 'answer CORS preflights, and let pages of any origin read the answers, without credentials',
  },
  allowOrigins: {
    kind: { type: 'list', of: 'url', separator: ',' },
    flag: 'allow-origin',
    value: 'URL',
    help: 'answer CORS preflights, and let pages of this origin read the answers, with credentials',
  },
  allowPrivateNetwork: ORIGINS.rows.allowPrivateNetwork,
});
