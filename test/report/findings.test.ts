import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { FindingReport } from '../../src/model/index.js';
import { findingFormats } from '../../src/report/index.js';

const { names: findingFormatNames, write: writeFindings } = findingFormats;

/** The schema's draft 4 and draft 7 differ only in names that ajv would not know. */
const {
  $schema: _,
  id: __,
  ...SARIF
} = JSON.parse(readFileSync(new URL('schemas/sarif-2.1.0.schema.json', import.meta.url), 'utf8'));

const REPORT: FindingReport = {
  docproof: '1.0.0',
  source: 'docs',
  folder: 'docs/',
  pages: 2,
  counts: { error: 1, warning: 0, info: 1 },
  rules: [
    {
      id: 'status-differs',
      severity: 'error',
      finds: 'A status of an example that the text does not promise.',
    },
    { id: 'type-hash', severity: 'info', finds: 'A hash here, and none there.' },
  ],
  findings: [
    {
      rule: 'status-differs',
      severity: 'error',
      page: 'api/odd name,%0A.md',
      line: 75,
      column: 3,
      message: 'the example has <script>alert(1)</script>\n::error::and\u001b[31m more',
      suggestion: 'Make both say the same.',
      against: { page: 'api/other.md', line: 45 },
    },
    { rule: 'type-hash', severity: 'info', page: 'api/z.md', line: 4, message: 'no hash' },
  ],
};

describe('findings', () => {
  test('Findings in SARIF match the SARIF schema, each with its place and the place that it contradicts', () => {
    const log = JSON.parse(writeFindings('sarif', REPORT));
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    ajv.validate(SARIF, log);
    expect(ajv.errorsText()).toBe('No errors');
    const [first, second] = log.runs[0].results;
    expect(first).toMatchObject({
      level: 'error',
      ruleIndex: 0,
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'docs/api/odd%20name%2C%250A.md' },
            region: { startLine: 75, startColumn: 3 },
          },
        },
      ],
      relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'docs/api/other.md' } } }],
    });
    expect(second).toMatchObject({ level: 'note', ruleIndex: 1 });
  });

  test('Findings keep their fingerprints when lines are added above them', () => {
    const moved = { ...REPORT, findings: REPORT.findings.map((finding) => ({ ...finding, line: finding.line + 9 })) };
    const prints = (report: FindingReport): unknown[] =>
      JSON.parse(writeFindings('sarif', report)).runs[0].results.map(
        (result: { partialFingerprints: unknown }) => result.partialFingerprints,
      );
    expect(prints(moved)).toEqual(prints(REPORT));
  });

  test.each(findingFormatNames)('Findings as %s let no text of a page act as a command or as markup', (format) => {
    const text = writeFindings(format, REPORT);
    expect(text).not.toContain('\u001b');
    if (format === 'html') expect(text).not.toContain('<script>');
    if (format === 'github') expect(text.match(/^::/gm)).toHaveLength(3);
  });

  test('A report without findings says so in words', () => {
    const empty = { ...REPORT, counts: { error: 0, warning: 0, info: 0 }, rules: [], findings: [] };
    expect(writeFindings('text', empty)).toBe('no findings in 2 pages\n');
    expect(writeFindings('github', empty)).toBe('::notice title=Docproof%3A docs::no findings in 2 pages\n');
  });
});
