import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { captureLine, DOCUMENT, ran, startMocking, userFolder } from './user.js';

/** Takes a body that does not come in one piece. */
const NOTES = `  /notes:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [text], properties: { text: { type: string, minLength: 200000 } } }
      responses: { '204': { description: kept } }
`;

test.each(['20.19', '22', '24', '26'])(
  'The packed command mocks, checks and is a library for both kinds of modules on Node %s',
  async (version) => {
    const folder = await userFolder({
      'package.json': '{"name":"user","private":true}',
      'openapi.yaml': `${DOCUMENT}${NOTES}`,
      'right.ndjson': captureLine('red'),
      'wrong.ndjson': captureLine('green'),
    });
    // The package `node` on npm is only a script that installs this one.
    const node = `node@npm:node-${process.platform}-${process.arch}@${version}`;
    const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
    const installed = await ran('npm', [...install, node, inject('tarball')], folder);
    expect(installed.code, installed.output).toBe(0);
    const program = join(folder, 'node_modules/node/bin/node');
    const main = 'node_modules/docproof/dist/cli/main.js';
    expect((await ran(program, ['--version'], folder)).output).toMatch(new RegExp(`^v${version}\\.`));

    const { url } = await startMocking(program, [main, 'mock', 'openapi.yaml', '--port', '0'], { cwd: folder });
    const response = await fetch(`${url}/lamps/7`);
    expect([response.status, await response.json()]).toEqual([200, { id: 7, colour: 'red' }]);
    const note = JSON.stringify({ text: 'x'.repeat(200_000) });
    const posted = await fetch(`${url}/notes`, {
      method: 'POST',
      body: note,
      headers: { 'Content-Type': 'application/json' },
    });
    expect([posted.status, posted.headers.get('sl-violations')]).toEqual([204, null]);

    const right = await ran(program, [main, 'check', 'openapi.yaml', 'right.ndjson'], folder);
    expect([right.code, right.output]).toEqual([0, expect.stringContaining('PASSED')]);
    const wrong = await ran(program, [main, 'check', 'openapi.yaml', 'wrong.ndjson'], folder);
    expect([wrong.code, wrong.output]).toEqual([1, expect.stringContaining('/colour')]);

    const use = "loadContract('openapi.yaml').then(({ operations }) => console.log(operations.length))";
    const required = ['--input-type=commonjs', '-e', `const { loadContract } = require('docproof'); ${use}`];
    expect(await ran(program, required, folder)).toEqual({ code: 0, output: '2\n' });
    const imported = ['--input-type=module', '-e', `import { loadContract } from 'docproof'; ${use}`];
    expect(await ran(program, imported, folder)).toEqual({ code: 0, output: '2\n' });
  },
);
