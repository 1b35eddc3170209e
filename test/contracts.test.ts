import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Contract,
  checkCapture,
  loadConfig,
  loadContract,
  type Result,
  reportFormatNames,
  type SuiteConfig,
  writeReport,
} from '../src/api/index.js';
import { expectGolden } from './support/golden.js';

async function runSuite(
  configFile: string,
  name: string,
): Promise<{ suite: SuiteConfig; contract: Contract; result: Result }> {
  const config = await loadConfig(configFile);
  const suite = config.suites?.[name];
  if (!suite) throw new Error(`no suite ${name}`);
  const contract = await loadContract(config.document);
  const { placeholders } = suite;
  const baseUrls = config.check?.['base-url'] ?? [];
  return {
    suite,
    contract,
    result: await checkCapture(contract, suite.captures, {
      baseUrls,
      outcomes: true,
      ...(placeholders === undefined ? {} : { placeholders }),
    }),
  };
}

describe('the capture that a browser recorded', () => {
  test('The capture that a browser recorded has no violations and covers every operation of the contract', async () => {
    const { suite, result } = await runSuite('contracts/docproof.yaml', 'browser');
    expect(result.summary).toMatchObject({ checked: 5, passed: 5, errors: 0, warnings: 0, unread: [] });
    expect(result.coverage.percent).toBe(suite['min-coverage']);
  });
});

describe('the captures that the developer tools of a browser saved', () => {
  test.each([
    ['devtools.har', { passed: 6, failed: 3, inconclusive: 0 }],
    // Credentials and cookies are left out: that changes no verdict.
    ['devtools-sanitised.har', { passed: 6, failed: 3, inconclusive: 0, credentialsNotJudged: 6 }],
  ])('The check judges %s as far as the capture allows', async (name, verdicts) => {
    const contract = await loadContract();
    const { summary, faults } = await checkCapture(contract, [`contracts/captures/${name}`], {
      baseUrls: ['http://127.0.0.1:4010'],
      placeholders: 'allow',
    });
    expect(summary).toMatchObject({ checked: 9, ...verdicts, unread: [] });
    const errors = faults.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ operation, keyword }) => `${operation} ${keyword}`).sort()).toEqual([
      'GET /_docproof/ undocumented-path',
      'GET /favicon.ico undocumented-path',
      'GET /nowhere undocumented-path',
    ]);
    // What the client got wrong, and was refused for.
    const warnings = faults.filter(({ operation }) => operation === 'POST /identityRiskEvents');
    expect(warnings.map(({ keyword, missingMembers = [] }) => [keyword, missingMembers.length]).sort()).toEqual([
      ['required', 7],
      ['type', 0],
    ]);
  });
});

describe('the capture with known faults', () => {
  let result: Result;
  let contract: Contract;
  beforeAll(async () => {
    ({ result, contract } = await runSuite('contracts/seeded.yaml', 'seeded'));
  });

  test('The check finds exactly the known faults, each in its own exchange, with page and line', () => {
    const found = result.violations.map(({ exchange, in: side, part, location, keyword, severity, documented }) =>
      [
        `#${exchange}`,
        side,
        part,
        location,
        keyword,
        severity === 'warning' ? '(warning)' : '',
        documented && `${documented.page}:${documented.line}`,
      ]
        .filter(Boolean)
        .join(' '),
    );
    expect(found.filter((line) => !line.startsWith('#13 request'))).toEqual([
      '#1 response body /riskLevel enum identityriskevent-post.md:50',
      '#2 response body /riskLevel enum identityriskevent-post.md:50',
      '#3 response body required identityriskevent-post.md:53',
      '#4 response body /userId type identityriskevent-post.md:54',
      '#5 response body /riskEventDateTime format identityriskevent-post.md:48',
      '#6 response body /riskScore undocumented-property (warning) identityriskevent-post.md:29',
      '#7 request body required identityriskevent-post.md:54',
      '#8 request path undocumented-path',
      '#9 request operation undocumented-method',
      '#10 response content-type content-type undocumented-media-type identityriskevent-post.md:97',
      '#11 response body unparseable-body identityriskevent-post.md:97',
      '#12 request security authorization missing-credentials (warning) identityriskevent-post.md:29',
      '#13 response body /error required identityriskevent-post.md:29',
      '#14 response body /location/geoCoordinates/latitude anyOf signin-post.md:175',
      '#14 response body /processingTimeInMilliseconds maximum signin-post.md:67',
      '#14 response body /riskEventTypes/1 enum signin-post.md:69',
      '#15 response body /countHits type ipsecurityprofile-post.md:52',
      '#15 response body /ipCategories/0/vendor type ipsecurityprofile-post.md:97',
      '#15 response body /tags/0 type ipsecurityprofile-post.md:59',
      '#16 response body /riskLevel placeholder (warning) identityriskevent-post.md:50',
    ]);
  });

  test('Faults of a request that the service rightly refused are warnings', () => {
    const refused = result.violations.filter((violation) => violation.exchange === 13 && violation.in === 'request');
    expect(refused.map(({ severity }) => severity)).toEqual(refused.map(() => 'warning'));
    expect(refused.map(({ keyword }) => keyword)).toEqual([...Array(7).fill('required'), 'enum']);
  });

  test('The check says what it did not judge, and why', () => {
    expect(result.summary).toMatchObject({
      entries: 21,
      checked: 18,
      inconclusive: 1,
      inconclusiveReasons: { 'body-omitted': 1 },
      outOfScope: { preflight: 1, 'other-server': 1, failed: 1 },
    });
  });

  const endings = {
    text: 'txt',
    json: 'json',
    ndjson: 'ndjson',
    junit: 'xml',
    sarif: 'sarif',
    github: 'github.txt',
    markdown: 'md',
    lcov: 'info',
    cobertura: 'cobertura.xml',
  } as const;

  test.each(Object.entries(endings))(
    'The report as %s of the capture with known faults equals its golden file',
    async (name, ending) => {
      const format = reportFormatNames.find((known) => known === name) ?? 'text';
      const { outcomes: _, ...plain } = result;
      const shown = format === 'ndjson' ? result : plain;
      expectGolden(`contracts/reports/seeded.${ending}`, await writeReport(format, shown, { contract }));
    },
  );

  test('The JSON and NDJSON reports of the capture with known faults match the published schemas', async () => {
    const ajv = new Ajv2020({ strict: false });
    for (const name of ['result', 'ndjson'])
      ajv.addSchema(
        JSON.parse(readFileSync(new URL(`../src/model/schema/${name}.schema.json`, import.meta.url), 'utf8')),
      );
    const validate = (id: string, value: unknown) => [
      ajv.validate(`https://docproof.dev/schema/1/${id}`, value),
      ajv.errorsText(),
    ];
    expect(validate('result.json', JSON.parse(await writeReport('json', result)))).toEqual([true, 'No errors']);
    const lines = (await writeReport('ndjson', result)).trim().split('\n');
    expect(lines).toHaveLength(result.summary.entries + 1);
    for (const line of lines) expect(validate('ndjson.json', JSON.parse(line))).toEqual([true, 'No errors']);
    expect(validate('result.json#/$defs/outcome', JSON.parse(lines[0] ?? ''))).toEqual([true, 'No errors']);
    expect(validate('ndjson.json#/$defs/end', JSON.parse(lines.at(-1) ?? ''))).toEqual([true, 'No errors']);
  });

  test('The NDJSON report of a result that did not keep the exchanges is refused with a cure', async () => {
    const { outcomes: _, ...plain } = result;
    await expect(writeReport('ndjson', plain)).rejects.toThrow(/did not keep them/);
  });
});
