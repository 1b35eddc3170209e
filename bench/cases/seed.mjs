// One seed operation: a POST that is valid, and one that is not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH, bundledDocument, DOCPROOF, ROOT } from './context.mjs';
import { backend, msw, prism, prismSilent, scalar, steady, steadySilent } from './other-mocks.mjs';

// Prism demands the read-only members too, so the body has them: it must pass everywhere.
const body = readFileSync(join(ROOT, 'mocks/createIdentityRiskEvent/201.realistic.json'), 'utf8');
const answer = join(ROOT, 'mocks/createIdentityRiskEvent/201.documented.json');
const request = {
  method: 'POST',
  path: '/identityRiskEvents',
  headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
  body,
};

/** The fields that Docproof sends with this answer, so that the bare server can send as many and as long ones. */
const fields = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Expose-Headers': '*',
  Location: 'http://127.0.0.1:4010/identityRiskEvents/3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  'Content-Type': 'application/json',
  'OData-Version': '4.0',
  'request-id': 'f6a39b7b-307d-4894-bede-8c0888312536',
  'client-request-id': 'f6a39b7b-307d-4894-bede-8c0888312536',
  'sl-violations': JSON.stringify(
    ['id', 'createdDateTime'].map((name) => ({
      location: ['request', 'body', name],
      severity: 'Warning',
      code: 'readOnly',
      message: 'must not be in a request: the document says that it is readOnly',
      documented: { page: 'identityriskevent-post.md', line: 29 },
    })),
  ),
};
const bare = join(BENCH, 'peers/bare-server.mjs');

export const seed = {
  title: 'POST /identityRiskEvents, validated, static example',
  measuresStart: true,
  request,
  isRight: (status, text) => status === 201 && text.includes('@odata.type'),
  isCounted: (measured) => measured['2xx'],
  peers: [
    { key: 'ours', name: 'docproof mock', args: (port) => [DOCPROOF, 'mock', '--port', port] },
    { key: 'oursSilent', name: 'docproof mock, silent', args: (port) => [DOCPROOF, 'mock', '--quiet', '--port', port] },
    prism(bundledDocument),
    prismSilent(bundledDocument),
    steady(bundledDocument),
    steadySilent(bundledDocument),
    backend(bundledDocument),
    scalar(bundledDocument),
    msw(bundledDocument),
    { key: 'bare', name: 'node:http', args: (port) => [bare, answer, port] },
    {
      key: 'bareFields',
      name: 'node:http, as many fields',
      args: (port) => [bare, answer, port, JSON.stringify(fields)],
    },
  ],
  ratios: {
    toPrism: ['ours', 'prism'],
    silentToSilentPrism: ['oursSilent', 'prismSilent'],
    toSteady: ['ours', 'steady', 'busyRate'],
    silentToSilentSteady: ['oursSilent', 'steadySilent', 'busyRate'],
    silentToBackend: ['oursSilent', 'backend'],
    silentToScalar: ['oursSilent', 'scalar', 'busyRate'],
    silentToMsw: ['oursSilent', 'msw', 'busyRate'],
    startToSteady: ['ours', 'steady', 'busyToFirstAnswer'],
    startToBare: ['ours', 'bare', 'busyToFirstAnswer'],
    silentToBare: ['oursSilent', 'bare'],
    toBare: ['ours', 'bare'],
    silentToBareWithFields: ['oursSilent', 'bareFields', 'busyRate'],
    toBareWithFields: ['ours', 'bareFields', 'busyRate'],
  },
  targets: [
    { ratio: 'toPrism', atLeast: 12, says: 'requests/s to Prism CLI, both as they come' },
    { ratio: 'startToSteady', atMost: 1, says: "of Steady's processor time to the first answer" },
    {
      ratio: 'toBareWithFields',
      atLeast: 0.75,
      says: 'requests per CPU s to a bare node:http server that sends as many header fields',
    },
  ],
};

export const invalid = {
  title: 'POST /identityRiskEvents, invalid: refused with what is wrong',
  request: { ...request, body: JSON.stringify({ ...JSON.parse(body), riskLevel: 'severe' }) },
  isRight: (status, text) => (status === 400 || status === 422) && text !== '',
  isCounted: (measured) => measured['4xx'],
  peers: seed.peers.filter(({ key }) =>
    ['oursSilent', 'prismSilent', 'steadySilent', 'backend', 'scalar'].includes(key),
  ),
  ratios: {
    silentToSilentPrism: ['oursSilent', 'prismSilent'],
    silentToSilentSteady: ['oursSilent', 'steadySilent', 'busyRate'],
    silentToBackend: ['oursSilent', 'backend'],
    silentToScalar: ['oursSilent', 'scalar', 'busyRate'],
  },
  targets: [],
};
