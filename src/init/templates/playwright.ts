import type { TriedRequest } from '../tried-request.js';
import { importLine, literal, requestCode, titleOf } from './code.js';

/** A configuration for a project that has none: the names of its tests end as no other runner expects. */
export function playwrightConfiguration(): string {
  return `${importLine('{ defineConfig }', '@playwright/test')}

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.mjs',
  reporter: [['list'], ['docproof/playwright/reporter']],
});
`;
}

/** A test for Playwright that needs no browser: it asks the mock of the test. */
export function playwrightTest(tried: TriedRequest): string {
  return `${importLine('{ expect, test }', 'docproof/playwright')}

// Every test is watched: what breaks the document that docproof.yaml names fails it.
// For pages, let the mock answer in the page: test.use({ apiMode: 'route', apiUrl: 'http://localhost:3000/api' }).
test(${titleOf(tried)}, async ({ api, request }) => {
  const { url, body, ...asked } = ${requestCode(tried, 'api.url')};
  const response = await request.fetch(url, { ...asked, data: body });
  expect(response.status()).toBeLessThan(400);
  expect(api.requests[0]?.operation).toBe(${literal(tried.operation)});
});
`;
}
