// A description of 13 MB: how long until the first answer, how much memory, and then how fast.
import { join } from 'node:path';
import { BENCH, DOCPROOF } from './context.mjs';
import { prismSilent, steadySilent } from './other-mocks.mjs';

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
    { ...prismSilent(() => document), key: 'prism' },
    { ...steadySilent(() => document), key: 'steady' },
  ],
  ratios: {
    toPrism: ['ours', 'prism'],
    startOfPrism: ['prism', 'ours', 'startToFirstAnswer'],
    toSteady: ['ours', 'steady', 'busyRate'],
    startToSteady: ['ours', 'steady', 'busyToFirstAnswer'],
    memoryToPrism: ['ours', 'prism', 'residentMegabytes'],
  },
  targets: [
    { ratio: 'startOfPrism', atLeast: 7, says: 'times sooner than Prism from start to first answer' },
    { ratio: 'memoryToPrism', atMost: 0.4, says: "of Prism's memory" },
    { ratio: 'toPrism', atLeast: 40, says: 'requests/s to Prism' },
    { ratio: 'startToSteady', atMost: 1, says: "of Steady's processor time to the first answer" },
  ],
};
