import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { configText, projectFolder, runIn } from './playwright-project.js';

const PAGE = readFileSync(new URL('../../docs/guides/playwright.md', import.meta.url), 'utf8');
const [config = '', spec = ''] = [...PAGE.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

const DOCUMENT = `openapi: 3.1.0
info: { title: sign-ins, version: '1' }
paths:
  /signIns:
    post:
      operationId: createSignIn
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [riskLevel], properties: { riskLevel: { enum: [low, high] } } }
      responses:
        '201': { description: created }
        '429': { description: too many }
`;

const APPLICATION = `<button>Sign in</button><p role="alert"></p><script>
document.querySelector('button').onclick = async () => {
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch('/api/signIns', { method: 'POST', headers, body: '{"riskLevel":"high"}' });
  document.querySelector('p').textContent = status === 429 ? 'Please wait.' : 'Welcome.';
};
</script>`;

test('The example of the page on Playwright runs as it is written there', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(APPLICATION);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const here = (text: string) => text.replaceAll('http://localhost:3000', `http://127.0.0.1:${port}`);
  try {
    // The page says nothing of the browser, which is the system's here.
    const launch = /launchOptions: \{.*?\] \}|launchOptions: \{.*?\}/.exec(configText(''))?.[0] ?? '';
    const files = { 'playwright.config.ts': here(config).replace('use: {', `use: { ${launch},`) };
    const folder = await projectFolder(here(spec), { document: DOCUMENT, files });
    const { code, output } = await runIn(folder);
    expect(output).toMatch(/1 passed/);
    expect(output).toContain('1 of 1');
    expect(code, output).toBe(0);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}, 400_000);

test('The glue of the example has at most 15 lines, imports and options included', () => {
  const glue = `${config}\n${spec}`.split('\n').filter((line) => /docproof|contract|Docproof|api\b|^import/.test(line));
  expect(glue.length).toBeGreaterThan(4);
  expect(glue.length).toBeLessThanOrEqual(15);
});
