/**
 * The step of the action that sends SARIF logs to code scanning, as github/codeql-action/upload-sarif does.
 * https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
 */
import { realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { client, Refused, repositoryOf } from './github.mjs';
import { readReports } from './reports.mjs';
import { annotate, inputOf, main } from './runner.mjs';

/** The API takes no more, compressed, in bytes. */
const MOST = 10 << 20;

await main(async () => {
  const { env } = process;
  const reports = await readReports(env.REPORTS ?? '', 'sarif');
  if (reports.length === 0) return;
  const token = inputOf(env, 'token');
  if (token === '') return annotate('notice', 'The faults were not sent to code scanning: there is no token.');
  const call = client({ token, url: env.GITHUB_API_URL });
  const folder = await folderOf(env);
  for (const { suite, text } of reports) {
    const sarif = gzipSync(JSON.stringify(placed(JSON.parse(text), suite, folder)));
    if (sarif.length > MOST) {
      annotate('warning', `The faults of ${suite} were not sent to code scanning: their log is larger than 10 MB.`);
      continue;
    }
    try {
      await call('POST', `/repos/${repositoryOf(env)}/code-scanning/sarifs`, {
        commit_sha: env.GITHUB_SHA,
        ref: env.GITHUB_REF,
        sarif: sarif.toString('base64'),
        tool_name: 'Docproof',
        validate: true,
      });
      process.stdout.write(`The faults of ${suite} are with code scanning.\n`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return annotate(
        error.isForbidden ? 'notice' : 'warning',
        `The faults were not sent to code scanning (${error.message}). It must be enabled, and the job needs "permissions: security-events: write", which pull requests of forks do not get. "sarif: false" leaves this step out.`,
      );
    }
  }
});

/** Where the check ran, below the root of the repository. @param {NodeJS.ProcessEnv} env */
async function folderOf(env) {
  const workspace = await realpath(env.GITHUB_WORKSPACE || '.');
  const folder = await realpath(resolve(workspace, inputOf(env, 'working-directory') || '.'));
  return relative(workspace, folder).split(sep).join('/');
}

/**
 * The log with a category for its suite, so that two suites do not close each other's alerts, and with paths from the
 * root of the repository.
 */
function placed(log, suite, folder) {
  const prefix = folder === '' ? '' : `${folder.split('/').map(encodeURIComponent).join('/')}/`;
  const visit = (value) => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const isPlace = name === 'artifactLocation' && typeof member?.uri === 'string';
        const isRelative = isPlace && !/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(member.uri);
        return [name, isRelative ? { ...member, uri: `${prefix}${member.uri}` } : visit(member)];
      }),
    );
  };
  const automationDetails = { id: `docproof/${folder === '' ? '' : `${folder}/`}${suite}/` };
  return visit({ ...log, runs: log.runs.map((run) => ({ automationDetails, ...run })) });
}
