import { expect, onTestFinished, test } from 'vitest';
import { run } from '../support/command.js';
import { openResult } from '../support/open-result.js';

const CHECK = ['spec/openapi.yaml', 'contracts/captures/seeded.har', '--base-url', 'http://127.0.0.1:4010'];

/** What the list of exchanges says, as far as the tests look into it. */
interface Listed {
  readonly matching: number;
  readonly exchanges: readonly {
    readonly violations: readonly { readonly keyword: string; readonly severity: string }[];
  }[];
}

test('A check with --open shows its result and its exchanges on 127.0.0.1, and ends with the exit code of the check', async () => {
  const { child, address, code } = await openResult(CHECK);
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_docproof\/$/);
  const ask = async (page: string) => JSON.parse(await (await fetch(new URL(page, address))).text());
  expect(await ask('server')).toMatchObject({
    mode: 'result',
    features: expect.arrayContaining(['result', 'exchanges']),
  });
  const result = await ask('result');
  expect(result).toMatchObject({ verdict: { outcome: 'failed' }, document: { source: 'spec/openapi.yaml' } });
  const { exchanges } = await ask('exchanges?keyword=enum&verdict=fail');
  expect(exchanges[0]).toMatchObject({ id: 2, at: 'contracts/captures/seeded.har #1', status: 201 });
  const detail = await ask('exchanges/2');
  expect(detail).toMatchObject({
    response: { body: expect.stringContaining('severe') },
    violations: [{ keyword: 'enum', location: '/riskLevel', position: 'spec/schemas/identityRiskEvent.yaml:43:5' }],
  });
  const root = await fetch(new URL('/', address), { headers: { accept: 'text/html' }, redirect: 'manual' });
  expect([root.status, root.headers.get('location')]).toEqual([302, '/_docproof/']);
  const emptied = await fetch(new URL('exchanges', address), { method: 'DELETE' });
  expect(emptied.status).toBe(409);
  expect((await ask('exchanges')).matching).toBeGreaterThan(0);
  child.kill('SIGINT');
  expect(await code).toBe(1);
});

test('A check with --open judges the exchanges on its page by the rules of the check', async () => {
  const { child, address } = await openResult([...CHECK, '--undocumented', 'allow', '--placeholders', 'error']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const list = async (filter: string): Promise<Listed> =>
    JSON.parse(await (await fetch(new URL(`exchanges?${filter}`, address))).text());
  expect((await list('keyword=undocumented-path')).matching).toBe(0);
  const { exchanges } = await list('keyword=placeholder');
  expect(exchanges.length).toBeGreaterThan(0);
  for (const { violations } of exchanges)
    for (const { keyword, severity } of violations) if (keyword === 'placeholder') expect(severity).toBe('error');
});

test('A check with --open is refused together with --follow, --workers and --against', async () => {
  for (const flag of [['--follow'], ['--workers', '2'], ['--against', 'spec/openapi.yaml']]) {
    const { code, stderr } = await run(['check', ...CHECK, '--open', ...flag]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--open/)]);
  }
});
