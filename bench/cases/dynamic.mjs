// Generated bodies, for the operation with the largest schema.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledDocument, DOCPROOF, PRISM, ROOT } from './context.mjs';

export const dynamic = {
  title: 'POST /auditLogs/signIns, validated, body generated (-d)',
  request: {
    method: 'POST',
    path: '/auditLogs/signIns',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: readFileSync(join(ROOT, 'mocks/createSignIn/201.realistic.json'), 'utf8'),
  },
  isRight: (status, text) => status === 201 && text.startsWith('{'),
  isCounted: (measured) => measured['2xx'],
  peers: [
    {
      key: 'ours',
      name: 'docproof mock -d, silent',
      args: (port) => [DOCPROOF, 'mock', '-d', '--quiet', '--port', port],
    },
    {
      key: 'prism',
      name: 'prism mock -d, silent',
      args: (port) => [PRISM, 'mock', '-d', '--verboseLevel', 'silent', '--port', port, bundledDocument()],
    },
  ],
  ratios: { toPrism: ['ours', 'prism'] },
  targets: [],
};
