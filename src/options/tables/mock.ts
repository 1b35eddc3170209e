import { group } from '../row.js';

/** Where a server listens, and what it logs. */
export const LISTENING = /* @__PURE__ */ group('Listening', 'mock', {
  port: {
    kind: { type: 'integer', minimum: 0, maximum: 65_535 },
    short: 'p',
    value: 'NUMBER',
    key: 'port',
    default: 4010,
    help: 'listen on this port; 0 takes any free one',
  },
  host: {
    kind: { type: 'text' },
    short: 'h',
    value: 'HOST',
    key: 'host',
    default: '127.0.0.1',
    help: 'listen on this address; the default accepts this machine only',
  },
  allowHosts: {
    kind: { type: 'list', of: 'text', separator: ',' },
    flag: 'allow-host',
    value: 'NAME',
    key: 'allow-hosts',
    help: 'also answer requests for this host name, besides loopback names, IP addresses and --host; .example.com means it and all names below it',
  },
  https: {
    kind: { type: 'boolean' },
    key: 'https',
    default: false,
    help: 'serve https with a certificate of a local authority, which is made once and is valid for these host names only',
  },
  trust: {
    kind: { type: 'boolean' },
    variable: false,
    help: 'make this machine trust that authority, by the commands that are printed; implies --https',
  },
  tlsCert: {
    kind: { type: 'path' },
    value: 'FILE',
    key: 'tls-cert',
    help: 'serve https with this certificate (PEM)',
  },
  tlsKey: {
    kind: { type: 'path' },
    value: 'FILE',
    key: 'tls-key',
    help: 'the private key of the certificate (PEM)',
  },
  maxConnections: {
    kind: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    value: 'NUMBER',
    key: 'max-connections',
    default: 16_000,
    help: 'answer further connections with 503 (the processes of -m share the number)',
  },
  maxBodies: {
    kind: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    value: 'BYTES',
    key: 'max-bodies',
    default: 268_435_456,
    help: 'hold request bodies up to this size at once, all together, and answer others with 503 (-m shares it too)',
  },
  headersTimeout: {
    kind: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    value: 'MS',
    key: 'headers-timeout',
    default: 30_000,
    help: 'wait this long for the head of a request; 0 waits for ever',
  },
  requestTimeout: {
    kind: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    value: 'MS',
    key: 'request-timeout',
    default: 120_000,
    help: 'wait this long for a whole request; 0 waits for ever',
  },
  grace: {
    kind: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    value: 'MS',
    key: 'grace',
    default: 10_000,
    help: 'after SIGTERM or SIGINT, wait this long for requests that have begun; a second signal ends the server at once',
  },
  drain: {
    kind: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    value: 'MS',
    key: 'drain',
    default: 0,
    help: 'after SIGTERM, go on answering for this long while /_docproof/ready says 503; then --grace begins',
  },
  inspector: {
    kind: { type: 'boolean' },
    key: 'inspector',
    defaultText: 'on where --host is loopback',
    help: 'the page /_docproof/ with the last exchanges, for people and programs; --no-inspector switches it off',
  },
  allowWrite: {
    kind: { type: 'boolean' },
    key: 'allow-write',
    default: false,
    help: 'let pages under /_docproof/ write examples, baselines and overlays into the folder of the document, and nowhere else',
  },
  verboseLevel: {
    kind: { type: 'choice', values: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] },
    flag: 'verboseLevel',
    variable: 'DOCPROOF_VERBOSE_LEVEL',
    short: 'v',
    value: 'LEVEL',
    defaultText: 'info; silent with --quiet',
    help: 'log each request (info), those that break the document (warn), refused ones only (error), or none (silent)',
  },
});

/** Which pages in browsers may use a mock: by CORS, and from which network. */
export const ORIGINS = /* @__PURE__ */ group('Pages of other origins', 'mock', {
  cors: {
    kind: { type: 'boolean' },
    key: 'cors',
    default: true,
    help: 'answer CORS preflights and let pages of any origin read the answers',
  },
  allowPrivateNetwork: {
    kind: { type: 'boolean' },
    key: 'allow-private-network',
    default: false,
    help: 'let pages from the public network call this server in a private one, where CORS lets them read its answers',
  },
});

