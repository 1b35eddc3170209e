// Checking captures: the built-in document's five operations, and GitHub's description.
import { join } from 'node:path';
import { GITHUB, githubCapture, seedCapture } from './captures.mjs';
import { BENCH, bundledDocument, DOCPROOF } from './context.mjs';

const REDOCLY = join(BENCH, 'node_modules/@redocly/cli/bin/cli.js');
const parseBodies = join(BENCH, 'peers/parse-bodies.mjs');
const expressValidator = join(BENCH, 'peers/express-validator.mjs');
const prismJudge = join(BENCH, 'peers/prism-judge.mjs');

const peers = {
  ours: (document, capture) => ({
    name: 'docproof check',
    args: [DOCPROOF, 'check', document, capture.file],
    isRight: (stdout) => stdout.includes('PASSED'),
  }),
  parse: (_, capture) => ({ name: 'JSON.parse', lacks: 'judge anything', args: [parseBodies, capture.file] }),
  ajv: (document, capture) => ({
    name: 'JSON.parse and ajv',
    lacks: 'look for the operation; judge anything but bodies; count coverage',
    args: [parseBodies, capture.file, document],
  }),
  prism: (document, capture) => ({
    name: "Prism's validators",
    lacks: 'look for the operation; count coverage; read captures (a program of ours does)',
    args: [prismJudge, capture.file, document],
  }),
  express: (document, capture) => ({
    name: 'express-openapi-validator',
    lacks:
      'judge response headers, or a response where the request has a fault; count coverage; read captures (ours does)',
    args: [expressValidator, capture.file, document],
  }),
  // Where it finds fault with valid exchanges it ends with 1.
  drift: (document, capture) => ({
    name: 'redocly drift',
    lacks: 'read NDJSON, or captures of 500 MB and more',
    args: [REDOCLY, 'drift', capture.file, '--api', document],
    exitCodes: [0, 1],
  }),
};
const measuresItself = new Set(['parse', 'ajv', 'prism', 'express']);

function program(peer, key, document, capture) {
  const { name, ...rest } = peers[peer](document, capture);
  return { key, name, ...rest, capture, measuresItself: measuresItself.has(peer) };
}

export const check = {
  rounds: 3,
  title: 'docproof check: generated exchanges of the five operations',
  async programs(size) {
    const document = bundledDocument();
    const [ndjson, har] = [await seedCapture('ndjson', 100_000 * size), await seedCapture('har', 100_000 * size)];
    const [lessNdjson, lessHar] = [await seedCapture('ndjson', 20_000 * size), await seedCapture('har', 20_000 * size)];
    return [
      program('ours', 'ours', document, ndjson),
      program('parse', 'parse', document, ndjson),
      program('ajv', 'ajv', document, ndjson),
      program('ours', 'oursHar', document, har),
      program('ours', 'oursLess', document, lessNdjson),
      program('prism', 'prism', document, lessNdjson),
      program('express', 'express', document, lessNdjson),
      program('ours', 'oursLessHar', document, lessHar),
      program('drift', 'drift', document, lessHar),
    ];
  },
  ratios: {
    toParse: ['ours', 'parse'],
    toParseAndAjv: ['ours', 'ajv'],
    toPrecompiledAjv: ['ours', 'ajv', 'loopRate'],
    toPrism: ['oursLess', 'prism'],
    toExpressValidator: ['oursLess', 'express'],
    toDrift: ['oursLessHar', 'drift'],
    memoryToDrift: ['oursLessHar', 'drift', 'peakMegabytes'],
  },
  targets: [
    { ratio: 'toPrecompiledAjv', atLeast: 1, says: 'exchanges/s to JSON.parse and precompiled ajv' },
    { ratio: 'toDrift', atLeast: 5, says: 'exchanges/s to redocly drift' },
  ],
};

export const checkGithub = {
  rounds: 3,
  notMeasured: [
    'express-openapi-validator 5.6 stops at a nullable without a type in this document, and then refuses every request',
  ],
  title: "docproof check: GitHub's description (13 MB), exchanges generated from its schemas",
  async programs(size) {
    const [ndjson, har] = [await githubCapture('ndjson', 10_000 * size), await githubCapture('har', 10_000 * size)];
    return [
      program('ours', 'ours', GITHUB, ndjson),
      program('parse', 'parse', GITHUB, ndjson),
      program('ajv', 'ajv', GITHUB, ndjson),
      program('prism', 'prism', GITHUB, ndjson),
      program('ours', 'oursHar', GITHUB, har),
      program('drift', 'drift', GITHUB, har),
    ];
  },
  ratios: {
    toParse: ['ours', 'parse'],
    toParseAndAjv: ['ours', 'ajv'],
    toPrecompiledAjv: ['ours', 'ajv', 'loopRate'],
    toPrism: ['ours', 'prism'],
    toDrift: ['oursHar', 'drift'],
    memoryToDrift: ['oursHar', 'drift', 'peakMegabytes'],
  },
  targets: [
    { ratio: 'toParseAndAjv', atLeast: 0.6, says: 'exchanges/s to JSON.parse and ajv, which compiles too' },
    { ratio: 'toDrift', atLeast: 5, says: 'exchanges/s to redocly drift' },
  ],
};
