// What a route costs must not depend on how many there are.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCPROOF, temporary } from './context.mjs';

/** A document of so many operations, most of them with path parameters. */
function documentOf(count) {
  const paths = {};
  for (let index = 0; index < count; index += 1) {
    const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
    const responses = { 200: { description: 'ok', content: { 'application/json': { example: { index } } } } };
    paths[`/group${index % 100}/things${index}/{id}/parts`] = { get: { parameters, responses } };
  }
  const file = join(temporary, `routes-${count}.json`);
  writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'routes', version: '1' }, paths }));
  return file;
}

const sizes = [100, 10_000];
const peersFor = (target) =>
  sizes.map((count) => ({
    key: String(count),
    name: `docproof, ${count} operations`,
    args: (port) => [DOCPROOF, 'mock', '--quiet', '--port', port, documentOf(count)],
    request: { method: 'GET', path: target(count) },
  }));

export const routes = {
  title: 'GET of the last of 100 and of 10,000 operations',
  request: {},
  isRight: (status) => status === 200,
  isCounted: (measured) => measured['2xx'],
  peers: peersFor((count) => `/group${(count - 1) % 100}/things${count - 1}/7/parts`),
  ratios: { tenThousandToHundred: ['10000', '100'] },
  targets: [{ ratio: 'tenThousandToHundred', atLeast: 0.8, says: 'requests/s with 10,000 operations to 100' }],
};

export const unmatched = {
  title: 'GET of a path that is not documented, among 100 and 10,000 operations',
  request: {},
  isRight: (status) => status === 404,
  isCounted: (measured) => measured['4xx'],
  peers: peersFor(() => '/group50/things/7/parts'),
  ratios: { tenThousandToHundred: ['10000', '100'] },
  targets: [
    { ratio: 'tenThousandToHundred', atLeast: 0.8, says: 'unmatched requests/s with 10,000 operations to 100' },
  ],
};