/** Options for answers of the mock, and of the proxy where it answers for the service. */
export const ANSWERS = /* @__PURE__ */ group('Answers', 'mock', {
  dynamic: {
    kind: { type: 'boolean' },
    short: 'd',
    key: 'dynamic',
    default: false,
    help: 'generate random, valid bodies instead of answering with examples',
  },
  example: {
    kind: { type: 'text' },
    value: 'NAME',
    key: 'example',
    defaultText: 'the first example',
    help: 'answer with the example of this name where an operation has one',
  },
  ignoreExamples: {
    kind: { type: 'boolean' },
    aliases: ['ignoreExamples'],
    key: 'ignore-examples',
    default: false,
    help: 'ignore the examples of media types',
  },
  fill: {
    kind: { type: 'boolean' },
    key: 'fill',
    default: false,
    help: 'complete examples that lack documented properties',
  },
  fillProperties: {
    kind: { type: 'boolean' },
    flag: 'json-schema-faker-fillProperties',
    variable: 'DOCPROOF_FILL_PROPERTIES',
    key: 'json-schema-faker-fillProperties',
    default: true,
    help: 'add entries to generated maps (additionalProperties with a schema)',
  },
  seed: {
    kind: { type: 'text' },
    value: 'TEXT',
    key: 'seed',
    defaultText: 'none: they differ each time',
    help: 'make generated bodies, ids and faults the same for the same request',
  },
  errors: {
    kind: { type: 'boolean' },
    key: 'errors',
    default: false,
    help: 'answer with an error (RFC 9457) where an answer breaks the document',
  },
  validateRequest: {
    kind: { type: 'choice', values: ['error', 'warn', 'off'], on: 'error', off: 'off' },
    value: 'HOW',
    key: 'validate-request',
    default: 'error',
    help: 'refuse requests that break the document (error), answer them and report it (warn), or do not check (off)',
  },
  readWrite: {
    kind: { type: 'choice', values: ['allow', 'warn', 'error'] },
    value: 'HOW',
    key: 'read-write',
    default: 'warn',
    help: "how to judge readOnly members in requests, and writeOnly members in a service's answers",
  },
  auth: {
    kind: { type: 'boolean' },
    key: 'auth',
    default: true,
    help: 'require the documented credentials',
  },
  maxBody: {
    kind: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    value: 'BYTES',
    key: 'max-body',
    default: 10_485_760,
    help: 'accept request bodies up to this size, before and after decompression',
  },
});

/** Options for what a mock does beyond the document. */
export const BEHAVIOURS = /* @__PURE__ */ group('Behaviour', 'mock', {
  stateful: {
    kind: { type: 'boolean' },
    key: 'stateful',
    default: false,
    help: 'remember what is posted, and answer GET, PATCH, PUT and DELETE from it',
  },
  state: {
    kind: { type: 'path' },
    value: 'FILE|URL',
    key: 'state',
    defaultText: 'in memory',
    help: 'remember in this SQLite file, or in Redis (redis://HOST/0), which several mocks share; implies --stateful',
  },
  stateTtl: {
    kind: { type: 'integer', minimum: 1, maximum: 31_536_000 },
    value: 'SECONDS',
    key: 'state-ttl',
    defaultText: 'never',
    help: 'forget everything in Redis after no mock has asked for any of it for this long',
  },
  echo: {
    kind: { type: 'boolean' },
    key: 'echo',
    default: false,
    help: 'merge the request into the response',
  },
  delay: {
    kind: { type: 'time' },
    value: 'MS',
    key: 'delay',
    help: 'delay each response: 300, or 200..800',
  },
  faults: {
    kind: { type: 'list', of: 'text', separator: '\n' },
    flag: 'fault',
    value: 'RULE',
    key: 'fault',
    help: "make calls fail: 'POST /path: 10% 429 Retry-After=3'; instead of a status: reset, slow, or error",
  },
});

/** How a mock runs. */
export const SERVING = /* @__PURE__ */ group('Serving', {
  watch: {
    kind: { type: 'boolean' },
    help: 'reload the document when it or a file that it refers to changes',
  },
  multiprocess: {
    kind: { type: 'boolean' },
    short: 'm',
    help: 'use all cores',
  },
  shadow: {
    kind: { type: 'choice', values: ['prism'] },
    value: 'SERVER',
    help: 'compare each answer with the one that Prism gives, and log where and why they differ',
  },
  shadowReport: {
    kind: { type: 'path' },
    value: 'FILE',
    help: 'write what --shadow found to this file at the end, as JSON (.json) or text',
  },
});

/** Options for the documents that a server refuses at start. */
export const STRICTNESS = /* @__PURE__ */ group('Document', {
  strict: {
    kind: { type: 'boolean' },
    help: 'refuse a document with schemas that cannot be used, instead of warning',
  },
});
