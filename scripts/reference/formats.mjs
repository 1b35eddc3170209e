import { importSources } from '../source.mjs';
import { code, head, table } from './markdown.mjs';

/** What reads or shows each format. A format without a line here cannot be published: the page is not made. */
const READERS = {
  text: 'people, in a terminal',
  json: 'programs',
  ndjson: 'programs, one line an exchange; it is written while exchanges are still being judged, and never cut',
  junit: 'CI systems: each operation is a test case (the schema of Jenkins)',
  sarif: 'code scanning of GitHub and others: SARIF 2.1.0, at the lines of the document',
  github: "annotations in GitHub's log and in the pull request (workflow commands)",
  markdown: 'a comment, or the summary of a job',
  html: 'people, in a browser: one file with its own script and style, which loads nothing',
  lcov: 'tools for code coverage: the lines of the document that the traffic exercised (LCOV)',
  cobertura: 'the same for GitLab, Jenkins and Azure (Cobertura)',
};

/** The schema of a JSON format, by what is reported. */
const SCHEMAS = { check: 'result', findings: 'findings', comparison: 'comparison', coverage: 'coverage' };

/** docs/reference/formats.md: the formats of reports, from their registries. */
export async function formatPages() {
  const names = ['check', 'findings', 'comparison', 'coverage', 'selftest'];
  const [names_, ...registries] = await importSources(
    'src/report/names.ts',
    ...names.map((name) => `src/report/${name}/formats.ts`),
  );
  const kinds = [
    ['A check', 'check', names_.RESULT_FORMATS, '`docproof check`'],
    ['Findings', 'findings', names_.FINDING_FORMATS, '`docproof lint` and `docproof compile`'],
    ['A comparison of two documents', 'comparison', names_.COMPARISON_FORMATS, '`docproof check --against`'],
    ['Coverage of several checks', 'coverage', names_.COVERAGE_FORMATS, '`docproof coverage`'],
    ['A self-test', 'selftest', names_.SELFTEST_FORMATS, '`docproof selftest`'],
  ];
  const sections = kinds.map(([title, kind, formats, verb]) => {
    const registry = Object.values(registries[names.indexOf(kind)]).find((each) => typeof each.find === 'function');
    const rows = formats.map((name) => {
      const { extension, mediaType } = registry.find(name);
      if (!READERS[name]) throw new Error(`scripts/reference/formats.mjs does not say who reads the format ${name}`);
      return [code(name), READERS[name], code(`.${extension}`), code(mediaType), schemaOf(kind, name)];
    });
    return `## ${title}\n\nWritten by ${verb}; ${code(formats[0])} is the default.\n\n${table(['format', 'for', 'file', 'media type', 'JSON Schema'], rows)}\n`;
  });
  const text = [
    head('Report formats', { order: 5 }),
    '`--format NAME` prints a report in a format, `--format NAME=FILE` writes it to a file. Several may be given: one is printed, the others go to files.',
    'Each format is the same in every run, so that reports can be compared. Secrets are redacted in all of them.\n',
    ...sections,
  ];
  return { 'docs/reference/formats.md': `${text.join('\n')}` };
}

/** @param {string} kind @param {string} name */
function schemaOf(kind, name) {
  if (name === 'ndjson') return '[ndjson](schemas/ndjson.md)';
  const schema = name === 'json' ? SCHEMAS[kind] : undefined;
  return schema === undefined ? '' : `[${schema}](schemas/${schema}.md)`;
}
