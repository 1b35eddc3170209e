// A description of 13 MB: how long until the first answer, how much memory, and then how fast.
import { join } from 'node:path';
import { BENCH, DOCPROOF, PRISM } from './context.mjs';

const document = join(BENCH, 'node_modules/@octokit/openapi/generated/api.github.com.json');

export const github = {
  title: "GitHub's description (@octokit/openapi): GET /repos/{owner}/{repo}",
  measuresStart: true,
  patience: 300_000,
  request: { method: 'GET', path: '/repos/octocat/hello-world', headers: { accept: 'application/json' } },
  isRight: (status, text) => status === 200 && text.includes('full_name'),
  isCounted: (measured) => measured['2xx'],
  peers: [
    {
      key: 'ours',
      name: 'docproof mock, silent',
      args: (port) => [DOCPROOF, 'mock', '--quiet', '--port', port, document],
    },
    {
      key: 'prism',
      name: 'prism mock, silent',
      args: (port) => [PRISM, 'mock', '--verboseLevel', 'silent', '--port', port, document],
    },
  ],
  ratios: {
    toPrism: ['ours', 'prism'],
    startOfPrism: ['prism', 'ours', 'startToFirstAnswer'],
    memoryToPrism: ['ours', 'prism', 'residentMegabytes'],
  },
  targets: [
    { ratio: 'startOfPrism', atLeast: 7, says: 'times sooner than Prism from start to first answer' },
    { ratio: 'memoryToPrism', atMost: 0.4, says: "of Prism's memory" },
    { ratio: 'toPrism', atLeast: 40, says: 'requests/s to Prism' },
  ],
};
