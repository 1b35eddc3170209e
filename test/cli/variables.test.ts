import { expect, test } from 'vitest';
import { run } from '../support/command.js';

test.each([
  [{ DOCPROOF_PORT: 'abc' }, /DOCPROOF_PORT=abc: it must be a whole number from 0 to 65535\n.*Set DOCPROOF_PORT/],
  [{ DOCPROOF_DELAY: 'soon' }, /DOCPROOF_DELAY=soon: soon is not a time in milliseconds\n.*--delay 300/],
  [{ DOCPROOF_FAULT: 'often' }, /DOCPROOF_FAULT=often: "often" is not a fault\n.*--fault/],
  [{ DOCPROOF_QUIET: 'maybe' }, /DOCPROOF_QUIET=maybe: it must be true or false/],
])('The mock ends with exit code 2 and names the wrong environment variable: %j', async (env, says) => {
  const { code, stderr } = await run(['mock'], { env });
  expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
});

test('A check takes options from environment variables, and a flag overrides them', async () => {
  const args = ['check', 'spec/openapi.yaml', 'contracts/captures/browser.har'];
  const env = { DOCPROOF_BASE_URL: 'http://127.0.0.1:4010', DOCPROOF_FORMAT: 'json', DOCPROOF_FAIL_ON: 'warning' };
  const failed = await run(args, { env });
  expect([failed.code, JSON.parse(failed.stdout)]).toMatchObject([1, { summary: { checked: 5 } }]);
  expect((await run([...args, '--fail-on', 'never', '--format', 'text'], { env })).code).toBe(0);
});
