// One seed operation: a POST that is valid, and one that is not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH, bundledDocument, DOCPROOF, PRISM, ROOT } from './context.mjs';

// Prism demands the read-only members too, so the body has them: it must pass everywhere.
const body = readFileSync(join(ROOT, 'mocks/createIdentityRiskEvent/201.realistic.json'), 'utf8');
const answer = join(ROOT, 'mocks/createIdentityRiskEvent/201.documented.json');
const request = {
  method: 'POST',
  path: '/identityRiskEvents',
  headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
  body,
};

export const seed = {
  title: 'POST /identityRiskEvents, validated, static example',
  request,
  isRight: (status, text) => status === 201 && text.includes('@odata.type'),
  isCounted: (measured) => measured['2xx'],
  peers: [
    { key: 'ours', name: 'docproof mock', args: (port) => [DOCPROOF, 'mock', '--port', port] },
    { key: 'oursSilent', name: 'docproof mock, silent', args: (port) => [DOCPROOF, 'mock', '--quiet', '--port', port] },
    { key: 'prism', name: 'prism mock', args: (port) => [PRISM, 'mock', '--port', port, bundledDocument()] },
    {
      key: 'prismSilent',
      name: 'prism mock, silent',
      args: (port) => [PRISM, 'mock', '--verboseLevel', 'silent', '--port', port, bundledDocument()],
    },
    {
      key: 'backend',
      name: 'openapi-backend',
      args: (port) => [join(BENCH, 'peers/openapi-backend.mjs'), bundledDocument(), port],
    },
    { key: 'bare', name: 'node:http', args: (port) => [join(BENCH, 'peers/bare-server.mjs'), answer, port] },
  ],
  ratios: {
    toPrism: ['ours', 'prism'],
    silentToSilentPrism: ['oursSilent', 'prismSilent'],
    silentToBackend: ['oursSilent', 'backend'],
    silentToBare: ['oursSilent', 'bare'],
    toBare: ['ours', 'bare'],
  },
  targets: [
    { ratio: 'toPrism', atLeast: 12, says: 'requests/s to Prism CLI, both as they come' },
    { ratio: 'toBare', atLeast: 0.4, says: 'requests/s to a bare node:http server' },
  ],
};

export const invalid = {
  title: 'POST /identityRiskEvents, invalid: refused with what is wrong',
  request: { ...request, body: JSON.stringify({ ...JSON.parse(body), riskLevel: 'severe' }) },
  isRight: (status, text) => (status === 400 || status === 422) && text !== '',
  isCounted: (measured) => measured['4xx'],
  peers: seed.peers.filter(({ key }) => key === 'oursSilent' || key === 'prismSilent' || key === 'backend'),
  ratios: { silentToSilentPrism: ['oursSilent', 'prismSilent'], silentToBackend: ['oursSilent', 'backend'] },
  targets: [],
};
