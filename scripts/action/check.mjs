/**
 * The first step of the action: runs `docproof check`, with a report for each later step.
 * It does not fail where the contract does not hold: the last step does, when all reports are where they belong.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findDocproof } from './find-docproof.mjs';
import { annotate, escaped, inputOf, linesOf, main, printForeign, setOutputs } from './runner.mjs';

const ACTION = fileURLToPath(new URL('../../', import.meta.url));

/** The formats, and the endings of their files. */
const REPORTS = { json: 'json', sarif: 'sarif', markdown: 'md', github: 'txt', text: 'log' };

await main(async () => {
  const { env } = process;
  const temporary = env.RUNNER_TEMP || tmpdir();
  await mkdir(temporary, { recursive: true });
  const reports = await mkdtemp(join(temporary, 'docproof-'));
  const { code, stderr } = await checked(env, reports, temporary).catch((error) => {
    annotate('error', error.message);
    return { code: 2, stderr: error.message };
  });
  const outcome = await outcomeOf(reports, code);
  await writeFile(join(reports, 'outcome.json'), JSON.stringify({ ...outcome, code, stderr: stderr.slice(0, 20_000) }));
  const lists = {};
  for (const name of ['json', 'sarif', 'markdown']) lists[name] = (await filesOf(reports, name)).join('\n');
  setOutputs(env, { folder: reports, ...outcome, ...lists });
});

/**
 * Runs the check and shows what it says.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} reports
 * @param {string} temporary
 */
async function checked(env, reports, temporary) {
  const workspace = await realpath(env.GITHUB_WORKSPACE || '.');
  const folder = await workingDirectory(workspace, inputOf(env, 'working-directory'));
  const manifest = JSON.parse(await readFile(join(ACTION, 'package.json'), 'utf8'));
  const args = argumentsOf(env, reports);
  const program = findDocproof({ version: inputOf(env, 'version'), folder, own: manifest.version, temporary });
  const ran = await run(program, args, folder);
  for (const path of await filesOf(reports, 'text')) printForeign(await readFile(path, 'utf8'));
  if (ran.stderr.trim() !== '') printForeign(ran.stderr);
  for (const path of await filesOf(reports, 'github'))
    process.stdout.write(placed(await readFile(path, 'utf8'), relative(workspace, folder)));
  return ran;
}

/** @param {string} workspace @param {string} name */
async function workingDirectory(workspace, name) {
  const folder = await realpath(resolve(workspace, name || '.')).catch(() => {
    throw new Error(`working-directory: there is no folder ${name}.`);
  });
  return folder;
}

/** @param {NodeJS.ProcessEnv} env @param {string} reports */
function argumentsOf(env, reports) {
  const document = inputOf(env, 'document');
  const captures = linesOf(env, 'captures');
  if (captures.length > 0 && document === '')
    throw new Error('captures: name the document too. Or leave out both, and list suites in docproof.yaml.');
  if (captures.length === 0 && document !== '')
    throw new Error('document: name captures too. Or leave out both, and list suites in docproof.yaml.');
  const formats = Object.entries(REPORTS).map(
    ([name, ending]) => `--format=${name}=${join(reports, name, `{suite}.${ending}`)}`,
  );
  const options = ['config', 'baseline', 'min-coverage', 'fail-on']
    .map((name) => [name, inputOf(env, name)])
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `--${name}=${value}`);
  const urls = linesOf(env, 'base-url').map((url) => `--base-url=${url}`);
  // What follows -- is not an option, whatever it is called.
  return [
    'check',
    '--quiet',
    '--no-color',
    ...formats,
    ...options,
    ...urls,
    ...(document === '' ? [] : ['--', document, ...captures]),
  ];
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number, stderr: string }>}
 */
function run(program, args, cwd) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', fail);
    child.on('close', (code, signal) => {
      if (signal) stderr += `\nthe check was ended by ${signal}`;
      done({ code: code ?? 2, stderr });
    });
  });
}

/** @param {string} reports @param {keyof typeof REPORTS | string} name */
async function filesOf(reports, name) {
  const folder = join(reports, name);
  const names = await readdir(folder).catch(() => []);
  return names.sort().map((file) => join(folder, file));
}

/** Annotations name files from the root of the repository. @param {string} text @param {string} folder */
function placed(text, folder) {
  if (folder === '') return text;
  const prefix = escaped(folder.split(sep).join('/')).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return text.replace(/^(::(?:error|warning) file=)(?!\/|\w+%3A)/gm, `$1${prefix.replaceAll('$', '$$$$')}/`);
}

/**
 * The outputs of the action.
 * @param {string} reports @param {number} code the exit code of the check
 */
async function outcomeOf(reports, code) {
  const results = await Promise.all(
    (await filesOf(reports, 'json')).map(async (path) => JSON.parse(await readFile(path, 'utf8'))),
  );
  const judged = results.filter(({ summary, coverage }) => summary && coverage);
  const violations = judged.reduce((sum, { summary }) => sum + summary.errors + summary.warnings, 0);
  const coverage = judged.length === 0 ? '' : Math.min(...judged.map((result) => result.coverage.percent));
  const verdict = ['passed', 'failed'][code] ?? (judged.length > 0 ? 'inconclusive' : 'unusable');
  return { verdict, violations, coverage };
}
